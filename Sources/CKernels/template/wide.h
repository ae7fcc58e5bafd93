// z^l = w^l a^(l-1) + b^l for examples of which it is known what is zero, and more outputs than a panel has:
// each example for itself, over the inputs that are not zero. A block of 64 inputs at a time, whose weights
// stay in the first-level cache until all examples have met them.

/// Fetches the next example's part of a word of inputs.
INLINE void FN(fetch_word)(const CKRows *a, long x, long rows, long i) {
  if (x >= rows) return;
  const T *next = FN(row)(a, x) + WORD * i;
  UNROLL for (int k = 0; k < WORD; k += L) __builtin_prefetch(next + k, 0, 3);
}

/// Adds the inputs of word i to V vectors of z of all examples; after the last word, the biases.
INLINE void FN(add_inputs)(const int V, const CKRows *a, long rows, long i,
                           const FN(panel_rows) *w, const T *b, T *out, long stride) {
  int ends = i == a->words - 1;
  for (long x = 0; x < rows; x++, out += stride) {
    const T *ax = FN(row)(a, x) + WORD * i;
    FN(fetch_word)(a, x + 1, rows, i);
    vec sum[LONGEST];
    UNROLL for (int v = 0; v < V; v++) sum[v] = i > 0 ? LOAD(out + v * L) : (vec)(T)0;
    for (uint64_t left = FN(nonzero)(a, x)[i]; left != 0; left &= left - 1) {
      long k = __builtin_ctzll(left);
      vec ak = (vec)ax[k];
      UNROLL for (int v = 0; v < V; v++) sum[v] = FMA(ak, LOAD(FN(panel_row)(V, w, k, v)), sum[v]);
    }
    if (ends) UNROLL for (int v = 0; v < V; v++) sum[v] = sum[v] + LOAD(b + v * L);
    UNROLL for (int v = 0; v < V; v++) STORE(out + v * L, sum[v]);
  }
}

#define INPUTS(V) \
  static void FN(add_inputs_##V)(const CKRows *a, long rows, long i, const FN(panel_rows) *w, \
                                 const T *b, T *out, long stride) { \
    FN(add_inputs)(V, a, rows, i, w, b, out, stride); \
  }
EACH_LENGTH(INPUTS)
#undef INPUTS
typedef void FN(inputs_fn)(const CKRows *, long, long, const FN(panel_rows) *, const T *, T *, long);
#define INPUTS(V) FN(add_inputs_##V),
static FN(inputs_fn) *const FN(all_inputs)[] = {EACH_LENGTH(INPUTS)};
#undef INPUTS

INLINE void FN(forward_wide)(long rows, long inputs, long outputs, const CKRows *a, const T *w,
                             const T *b, int activation, T *out, T *slope, long stride) {
  long lines = (outputs + L - 1) / L;
  for (long line = 0, V; line < lines; line += V) {
    V = FN(row_length)(lines - line, LONGEST);
    long j = line * L;
    for (long i = 0; i < a->words; i++) {
      const FN(panel_rows) some = FN(panel_rows_from)((T *)w + j * inputs, V, inputs, WORD * i);
      FN(all_inputs)[V - 1](a, rows, i, &some, b + j, out + j, stride);
    }
    FN(activate)(rows, MIN(V * L, outputs - j), activation, out + j, slope ? slope + j : 0, stride);
  }
}
