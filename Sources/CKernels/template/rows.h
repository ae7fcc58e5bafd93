// What is done to rows before they are used: dropout, canonical NaN, conversion and scaling.

/// a *= mask, and sigma' with it; one mask row for each row of a.
static void FN(mask)(long rows, long columns, void *activations, void *derivatives,
                     long stride, const void *factors, long maskStride) {
  T *a = activations, *slope = derivatives;
  const T *mask = factors;
  for (long x = 0; x < rows; x++, a += stride, mask += maskStride, slope += slope ? stride : 0)
    for (long j = 0; j < columns; j++) {
      a[j] = a[j] * mask[j];
      if (slope) slope[j] = slope[j] * mask[j];
    }
}

/// Every NaN becomes the positive quiet one.
static void FN(canonicalize)(long count, void *values) {
  T *p = values;
  for (long i = 0; i < count; i++) p[i] = p[i] == p[i] ? p[i] : (T)__builtin_nan("");
}

/// A bit for each lane that is not zero.
INLINE uint64_t FN(nonzero_lanes)(vec a) {
  typedef _Bool truths __attribute__((ext_vector_type(L)));
  truths lanes = __builtin_convertvector(a != (vec)(T)0, truths);
  uint64_t bits = 0;
  memcpy(&bits, &lanes, L / 8);
  return bits;
}

/// A bit for each element that is not zero, in words of 64.
static void FN(find_nonzero)(long rows, long columns, const void *elements, long stride,
                             uint64_t *nonzero, long words) {
  const T *p = elements;
  for (long x = 0; x < rows; x++, p += stride, nonzero += words)
    for (long i = 0; i < words; i++) {
      const T *from = p + WORD * i;
      long n = MIN(columns - WORD * i, WORD), k = 0;
      uint64_t bits = 0;
      for (; k + L <= n; k += L) bits |= FN(nonzero_lanes)(LOAD(from + k)) << k;
      for (; k < n; k++) bits |= (uint64_t)(from[k] != 0) << k;
      nonzero[i] = bits;
    }
}

/// (source - shift) / divisor in double, rounded once.
static void FN(from_bytes)(long count, const uint8_t *source, double shift, double divisor,
                           void *out) {
  T *to = out;
  for (long i = 0; i < count; i++) to[i] = (T)((source[i] - shift) / divisor);
}

/// The same with each element's own shift and divisor: a row of a table, a column each.
static void FN(from_doubles)(long count, const double *source, const double *shifts,
                             const double *divisors, void *out) {
  T *to = out;
  for (long i = 0; i < count; i++) to[i] = (T)((source[i] - shifts[i]) / divisors[i]);
}

#define EVALUATE(CODE, FUNCTION) \
  case CODE: \
    for (long i = 0; i < count; i += 16) STORE16(to + i, FN(FUNCTION)(LOAD16(from + i))); \
    break;

/// An elementary function of `count` elements, a multiple of 16.
static void FN(evaluate)(int function, long count, const void *x, void *out) {
  const T *from = x;
  T *to = out;
  switch (function) {
    EVALUATE(CK_EXP, v_exp)
    EVALUATE(CK_LOG, v_log)
    EVALUATE(CK_EXPM1, v_expm1)
    EVALUATE(CK_LOG1P, v_log1p)
  }
}
#undef EVALUATE
