// z^l = w^l a^(l-1) + b^l of no more outputs than a panel has, for two examples at a time of which it is known what
// is zero: an input that is zero in both adds nothing. Two, since weights that are read then serve twice, and more
// are seldom zero together.

/// Vectors of outputs of a pair: as many sums as stay in registers.
#define PAIR_VECTORS MIN(2, ROWS / 2)

/// R examples, 1 or 2, and V vectors of outputs.
INLINE void FN(pair_tile)(const int R, const int V, const T *const *a,
                          const uint64_t *const *nonzero, long words, const T *w, long width,
                          const T *b, T *const *out) {
  vec sum[2][2];
  UNROLL for (int r = 0; r < R; r++)
    UNROLL for (int v = 0; v < V; v++) sum[r][v] = (vec)(T)0;
  for (long i = 0; i < words; i++)
    for (uint64_t left = nonzero[0][i] | nonzero[R - 1][i]; left != 0; left &= left - 1) {
      long k = WORD * i + __builtin_ctzll(left);
      vec wk[2];
      UNROLL for (int v = 0; v < V; v++) wk[v] = LOAD(w + k * width + v * L);
      UNROLL for (int r = 0; r < R; r++) {
        vec ak = (vec)a[r][k];
        UNROLL for (int v = 0; v < V; v++) sum[r][v] = FMA(ak, wk[v], sum[r][v]);
      }
    }
  UNROLL for (int r = 0; r < R; r++)
    UNROLL for (int v = 0; v < V; v++) STORE(out[r] + v * L, sum[r][v] + LOAD(b + v * L));
}

#define PAIR(R, V) \
  static void FN(pair_##R##_##V)(const T *const *a, const uint64_t *const *nonzero, long words, \
                                 const T *w, long width, const T *b, T *const *out) { \
    FN(pair_tile)(R, V, a, nonzero, words, w, V == 2 ? P : width, b, out); \
  }
PAIR(1, 1) PAIR(1, 2) PAIR(2, 1) PAIR(2, 2)
#undef PAIR
typedef void FN(pair_fn)(const T *const *, const uint64_t *const *, long, const T *, long,
                         const T *, T *const *);
static FN(pair_fn) *const FN(pairs)[2][2] = {{FN(pair_1_1), FN(pair_1_2)},
                                             {FN(pair_2_1), FN(pair_2_2)}};

/// A panel of z of n examples from x on, pair by pair; the last may be alone.
INLINE void FN(forward_pairs)(const CKRows *a, long x, long n, const T *w, long width, const T *b,
                              T *out, long stride) {
  long vectors = MIN(width / L, PAIR_VECTORS);
  for (long r = 0, some; r < n; r += some) {
    some = MIN(n - r, 2);
    const T *rows[2];
    const uint64_t *nonzero[2];
    for (long i = 0; i < some; i++) {
      rows[i] = FN(row)(a, x + r + i);
      nonzero[i] = FN(nonzero)(a, x + r + i);
    }
    for (long v = 0; v < width; v += vectors * L) {
      T *to[2] = {out + r * stride + v, out + (r + 1) * stride + v};
      FN(pairs)[some - 1][vectors - 1](rows, nonzero, a->words, w + v, width, b + v, to);
    }
  }
}
#undef PAIR_VECTORS
