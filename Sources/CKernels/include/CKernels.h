// The C face of the micro-kernels. Each function exists once per instruction set and precision and
// is reached through a table of pointers, so that the choice is made when the program runs.
// `void *` stands for an array of the table's precision. Module Kernels documents the meaning.
#pragma once
#include <stdint.h>

#pragma clang assume_nonnull begin

enum {
  CK_PORTABLE,
  CK_AVX2,
  CK_AVX512,
  CK_NEON,
};

enum {
  CK_IDENTITY,
  CK_SIGMOID,
  CK_TANH,
  CK_RELU,
  CK_LEAKY_RELU,
  CK_ELU,
  CK_GELU,
  CK_SOFTPLUS,
  CK_SOFTMAX,
};

enum {
  CK_QUADRATIC,
  CK_ABSOLUTE,
  CK_HUBER,
  CK_CROSS_ENTROPY,
  CK_LOG_LIKELIHOOD,
};

enum {
  CK_SGD,
  CK_MOMENTUM,
  CK_NESTEROV,
  CK_RMSPROP,
  CK_ADAM,
};

/// Examples of one call of `gradient` or `descend`, at most.
enum { CK_MOST_ROWS = 1024 };

/// Examples from which on `gradient` and `descend` turn the inputs and go through each for itself, where it is
/// known what is zero and there are more outputs than a panel has. `gradient` takes fewer at a time where its sums
/// stay in the cache.
enum { CK_LEAST_COLUMN = 33 };

/// Inputs of a layer, and examples, from which on finding what is zero costs less than leaving it out saves.
enum { CK_LEAST_INPUTS = 48, CK_LEAST_ROWS = 8 };

/// Threads share a layer's inputs out in pieces of so many: whole tiles, and whole groups of inputs that
/// BP4 leaves out together.
enum { CK_INPUT_GRAIN = 12 };

/// Threads share the examples out in pieces of so many: `forward` of up to a panel's outputs leaves out what is
/// zero in all of two or four.
enum { CK_EXAMPLE_GRAIN = 4 };

/// Rows of a matrix: row i starts at base + (index ? index[i] : i) * stride elements.
typedef struct {
  const void *base;
  long stride;
  const int32_t *_Nullable index;
  /// Indices of the rows that the next mini-batch will read: prefetched while this one is in use.
  const int32_t *_Nullable ahead;
  /// Which elements are not zero: element k of a row at bit k mod 64 of word k / 64, `words` from row to
  /// row, gathered by the same index. Where it is given, `forward`, `gradient`, `descend` and, for more
  /// inputs than a panel has, `backward` leave out products by zero.
  const uint64_t *_Nullable nonzero;
  long words;
} CKRows;

/// Constants of one update, formed in double by the caller and rounded once to the precision.
typedef struct {
  int rule;
  /// sgd: w <- fma(-step, S, shrink * w - l1Step * sign w).
  double step, shrink, l1Step;
  /// Others: g = fma(decay, w, S * scale) + l1 * sign w.
  double scale, decay, l1;
  double momentum, beta1, beta2, epsilon;
  /// adam: 1 / sqrt(1 - beta2^t).
  double inverseRoot;
} CKUpdate;

/// What an update changes: values and the optimizer's state of the same layout.
typedef struct {
  void *values;
  void *_Nullable first;
  void *_Nullable second;
} CKParameters;

/// A layer of a network of a few neurons: its parameters, and what one example leaves in it.
typedef struct {
  long inputs, outputs;
  void *weights, *biases;
  /// a^l, delta^l and sigma'(z^l); of the output layer z^L in place of the slope.
  void *a, *delta, *slope;
} CKLayer;

typedef struct {
  void (*forward)(long rows, long inputs, long outputs, const CKRows *a, const void *weights,
                  const void *biases, int activation, void *out, void *_Nullable slope,
                  long stride);
  void (*backward)(long rows, long inputs, long outputs, const CKRows *delta, const void *weights,
                   const void *slope, void *out, long stride, void *scratch);
  void (*gradient)(long rows, long inputs, long outputs, long from, long to, const CKRows *a,
                   const void *delta, long deltaStride, int continuing, void *nablaW,
                   void *_Nullable nablaB);
  void (*descend)(long rows, long inputs, long outputs, long from, long to, const CKRows *a,
                  const void *delta, long deltaStride, const CKUpdate *update,
                  const CKParameters *weights,
                  const CKParameters *_Nullable biases);
  void (*update)(long count, const void *gradient, const CKParameters *parameters,
                 const CKUpdate *update);
  void (*regularize)(long count, void *gradient, const void *weights, const CKUpdate *update);
  void (*output)(long rows, long outputs, int activation, int cost, const void *z, const CKRows *y,
                 void *a, double *costs, void *_Nullable delta, long stride);
  void (*descendEach)(long rows, const CKRows *x, const CKRows *y, long count,
                      const CKLayer *layers, int hidden, int activation, int cost, double *costs,
                      long stride, const CKUpdate *update);
  void (*activate)(long rows, long columns, int activation, void *a, void *_Nullable slope,
                   long stride);
  long (*correct)(long rows, long outputs, const void *a, long stride, const CKRows *labels);
  void (*squares)(long rows, long columns, const void *p, long stride, double *lanes);
  void (*differences)(long rows, long columns, const void *p, const void *q, long stride,
                      double *lanes);
  long (*below)(long rows, long columns, const void *p, long stride, double threshold);
  void (*mask)(long rows, long columns, void *a, void *_Nullable slope, long stride,
               const void *mask, long maskStride);
  void (*canonicalize)(long count, void *p);
  void (*findNonzero)(long rows, long columns, const void *p, long stride, uint64_t *nonzero,
                      long words);
  void (*fromBytes)(long count, const uint8_t *source, double shift, double divisor, void *out);
  void (*fromDoubles)(long count, const double *source, const double *shifts,
                      const double *divisors, void *out);
  void (*evaluate)(int function, long count, const void *x, void *out);
} CKTable;

enum {
  CK_EXP,
  CK_LOG,
  CK_EXPM1,
  CK_LOG1P,
};

/// Functions of one double, for schedules, normal deviates and tests.
typedef struct {
  double (*exp)(double);
  double (*log)(double);
  double (*tanh)(double);
  double (*sinTurn)(double);
  double (*cosTurn)(double);
} CKScalarTable;

/// Tables by instruction set: single precision, then double. Missing where not compiled in.
extern const CKTable *_Nullable const ck_tables[8];
extern const CKScalarTable *_Nullable const ck_scalar_tables[4];

/// Whether this program holds the instruction set and this machine runs it.
int ck_available(int instructionSet);

/// The table at 2 * instruction set + (double ? 1 : 0); it must be there.
static inline const CKTable *ck_table(long position) {
  return (const CKTable *_Nonnull)ck_tables[position];
}

static inline const CKScalarTable *ck_scalar_table(long instructionSet) {
  return (const CKScalarTable *_Nonnull)ck_scalar_tables[instructionSet];
}

/// Tells the processor that the thread only waits, so that its neighbour gets the core's resources.
static inline void ck_pause(void) {
#if defined(__x86_64__)
  __builtin_ia32_pause();
#elif defined(__aarch64__)
  __asm__ volatile("yield");
#endif
}

#pragma clang assume_nonnull end
