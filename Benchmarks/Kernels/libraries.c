// The three products of backpropagation beside OpenBLAS and oneDNN, shape by shape, on one core: the
// libraries' sgemm computes the bare product, ours adds biases in `forward` and the slope in `backward`.
// All take turns; the medians of many turns are printed, in GFLOP/s.
//
//     clang -O2 -std=gnu2x -I Sources/CKernels/include Benchmarks/Kernels/libraries.c
//         Sources/CKernels/*.c -lopenblas -ldnnl -lm -o /tmp/libraries
//     OPENBLAS_NUM_THREADS=1 OMP_NUM_THREADS=1 /tmp/libraries [portable|avx2|avx512|neon]
#include "bench.h"
#include <cblas.h>
#include <oneapi/dnnl/dnnl.h>

enum { TURNS = 41 };

static const CKTable *table;

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

/// Seconds of one call of BODY, kept as this turn's.
#define TURN(times, BODY) \
  { \
    double start = now(); \
    for (long i = 0; i < calls; i++) { BODY; } \
    times[turn] = (now() - start) / (double)calls; \
  }

static void report(const char *product, long m, long n1, long n2, double times[3][TURNS]) {
  double rate[3];
  for (int i = 0; i < 3; i++) {
    qsort(times[i], TURNS, sizeof(double), ascending);
    rate[i] = 2e-9 * (double)(m * n1 * n2) / times[i][TURNS / 2];
  }
  printf("%-9s %4ld x %4ld -> %4ld %10.1f %10.1f %10.1f\n", product, m, n1, n2, rate[0], rate[1],
         rate[2]);
}

/// C (rows x columns) = op(A) op(B) over `inner`, row by row without gaps, by both libraries.
#define LIBRARIES(ta, tb, rows, columns, inner, A, lda, B, ldb, C) \
  TURN(times[1], cblas_sgemm(CblasRowMajor, ta ? CblasTrans : CblasNoTrans, \
                             tb ? CblasTrans : CblasNoTrans, (int)rows, (int)columns, (int)inner, \
                             1, A, (int)lda, B, (int)ldb, 0, C, (int)columns)) \
  TURN(times[2], dnnl_sgemm(ta ? 'T' : 'N', tb ? 'T' : 'N', rows, columns, inner, 1, A, lda, B, \
                            ldb, 0, C, columns))

static void products(long m, long n1, long n2) {
  // Ours: padded rows and w in panels; the libraries': w is n1 x n2, rows without gaps.
  long s1 = (n1 + 15) / 16 * 16, s2 = (n2 + 15) / 16 * 16;
  float *a = numbers(m * s1), *delta = numbers(m * s2), *w = numbers(n1 * s2), *b = numbers(s2);
  float *z = numbers(m * s2), *slope = numbers(m * s1), *below = numbers(m * s1);
  float *nabla = numbers(n1 * s2), *scratch = scratch_for(n2);
  CKRows x = {.base = a, .stride = s1}, errors = {.base = delta, .stride = s2};
  double times[3][TURNS];
  long calls = 20000000 / (m * n1 * n2) + 1;
  for (int turn = 0; turn < TURNS; turn++) {
    TURN(times[0], table->forward(m, n1, n2, &x, w, b, CK_IDENTITY, z, 0, s2))
    LIBRARIES(0, 0, m, n2, n1, a, n1, w, n2, z)
  }
  report("forward", m, n1, n2, times);
  for (int turn = 0; turn < TURNS; turn++) {
    TURN(times[0], table->backward(m, n1, n2, &errors, w, slope, below, s1, scratch))
    LIBRARIES(0, 1, m, n1, n2, delta, n2, w, n2, below)
  }
  report("backward", m, n1, n2, times);
  for (int turn = 0; turn < TURNS; turn++) {
    TURN(times[0], table->gradient(m, n1, n2, 0, n1, &x, delta, s2, 0, nabla, b))
    LIBRARIES(1, 0, n1, n2, m, a, n1, delta, n2, nabla)
  }
  report("gradient", m, n1, n2, times);
  free(a), free(delta), free(w), free(b), free(z), free(slope), free(below), free(nabla);
  free(scratch);
}

int main(int count, char **arguments) {
  int set = chosen_set(count, arguments);
  table = ck_table(2 * set);
  printf("%-33s %10s %10s %10s\n", "GFLOP/s, one core", set_names[set], "OpenBLAS", "oneDNN");
  products(10, 784, 30);
  products(10, 30, 10);
  products(10, 784, 100);
  products(10, 100, 10);
  products(128, 784, 256);
  products(128, 256, 256);
  products(128, 256, 10);
  products(256, 784, 1024);
  products(256, 1024, 1024);
}
