// One digest of what every kernel computes from the same numbers, for each instruction set and
// precision. The lines of a precision must be equal, here and on any other machine: a cross-built
// copy under an emulator checks an architecture that is not at hand.
//
//     clang -O2 -std=gnu2x -I Sources/CKernels/include Benchmarks/Kernels/digest.c
//         Sources/CKernels/*.c -lm -o /tmp/digest && /tmp/digest
#include "CKernels.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static uint64_t state, digest;
static int wide;

static uint64_t bits(void) {  // SplitMix64
  uint64_t z = state += 0x9E3779B97F4A7C15;
  z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
  z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
  return z ^ (z >> 31);
}

/// Mostly -2 ... 2; sometimes a special value.
static double odd(void) {
  switch (bits() % 40) {
  case 0: return -0.0;
  case 1: return 0;
  case 2: return wide ? 5e-324 : 1e-45;
  case 3: return -50;
  default: return (double)(bits() >> 11) * 0x1p-51 - 2;
  }
}

/// FNV-1a over the bits; all NaN are one.
static void add_numbers(const void *p, long count, int doubles) {
  for (long i = 0; i < count; i++) {
    uint64_t u = 0;
    if (doubles) {
      double x = ((const double *)p)[i];
      if (x != x) x = 0x1p1000;
      memcpy(&u, &x, 8);
    } else {
      float x = ((const float *)p)[i];
      if (x != x) x = 0x1p100f;
      memcpy(&u, &x, 4);
    }
    digest = (digest ^ u) * 0x100000001B3;
  }
}

static void add(const void *p, long count) { add_numbers(p, count, wide); }

static void *matrix(long rows, long stride, long columns) {
  size_t size = wide ? 8 : 4;
  char *p = calloc((size_t)(rows * stride + 64), size);
  for (long x = 0; x < rows; x++)
    for (long j = 0; j < columns; j++) {
      double value = odd();
      float single = (float)value;
      memcpy(p + (size_t)(x * stride + j) * size, wide ? (void *)&value : (void *)&single, size);
    }
  return p;
}

/// Makes half of the groups of six inputs zero, as in pictures.
static void blank(void *a, long rows, long stride, long columns) {
  size_t size = wide ? 8 : 4;
  for (long x = 0; x < rows; x++)
    for (long k = 0; k + 6 <= columns; k += 6)
      for (long i = 0, kept = bits() % 2, sign = bits() % 2; i < 6 && !kept; i++) {
        char *at = (char *)a + (size_t)(x * stride + k + i) * size;
        memset(at, 0, size);
        if (sign) at[size - 1] = (char)0x80;  // -0, little-endian
      }
}

/// Makes the padding of weights zero, as kernels may expect: what fills up the last panel.
static void clear_padding(void *w, long n1, long n2) {
  long size = wide ? 8 : 4, lanes = 64 / size, first = n2 / (2 * lanes) * (2 * lanes);
  long width = n2 - first <= lanes ? lanes : 2 * lanes, used = n2 - first;
  if (used == 0) return;
  for (long k = 0; k < n1; k++)
    memset((char *)w + (first * n1 + k * width + used) * size, 0, (size_t)((width - used) * size));
}

