// z^l = w^l a^(l-1) + b^l for examples of which it is known what is zero, and more outputs than a panel has:
// each example for itself, over the inputs that are not zero. A block of 64 inputs at a time, whose weights
// stay in the first-level cache (rows_of_sums.h) until all examples have met them.

/// A word of an example's inputs and which of them are not zero, read before its turn: what it will multiply is
/// found while the sums before it are still under way.
typedef struct {
  const T *inputs;
  uint64_t nonzero;
} FN(word);

INLINE FN(word) FN(word_of)(const CKRows *a, long x, long i) {
  const T *inputs = FN(row)(a, x) + WORD * i;
  UNROLL for (int k = 0; k < WORD; k += L) __builtin_prefetch(inputs + k, 0, 3);
  return (FN(word)){inputs, FN(nonzero)(a, x)[i]};
}

/// Adds the inputs of word i to a row of z of each example; after the last word, the biases. What is next of an example
/// is fetched into the second-level cache: where nobody has read it before, the processor does not foresee that of so
/// many rows at once.
INLINE void FN(add_inputs)(const int V, const int H, const CKRows *a, long rows, long i,
                           const FN(panel_rows) *w, const T *b, T *out, long stride) {
  const T one = 1;
  const int goesOn = i + 1 < a->words;
  FN(word) next = FN(word_of)(a, 0, i);
  for (long x = 0; x < rows; x++, out += stride) {
    const T *ax = next.inputs;
    uint64_t left = next.nonzero;
    next = FN(word_of)(a, MIN(x + 1, rows - 1), i);
    if (goesOn) UNROLL for (int k = WORD; k < 2 * WORD; k += L) __builtin_prefetch(ax + k, 0, 2);
    FN(sums) z;
    FN(start_row)(V, H, i > 0 ? out : 0, &z);
    for (; left != 0; left &= left - 1) {
      long k = __builtin_ctzll(left);
      FN(add_panel_row)(V, H, ax[k], w, k, &z);
    }
    if (i == a->words - 1) FN(add_row)(1, V, H, &one, b, &z);
    FN(store_row)(V, H, &z, out);
  }
}

#define INPUTS(R, V, H) \
  static void FN(add_inputs_##V##_##H)(const CKRows *a, long rows, long i, const FN(panel_rows) *w, \
                                       const T *b, T *out, long stride) { \
    FN(add_inputs)(V, H, a, rows, i, w, b, out, stride); \
  }
EACH_SPAN(INPUTS, 1)
#undef INPUTS
typedef void FN(inputs_fn)(const CKRows *, long, long, const FN(panel_rows) *, const T *, T *, long);
#define INPUTS(R, V, H) FN(add_inputs_##V##_##H),
static FN(inputs_fn) *const FN(all_inputs)[2][LONGEST] = LENGTH_TABLE(INPUTS, 1);
#undef INPUTS

INLINE void FN(forward_wide)(long rows, long inputs, long outputs, const CKRows *a, const T *w,
                             const T *b, int activation, T *out, T *slope, long stride) {
  for (FN(span) s = FN(span_from)(outputs, 0); s.lines > 0; s = FN(next_span)(&s, outputs)) {
    long j = s.first;
    for (long i = 0; i < a->words; i++) {
      const FN(panel_rows) part =
          FN(panel_rows_from)((T *)w + j * inputs, s.lines, inputs, WORD * i);
      FN(all_inputs)[s.half][s.lines - 1](a, rows, i, &part, b + j, out + j, stride);
    }
    FN(activate)(rows, MIN(s.lines * L, outputs - j), activation, out + j, slope ? slope + j : 0, stride);
  }
}
