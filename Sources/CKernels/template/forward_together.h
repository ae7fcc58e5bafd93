// z^l = w^l a^(l-1) + b^l of no more outputs than a panel has, for some examples at a time of which it is known what
// is zero: an input that is zero in all of them adds nothing. Weights that are read serve each of them, and as many
// sums are under way as hide the time that a multiply-add takes. More examples than that are seldom zero together.

/// Examples that go together: four of one vector of outputs, two of two.
INLINE long FN(together)(long width) { return width == L ? 4 : 2; }

/// Vectors of a tile: as many as leave room for two examples.
#define TOGETHER_VECTORS MIN(2, ROWS / 2)

_Static_assert(CK_EXAMPLE_GRAIN == 4, "threads cut between examples that go together");

/// What is not zero in one of R examples, of word i.
INLINE uint64_t FN(any_nonzero)(const int R, const uint64_t *const *nonzero, long i) {
  uint64_t any = 0;
  UNROLL for (int r = 0; r < R; r++) any |= nonzero[r][i];
  return any;
}

/// R examples and V vectors of outputs.
INLINE void FN(together_tile)(const int R, const int V, const T *const *a,
                              const uint64_t *const *nonzero, long words, const T *w, long width,
                              const T *b, T *out, long stride) {
  vec sum[4];
  UNROLL for (int i = 0; i < R * V; i++) sum[i] = (vec)(T)0;
  for (long i = 0; i < words; i++)
    for (uint64_t left = FN(any_nonzero)(R, nonzero, i); left != 0; left &= left - 1) {
      long k = WORD * i + __builtin_ctzll(left);
      FN(add_input)(R, V, a, k, w + k * width, sum);
    }
  FN(store_z)(R, V, sum, b, out, stride);
}

#define TOGETHER(R, V) \
  static void FN(together_##R##_##V)(const T *const *a, const uint64_t *const *nonzero, long words, \
                                     const T *w, long width, const T *b, T *out, long stride) { \
    FN(together_tile)(R, V, a, nonzero, words, w, V == 2 ? P : width, b, out, stride); \
  }
TOGETHER(1, 1) TOGETHER(2, 1) TOGETHER(3, 1) TOGETHER(4, 1) TOGETHER(1, 2) TOGETHER(2, 2)
#undef TOGETHER
typedef void FN(together_fn)(const T *const *, const uint64_t *const *, long, const T *, long,
                             const T *, T *, long);
static FN(together_fn) *const FN(together_tiles)[2][4] = {
    {FN(together_1_1), FN(together_2_1), FN(together_3_1), FN(together_4_1)},
    {FN(together_1_2), FN(together_2_2)}};

/// A panel of z of n examples from x on; the last of them may be fewer together.
INLINE void FN(forward_together)(const CKRows *a, long x, long n, const T *w, long width, const T *b,
                                 T *out, long stride) {
  long vectors = MIN(width / L, TOGETHER_VECTORS);
  for (long r = 0, some; r < n; r += some) {
    some = MIN(n - r, FN(together)(width));
    const T *rows[4];
    const uint64_t *nonzero[4];
    FN(find_rows)(a, x + r, some, rows);
    FN(find_nonzero_rows)(a, x + r, some, nonzero);
    for (long v = 0; v < width; v += vectors * L)
      FN(together_tiles)[vectors - 1][some - 1](rows, nonzero, a->words, w + v, width, b + v,
                                                out + r * stride + v, stride);
  }
}
#undef TOGETHER_VECTORS