static void layer(const CKTable *table, long m, long n1, long n2) {
  long s1 = (n1 + 15) / 16 * 16, s2 = (n2 + 15) / 16 * 16, lanes = wide ? 8 : 16;
  long padded = (n2 + lanes - 1) / lanes * lanes;
  void *a = matrix(m, s1, n1), *w = matrix(n1, padded, padded), *b = matrix(1, padded, n2);
  void *out = matrix(m, s2, 0), *slope = matrix(m, s2, 0), *y = matrix(m, s2, n2);
  void *before = matrix(m, s1, n1), *result = matrix(m, s1, 0), *delta = matrix(m, s2, n2);
  void *scratch = matrix((n2 + 3) / 4 * 4, 2 * lanes, 0), *nabla = matrix(n1, padded, 0);
  void *first = matrix(n1, padded, 0), *second = matrix(n1, padded, 0);
  double *costs = calloc((size_t)m, 8), sums[16] = {0};
  CKRows rows = {.base = a, .stride = s1}, target = {.base = y, .stride = s2};
  blank(a, m, s1, n1);
  clear_padding(w, n1, n2);
  for (int activation = CK_IDENTITY; activation <= CK_SOFTPLUS; activation++) {
    table->forward(m, n1, n2, &rows, w, b, activation, out, slope, s2);
    add(out, m * s2), add(slope, m * s2);
  }
  table->forward(m, n1, n2, &rows, w, b, CK_IDENTITY, slope, 0, s2);
  for (int cost = CK_QUADRATIC; cost <= CK_LOG_LIKELIHOOD; cost++)
    for (int activation = CK_IDENTITY; activation <= CK_SOFTMAX; activation++) {
      void *d = matrix(m, s2, 0);
      table->output(m, n2, activation, cost, slope, &target, out, costs, d, s2);
      add(out, m * s2), add(d, m * s2);
      add_numbers(costs, m, 1);
      free(d);
    }
  CKRows errors = {.base = delta, .stride = s2, .words = (n2 + 63) / 64};
  table->backward(m, n1, n2, &errors, w, before, result, s1, scratch);
  add(result, m * s1);
  blank(delta, m, s2, n2);
  uint64_t *kept = calloc((size_t)(m * errors.words), 8);
  table->findNonzero(m, n2, delta, s2, kept, errors.words);
  errors.nonzero = kept;
  table->backward(m, n1, n2, &errors, w, before, result, s1, scratch);
  table->gradient(m, n1, n2, 0, n1, &rows, delta, s2, 0, nabla, b);
  add(result, m * s1), add(nabla, n1 * padded), add(b, padded);
  long words = (n1 + 63) / 64;
  uint64_t *bits = calloc((size_t)(m * words), 8);
  table->findNonzero(m, n1, a, s1, bits, words);
  const CKRows known = {.base = a, .stride = s1, .nonzero = bits, .words = words};
  table->forward(m, n1, n2, &known, w, b, CK_SIGMOID, out, slope, s2);
  table->gradient(m, n1, n2, 0, n1, &known, delta, s2, 1, nabla, b);
  add(out, m * s2), add(slope, m * s2), add(nabla, n1 * padded), add(b, padded);
  for (int rule = CK_SGD - 2; rule <= CK_ADAM; rule++) {  // sgd without l1 and l2, and without l1, first
    double shrink = rule < CK_SGD - 1 ? 1 : 0.99;
    CKUpdate u = {rule < CK_SGD ? CK_SGD : rule, 0.1, shrink, rule < CK_SGD ? 0 : 0.01, 0.5, 0.02, 0.03, 0.9, 0.9, 0.999, 1e-8, 1.7};
    CKParameters p = {w, first, second}, q = {b, matrix(1, padded, 0), matrix(1, padded, 0)};
    table->descend(m, n1, n2, 0, n1, &rows, delta, s2, &u, &p, &q);
    table->descend(m, n1, n2, 0, n1, &known, delta, s2, &u, &p, &q);
    add(w, n1 * padded), add(first, n1 * padded), add(second, n1 * padded), add(b, padded);
    free(q.first), free(q.second);
  }
  table->squares(m, n2, delta, s2, sums);
  add_numbers(sums, 16, 1);
  free(a), free(w), free(b), free(out), free(slope), free(y), free(before), free(result);
  free(delta), free(scratch), free(nabla), free(first), free(second), free(costs), free(bits), free(kept);
}

/// Learning example by example, with layers of n1, n2 and n3 neurons.
static void each(const CKTable *table, long m, long n1, long n2, long n3) {
  void *x = matrix(m, 16, n1), *y = matrix(m, 16, n3);
  long line = wide ? 8 : 16;
  void *w2 = matrix(n1, line, n2), *w3 = matrix(n2, line, n3), *b2 = matrix(1, 16, n2);
  void *b3 = matrix(1, 16, n3), *a2 = matrix(1, 16, 0), *a3 = matrix(m, 16, 0);
  void *d2 = matrix(1, 16, 0), *d3 = matrix(1, 16, 0), *s2 = matrix(1, 16, 0), *z3 = matrix(1, 16, 0);
  double *costs = calloc((size_t)m, 8);
  const CKLayer layers[] = {{n1, n2, w2, b2, a2, d2, s2}, {n2, n3, w3, b3, a3, d3, z3}};
  const CKRows inputs = {.base = x, .stride = 16}, targets = {.base = y, .stride = 16};
  const CKUpdate u = {.rule = CK_SGD, .step = 0.1, .shrink = 0.99};
  table->descendEach(m, &inputs, &targets, 2, layers, CK_TANH, CK_SIGMOID, CK_QUADRATIC, costs, 16, &u);
  add(w2, n1 * line), add(w3, n2 * line), add(b2, 16), add(b3, 16), add(a3, m * 16);
  add_numbers(costs, m, 1);
  free(x), free(y), free(w2), free(w3), free(b2), free(b3), free(a2), free(a3);
  free(d2), free(d3), free(s2), free(z3), free(costs);
}

int main(void) {
  const char *names[] = {"portable", "avx2", "avx512", "neon"};
  for (wide = 0; wide < 2; wide++)
    for (int set = 0; set < 4; set++) {
      if (!ck_available(set)) continue;
      state = 1, digest = 0xCBF29CE484222325;
      const long shapes[][3] = {{1, 4, 8},   {1, 8, 3},    {3, 17, 40},  {10, 30, 10},
                                {9, 33, 65}, {40, 50, 31}, {13, 100, 16}, {130, 301, 100}, {341, 50, 20},
                                {33, 50, 33}, {600, 70, 40},  {24, 70, 100}};
      for (int i = 0; i < 12; i++)
        layer(ck_table(2 * set + wide), shapes[i][0], shapes[i][1], shapes[i][2]);
      each(ck_table(2 * set + wide), 20, 4, 8, 3);
      each(ck_table(2 * set + wide), 20, 9, 5, 6);
      if (!wide) each(ck_table(2 * set), 20, 6, 12, 16);
      printf("%s %s %016llx\n", wide ? "double" : "single", names[set], (unsigned long long)digest);
    }
}
