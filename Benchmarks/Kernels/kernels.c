// GFLOP/s of the kernels per shape and as a share of the measured FMA peak, and the bare training
// step of the workloads W1, W2 and W5, on one core. Prints the best of many repetitions, since a
// machine is seldom idle.
//
//     clang -O2 -std=gnu2x -I Sources/CKernels/include Benchmarks/Kernels/kernels.c
//         Sources/CKernels/*.c -lm -o /tmp/kernels && /tmp/kernels [portable|avx2|avx512|neon]
#include "bench.h"

static const CKTable *table;
static double peak;

static long stride(long n) {
  long lines = (n + 15) / 16;
  return (lines > 4 && lines % 2 == 0 ? lines + 1 : lines) * 16;
}

/// Best seconds of one call of BODY.
#define BEST(seconds, BODY) \
  double seconds = 1e9; \
  for (double begin = now(); now() - begin < 0.4;) { \
    long calls = 0; \
    double start = now(), end; \
    do { \
      for (int i = 0; i < 4; i++) { BODY; } \
      calls += 4; \
    } while ((end = now()) - start < 0.002); \
    if ((end - start) / (double)calls < seconds) seconds = (end - start) / (double)calls; \
  }

static void report(const char *name, long m, long inputs, long outputs, double seconds) {
  double gflops = 2e-9 * (double)(m * inputs * outputs) / seconds;
  printf("%-9s %4ld x %4ld -> %4ld  %9.2f us  %6.1f GFLOP/s  %5.1f %%\n", name, m, inputs, outputs,
         seconds * 1e6, gflops, 100 * gflops / peak);
}

typedef float vec __attribute__((ext_vector_type(16)));

/// 64-byte multiply-adds in R independent chains, as many as registers hold; the sum keeps them alive.
#define CHAINS(NAME, R, ATTRIBUTE) \
  ATTRIBUTE static float NAME(long count) { \
    vec s[R] = {0}, a = (vec)0.999f, b = (vec)1e-3f; \
    __asm__ volatile("" : "+m"(a), "+m"(b)); \
    for (long i = 0; i < count; i++) \
      _Pragma("clang loop unroll(full)") for (int r = 0; r < R; r++) \
          s[r] = __builtin_elementwise_fma(s[r], a, b); \
    for (int r = 1; r < R; r++) s[0] += s[r]; \
    return s[0][0]; \
  }
#if defined(__x86_64__)
CHAINS(chains512, 12, __attribute__((target("avx512f"))))
CHAINS(chains256, 6, __attribute__((target("avx2,fma"))))
#else
CHAINS(chains, 6, )
#endif

static void measurePeak(int set) {
  volatile float sink = 0;
  const long count = 1000;
#if defined(__x86_64__)
  if (set == CK_PORTABLE) set = CK_AVX2;
  BEST(t, sink += set == CK_AVX512 ? chains512(count) : chains256(count))
#else
  (void)set;
  BEST(t, sink += chains(count))
#endif
  peak = 2e-9 * (double)((set == CK_AVX512 ? 12 : 6) * 16 * count) / t;
  printf("peak of multiply-adds in registers: %.1f GFLOP/s\n", peak);
}

static void products(long m, long inputs, long outputs) {
  long si = stride(inputs), so = stride(outputs);
  float *a = numbers(m * si), *w = numbers(inputs * (outputs + 32)), *b = numbers(outputs + 32);
  float *out = numbers(m * so + 32), *slope = numbers(m * si + 32), *delta = numbers(m * si + 32);
  float *scratch = scratch_for(outputs), *nabla = numbers(inputs * (outputs + 32));
  CKRows x = {.base = a, .stride = si}, errors = {.base = out, .stride = so};
  CKParameters weights = {w, 0, 0}, biases = {b, 0, 0};
  CKUpdate update = {.rule = CK_SGD, .step = 1e-9, .shrink = 1};
  BEST(f, table->forward(m, inputs, outputs, &x, w, b, CK_IDENTITY, out, 0, so))
  report("forward", m, inputs, outputs, f);
  BEST(k, table->backward(m, inputs, outputs, &errors, w, slope, delta, si, scratch))
  report("backward", m, inputs, outputs, k);
  BEST(g, table->gradient(m, inputs, outputs, 0, inputs, &x, out, so, 0, nabla, b))
  report("gradient", m, inputs, outputs, g);
  BEST(d, table->descend(m, inputs, outputs, 0, inputs, &x, out, so, &update, &weights, &biases))
  report("descend", m, inputs, outputs, d);
  free(a), free(w), free(b), free(out), free(slope), free(delta), free(scratch), free(nabla);
}

