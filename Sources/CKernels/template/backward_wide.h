// BP2 for errors of which it is known what is zero, as behind a relu layer, and a layer before it that is wider than a
// panel: each example for itself, over the outputs whose errors are not zero. A block of w for 64 of them at a time
// is turned, and stays in the first-level cache until all examples have met it.

/// Turns w_jk of some inputs k and the outputs of word i: row j - 64 i holds the inputs.
INLINE void FN(turn_word_of_weights)(long inputs, long outputs, const T *weights, long i,
                                     const FN(span) *s, T *turned) {
  long first = WORD * i, end = MIN(outputs, first + WORD), k = s->first, padded = s->lines * L;
  for (long j = first, width; j < end; j += width) {
    width = FN(width)(j, outputs);
    FN(turn_block)(MIN(padded, inputs - k), padded, (MIN(end - j, width) + 3) & ~3L,
                   weights + j * inputs + k * width, width, turned + (j - first) * padded, padded);
  }
}

/// Adds the errors of word i to a row of sums of each example; after the last word, times the slope.
INLINE void FN(add_errors)(const int V, const int H, const CKRows *delta, long rows, long i,
                           const T *turned, const T *slope, T *out, long stride) {
  for (long x = 0; x < rows; x++, slope += stride, out += stride) {
    const T *dx = FN(row)(delta, x) + WORD * i;
    FN(sums) sum;
    FN(start_row)(V, H, i > 0 ? out : 0, &sum);
    for (uint64_t left = FN(nonzero)(delta, x)[i]; left != 0; left &= left - 1) {
      long j = __builtin_ctzll(left);
      FN(add_row)(1, V, H, dx + j, turned + j * (V + H) * L, &sum);
    }
    if (i == delta->words - 1) FN(multiply_row)(V, H, slope, &sum);
    FN(store_row)(V, H, &sum, out);
  }
}

#define ERRORS(R, V, H) \
  static void FN(add_errors_##V##_##H)(const CKRows *delta, long rows, long i, const T *turned, \
                                       const T *slope, T *out, long stride) { \
    FN(add_errors)(V, H, delta, rows, i, turned, slope, out, stride); \
  }
EACH_SPAN(ERRORS, 1)
#undef ERRORS
typedef void FN(errors_fn)(const CKRows *, long, long, const T *, const T *, T *, long);
#define ERRORS(R, V, H) FN(add_errors_##V##_##H),
static FN(errors_fn) *const FN(all_errors)[2][LONGEST] = LENGTH_TABLE(ERRORS, 1);
#undef ERRORS

APART void FN(backward_wide)(long rows, long inputs, long outputs, const CKRows *delta, const T *weights,
                             const T *slope, T *out, long stride) {
  _Alignas(64) T turned[WORD * LONGEST * L];
  for (FN(span) s = FN(span_from)(inputs, 0); s.lines > 0; s = FN(next_span)(&s, inputs))
    for (long i = 0; i < delta->words; i++) {
      FN(turn_word_of_weights)(inputs, outputs, weights, i, &s, turned);
      FN(all_errors)[s.half][s.lines - 1](delta, rows, i, turned, slope + s.first, out + s.first, stride);
    }
  long end = (inputs + L - 1) / L * L;
  for (long x = 0; end < ROUND16(inputs) && x < rows; x++) STORE(out + x * stride + end, (vec)(T)0);
}
