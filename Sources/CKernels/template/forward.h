// z^l = w^l a^(l-1) + b^l, a^l = sigma(z^l), for rows of examples.

INLINE void FN(forward_tile)(const int R, const int V, const T *const *a, long inputs, const T *w,
                             long width, const T *b, T *out, long stride) {
  const T *row[ROWS];
  vec sum[ROWS][VECTORS];
  UNROLL for (int r = 0; r < R; r++) {
    row[r] = a[r];
    UNROLL for (int v = 0; v < V; v++) sum[r][v] = (vec)(T)0;
  }
  for (long k = 0; k < inputs; k++, w += width) {
    vec wk[VECTORS];
    UNROLL for (int v = 0; v < V; v++) wk[v] = LOAD(w + v * L);
    UNROLL for (int r = 0; r < R; r++) {
      vec ak = (vec)row[r][k];
      UNROLL for (int v = 0; v < V; v++) sum[r][v] = FMA(ak, wk[v], sum[r][v]);
    }
  }
  UNROLL for (int r = 0; r < R; r++)
    UNROLL for (int v = 0; v < V; v++)
      STORE(out + r * stride + v * L, sum[r][v] + LOAD(b + v * L));
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
  for (long r = 0; r < n; r++) row[r] = FN(row)(a, x + r);
  for (long v = 0; v < width; v += VECTORS * L) {
    long vectors = MIN(width - v, VECTORS * L) / L;
    FN(forward_tiles)[vectors - 1][n - 1](row, inputs, w + v, width, b + v, out + v, stride);
  }
}

static void FN(forward)(long rows, long inputs, long outputs, const CKRows *a,
                        const void *weights,
                        const void *biases, int activation, void *out, void *slope,
                        long stride) {
  enum { SOME = 16 };  // examples, whole groups, that are activated in one call
  const T *w = weights, *b = biases;
  if (rows == 1 && outputs <= L && !a->nonzero) {
    LINE(forward_one)(FN(row)(a, 0), inputs, outputs, w, b, activation, out, slope);
    return;
  }
  if (a->nonzero && outputs > P) {
    FN(forward_wide)(rows, inputs, outputs, a, w, b, activation, out, slope, stride);
    return;
  }
  for (long j = 0, width; j < outputs; j += width, w += width * inputs) {
    width = FN(width)(j, outputs);
    for (long x = 0, n; x < rows; x += n) {
      T *to = (T *)out + x * stride + j;
      n = a->nonzero ? MIN(rows - x, SOME) : FN(share)(rows - x);
      if (a->nonzero)
        FN(forward_together)(a, x, n, w, width, b + j, to, stride);
      else
        FN(forward_rows)(a, x, n, inputs, w, width, b + j, to, stride);
      FN(activate)(n, MIN(width, outputs - j), activation, to,
                   slope ? (T *)slope + x * stride + j : 0, stride);
    }
  }
}
