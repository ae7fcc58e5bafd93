// z^l = w^l a^(l-1) + b^l in tiles of several examples and vectors of outputs, whose sums stay in registers.

/// One input's part of the sums of R examples and V vectors of outputs.
INLINE void FN(add_input)(const int R, const int V, const T *const *a, long k, const T *w, vec *sum) {
  UNROLL for (int r = 0; r < R; r++) {
    vec ak = (vec)a[r][k];
    UNROLL for (int v = 0; v < V; v++) sum[r * V + v] = FMA(ak, LOAD(w + v * L), sum[r * V + v]);
  }
}

/// Stores the sums, with the biases.
INLINE void FN(store_z)(const int R, const int V, const vec *sum, const T *b, T *out, long stride) {
  UNROLL for (int r = 0; r < R; r++)
    UNROLL for (int v = 0; v < V; v++)
      STORE(out + r * stride + v * L, sum[r * V + v] + LOAD(b + v * L));
}

INLINE void FN(forward_tile)(const int R, const int V, const T *const *a, long inputs, const T *w,
                             long width, const T *b, T *out, long stride) {
  const T *row[ROWS];
  vec sum[ROWS * VECTORS];
  UNROLL for (int r = 0; r < R; r++) row[r] = a[r];
  UNROLL for (int i = 0; i < R * V; i++) sum[i] = (vec)(T)0;
  for (long k = 0; k < inputs; k++, w += width) FN(add_input)(R, V, row, k, w, sum);
  FN(store_z)(R, V, sum, b, out, stride);
}

#define FORWARD(R, V) \
  static void FN(forward_##R##_##V)(const T *const *a, long inputs, const T *w, long width, \
                                    const T *b, T *out, long stride) { \
    FN(forward_tile)(R, V, a, inputs, w, TILE_WIDTH(V, width), b, out, stride); \
  }
EACH_TILE(FORWARD)
#undef FORWARD
typedef void FN(forward_fn)(const T *const *, long, const T *, long, const T *, T *, long);
#define FORWARD(R, V) FN(forward_##R##_##V),
static FN(forward_fn) *const FN(forward_tiles)[VECTORS][ROWS] = TILE_TABLE(FORWARD);
#undef FORWARD

/// A panel of z of a tile's examples.
INLINE void FN(forward_rows)(const CKRows *a, long x, long n, long inputs, const T *w, long width,
                             const T *b, T *out, long stride) {
  const T *row[ROWS];
  FN(find_rows)(a, x, n, row);
  for (long v = 0; v < width; v += VECTORS * L) {
    long vectors = MIN(width - v, VECTORS * L) / L;
    FN(forward_tiles)[vectors - 1][n - 1](row, inputs, w + v, width, b + v, out + v, stride);
  }
}
