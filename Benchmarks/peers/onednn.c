// W3 and W4 by hand on oneDNN's matrix product: relu, softmax, log-likelihood, momentum. Each worker
// takes a part of the mini-batch through the network, then a part of every layer's inputs through
// gradient and update. Prints the seconds of each epoch, a line each.
//
//     cc -O3 -march=native onednn.c -ldnnl -lpthread -lm -o onednn
//     onednn IMAGES.f32 LABELS.i32 EXAMPLES WORKERS MINI_BATCH ETA MU EPOCHS n_1 n_2 … n_L
#include <math.h>
#include <oneapi/dnnl/dnnl.h>
#include <pthread.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

enum { MOST = 8, TILE = 128 };

static int last, n[MOST], workers, m, examples;
static float eta, mu, *images, *w[MOST], *v[MOST], *b[MOST], *u[MOST], *a[MOST], *delta[MOST];
static int *labels, *order;
static atomic_int arrived, turn;

static float *zeros(size_t count) {
  float *p = aligned_alloc(64, (count * 4 + 63) / 64 * 64);
  if (!p) exit(1);
  return memset(p, 0, (count * 4 + 63) / 64 * 64);
}

static void *file(const char *path, size_t bytes) {
  FILE *f = fopen(path, "rb");
  void *p = malloc(bytes);
  if (!f || !p || fread(p, 1, bytes, f) != bytes) exit(1);
  fclose(f);
  return p;
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

static void meet(void) {
  int mine = atomic_load(&turn);
  if (atomic_fetch_add(&arrived, 1) == workers - 1) {
    atomic_store(&arrived, 0);
    atomic_fetch_add(&turn, 1);
  } else
    while (atomic_load_explicit(&turn, memory_order_acquire) == mine) __builtin_ia32_pause();
}

static void softmax(float *row, int label, float *d) {
  float top = row[0], sum = 0;
  for (int j = 1; j < n[last]; j++) top = row[j] > top ? row[j] : top;
  for (int j = 0; j < n[last]; j++) sum += row[j] = expf(row[j] - top);
  for (int j = 0; j < n[last]; j++) d[j] = row[j] /= sum;
  d[label] -= 1;
}

/// z = w a + b, a = relu z, and delta, for some rows of a mini-batch.
static void errors(const int *batch, long from, long rows) {
  for (long r = 0; r < rows; r++)
    memcpy(a[0] + (from + r) * n[0], images + (long)batch[from + r] * n[0], 4 * (size_t)n[0]);
  for (int l = 0; l < last; l++) {
    float *out = a[l + 1] + from * n[l + 1];
    dnnl_sgemm('N', 'N', rows, n[l + 1], n[l], 1, a[l] + from * n[l], n[l], w[l], n[l + 1], 0, out, n[l + 1]);
    for (long r = 0; r < rows; r++, out += n[l + 1]) {
      for (int j = 0; j < n[l + 1]; j++) out[j] += b[l][j];
      if (l + 1 < last)
        for (int j = 0; j < n[l + 1]; j++) out[j] = out[j] > 0 ? out[j] : 0;
      else
        softmax(out, labels[batch[from + r]], delta[last] + (from + r) * n[last]);
    }
  }
  for (int l = last - 1; l > 0; l--) {
    float *d = delta[l] + from * n[l], *y = a[l] + from * n[l];
    dnnl_sgemm('N', 'T', rows, n[l], n[l + 1], 1, delta[l + 1] + from * n[l + 1], n[l + 1], w[l], n[l + 1], 0, d, n[l]);
    for (long i = 0; i < rows * n[l]; i++) d[i] = y[i] > 0 ? d[i] : 0;
  }
}

/// v = mu v - (eta / m) a^T delta and w += v, for a part of each layer's inputs, tile by tile.
static void update(int worker, long rows) {
  float scale = -eta / (float)rows;
  for (int l = 0; l < last; l++) {
    long from = (long)n[l] * worker / workers, to = (long)n[l] * (worker + 1) / workers, width = n[l + 1];
    for (long k = from; k < to; k += TILE) {
      long count = to - k < TILE ? to - k : TILE;
      float *speed = v[l] + k * width, *weight = w[l] + k * width;
      dnnl_sgemm('T', 'N', count, width, rows, scale, a[l] + k, n[l], delta[l + 1], width, mu, speed, width);
      for (long i = 0; i < count * width; i++) weight[i] += speed[i];
    }
    if (worker != l % workers) continue;
    for (long j = 0; j < width; j++) u[l][j] *= mu;
    for (long r = 0; r < rows; r++)
      for (long j = 0; j < width; j++) u[l][j] += scale * delta[l + 1][r * width + j];
    for (long j = 0; j < width; j++) b[l][j] += u[l][j];
  }
}

static void *epoch(void *argument) {
  int worker = (int)(long)argument;
  for (int start = 0; start < examples; start += m) {
    long rows = examples - start < m ? examples - start : m, from = rows * worker / workers;
    errors(order + start, from, rows * (worker + 1) / workers - from);
    meet();
    update(worker, rows);
    meet();
  }
  return 0;
}

int main(int count, char **argument) {
  if (count < 11) return 64;
  examples = atoi(argument[3]), workers = atoi(argument[4]), m = atoi(argument[5]);
  eta = (float)atof(argument[6]), mu = (float)atof(argument[7]);
  last = count - 10;
  for (int l = 0; l <= last; l++) n[l] = atoi(argument[9 + l]);
  images = file(argument[1], 4 * (size_t)examples * (size_t)n[0]);
  labels = file(argument[2], 4 * (size_t)examples);
  order = malloc(4 * (size_t)examples);
  for (int i = 0; i < examples; i++) order[i] = i;
  for (int l = 0; l <= last; l++) {
    a[l] = zeros((size_t)m * (size_t)n[l]), delta[l] = zeros((size_t)m * (size_t)n[l]);
    if (l == last) break;
    size_t size = (size_t)n[l] * (size_t)n[l + 1];
    w[l] = zeros(size), v[l] = zeros(size), b[l] = zeros((size_t)n[l + 1]), u[l] = zeros((size_t)n[l + 1]);
    for (size_t i = 0; i < size; i++)
      w[l][i] = sqrtf(6.0f / (float)n[l]) * (2 * (float)rand() / (float)RAND_MAX - 1);
  }
  for (int e = 0; e < atoi(argument[8]); e++) {
    double start = now();
    for (int i = examples - 1; i > 0; i--) {
      int j = rand() % (i + 1), t = order[i];
      order[i] = order[j], order[j] = t;
    }
    pthread_t threads[MOST];
    for (long t = 1; t < workers; t++) pthread_create(&threads[t], 0, epoch, (void *)t);
    epoch(0);
    for (int t = 1; t < workers; t++) pthread_join(threads[t], 0);
    printf("%.6f\n", now() - start);
  }
}