/// One epoch of [n1, n2, n3], learnt example by example as networks of a few neurons are.
static void each(const char *name, long examples, long n1, long n2, long n3) {
  float *x = numbers(examples * 16), *y = calloc((size_t)(examples * 16), 4);
  for (long i = 0; i < examples; i++) y[i * 16 + rand() % n3] = 1;
  CKLayer layers[] = {
      {n1, n2, numbers(n1 * 16), numbers(16), numbers(16), numbers(16), numbers(16)},
      {n2, n3, numbers(n2 * 16), numbers(16), numbers(examples * 16), numbers(16), numbers(16)}};
  double *costs = malloc((size_t)examples * 8);
  CKRows inputs = {.base = x, .stride = 16}, targets = {.base = y, .stride = 16};
  CKUpdate u = {.rule = CK_SGD, .step = 0.5, .shrink = 1};
  BEST(t, table->descendEach(examples, &inputs, &targets, 2, layers, CK_SIGMOID, CK_SIGMOID,
                             CK_QUADRATIC, costs, 16, &u))
  printf("%s [%ld, %ld, %ld] example by example: %.3f M examples/s, %.1f ns each\n", name, n1, n2,
         n3, 1e-6 * (double)examples / t, 1e9 * t / (double)examples);
  for (int l = 0; l < 2; l++) {
    free(layers[l].weights), free(layers[l].biases), free(layers[l].a), free(layers[l].delta);
    free(layers[l].slope);
  }
  free(x), free(y), free(costs);
}

/// One epoch of the bare step for [n1, n2, n3]: gathered rows, sigmoid everywhere, sgd.
static void step(const char *name, long examples, long n1, long n2, long n3, long m, int cost) {
  long s1 = stride(n1), s2 = stride(n2), s3 = stride(n3);
  float *data = numbers(examples * s1), *y = calloc((size_t)(examples * s3), 4);
  int32_t *order = malloc((size_t)examples * 4), *labels = malloc((size_t)examples * 4);
  for (long i = 0; i < examples; i++) {
    order[i] = (int32_t)i;
    labels[i] = rand() % (int32_t)n3;
    y[i * s3 + labels[i]] = 1;
  }
  for (long i = examples - 1; i > 0; i--) {
    long j = rand() % (i + 1);
    int32_t t = order[i];
    order[i] = order[j];
    order[j] = t;
  }
  float *w2 = numbers(n1 * (n2 + 32)), *b2 = numbers(n2 + 32);
  float *w3 = numbers(n2 * (n3 + 32)), *b3 = numbers(n3 + 32);
  float *a2 = numbers(m * s2), *slope = numbers(m * s2), *d2 = numbers(m * s2);
  float *z3 = numbers(m * s3), *a3 = numbers(m * s3), *d3 = numbers(m * s3);
  float *scratch = scratch_for(n3);
  double *costs = malloc((size_t)m * 8), total = 0, best = 1e9;
  CKUpdate update = {.rule = CK_SGD, .step = 0.5 / (double)m, .shrink = 1};
  CKParameters pw2 = {w2, 0, 0}, pb2 = {b2, 0, 0}, pw3 = {w3, 0, 0}, pb3 = {b3, 0, 0};
  int repeats = 12;
  long right = 0;
  for (int repeat = 0; repeat < repeats; repeat++) {
    double start = now();
    for (long from = 0; from + m <= examples; from += m) {
      const int32_t *next = from + 2 * m <= examples ? order + from + m : 0;
      CKRows x = {data, s1, order + from, n1 > 64 ? next : 0}, h = {a2, s2, 0, 0};
      CKRows target = {y, s3, order + from, n1 > 64 ? next : 0};
      table->forward(m, n1, n2, &x, w2, b2, CK_SIGMOID, a2, slope, s2);
      table->forward(m, n2, n3, &h, w3, b3, CK_IDENTITY, z3, 0, s3);
      table->output(m, n3, CK_SIGMOID, cost, z3, &target, a3, costs, d3, s3);
      CKRows classes = {labels, 1, order + from, n1 > 64 ? next : 0};
      right += table->correct(m, n3, a3, s3, &classes);
      for (long i = 0; i < m; i++) total += costs[i];
      CKRows errors = {.base = d3, .stride = s3};
      table->backward(m, n2, n3, &errors, w3, slope, d2, s2, scratch);
      table->descend(m, n2, n3, 0, n2, &h, d3, s3, &update, &pw3, &pb3);
      table->descend(m, n1, n2, 0, n1, &x, d2, s2, &update, &pw2, &pb2);
    }
    double seconds = now() - start;
    if (seconds < best) best = seconds;
  }
  printf("%s [%ld, %ld, %ld] mini-batch %ld: %.3f M examples/s, %.1f ns each (cost %.3g, %.0f %% right)\n", name,
         n1, n2, n3, m, 1e-6 * (double)examples / best, 1e9 * best / (double)examples,
         total / (double)(repeats * examples), 100.0 * (double)right / (double)(repeats * examples));
  free(data), free(y), free(order), free(labels), free(costs);
}

int main(int count, char **arguments) {
  int set = chosen_set(count, arguments);
  table = ck_table(2 * set);
  printf("%s, single precision, one core\n", set_names[set]);
  measurePeak(set);
  each("W5", 150, 4, 8, 3);
  step("W1", 60000, 784, 30, 10, 10, CK_QUADRATIC);
  step("W2", 60000, 784, 100, 10, 10, CK_CROSS_ENTROPY);
  products(10, 784, 30);
  products(10, 784, 100);
  products(128, 784, 256);
  products(128, 256, 256);
  products(256, 784, 1024);
  products(256, 1024, 1024);
}
