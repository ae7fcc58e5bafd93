// BP4 in tiles of several inputs and outputs, whose sums stay in registers.

/// One example's part of the sums of R inputs and V vectors of outputs.
INLINE void FN(add_example)(const int R, const int V, const T *a, const T *delta,
                            vec sum[ROWS][VECTORS]) {
  vec d[VECTORS];
  UNROLL for (int v = 0; v < V; v++) d[v] = LOAD(delta + v * L);
  UNROLL for (int r = 0; r < R; r++) {
    vec ak = (vec)a[r];
    UNROLL for (int v = 0; v < V; v++) sum[r][v] = FMA(ak, d[v], sum[r][v]);
  }
}

/// Where the sums of R inputs and V vectors of outputs begin; `out` is their place in the panel.
INLINE void FN(start_sums)(const int R, const int V, int mode, const T *out, long width,
                           vec sum[ROWS][VECTORS]) {
  UNROLL for (int r = 0; r < R; r++)
    UNROLL for (int v = 0; v < V; v++)
      sum[r][v] = mode == FN(CONTINUE_SUM) ? LOAD(out + r * width + v * L) : (vec)(T)0;
}

/// What becomes of them. A product by a shrinkage of 1, as without l2, is left out.
INLINE void FN(finish_sums)(const int R, const int V, const FN(product) *g, int mode, T *out,
                            long width, vec sum[ROWS][VECTORS]) {
  vec step = (vec)g->step, shrink = (vec)g->shrink;
  const int isPlain = mode == FN(DESCEND) && g->shrink == 1;
  UNROLL for (int r = 0; r < R; r++)
    UNROLL for (int v = 0; v < V; v++) {
      T *at = out + r * width + v * L;
      if (isPlain)
        STORE(at, SGD(sum[r][v], LOAD(at), step, (vec)(T)1));
      else
        STORE(at, mode == FN(DESCEND) ? SGD(sum[r][v], LOAD(at), step, shrink) : sum[r][v]);
    }
}

/// R inputs from element k of each example's activations on, V vectors of outputs from element j of each
/// example's errors on.
INLINE void FN(gradient_tile)(const int R, const int V, const FN(product) *g, long k, long j,
                              int mode, T *out, long width) {
  vec sum[ROWS][VECTORS];
  FN(start_sums)(R, V, mode, out, width, sum);
  const T *delta = g->delta + j;
  if (g->way == FN(PACKED)) {
    const FN(packed) *p = g->packed;
    long group = k / FN(GROUP), line = group * FN(lines_of_room)(g);
    const T *a = p->values + line * FN(GROUP) + k % FN(GROUP);
    const uint16_t *example = p->example + line;
    for (long i = 0; i < p->lines[group]; i++, a += FN(GROUP))
      FN(add_example)(R, V, a, delta + example[i] * g->deltaStride, sum);
  } else {
    for (long x = 0; x < g->rows; x++, delta += g->deltaStride)
      FN(add_example)(R, V, g->a[x] + k, delta, sum);
  }
  FN(finish_sums)(R, V, g, mode, out, width, sum);
}

/// Tile after tile of R inputs from k on, for a panel of W vectors: in one call, since tiles of ten
/// examples are over soon. What is fetched is copied: it stays in registers.
INLINE void FN(gradient_panel)(const int R, const int W, const FN(product) *g, long k, long tiles,
                               int mode, T *out, FN(fetch) *fetching) {
  FN(fetch) ahead = *fetching;
  for (long tile = 0; tile < tiles; tile++, k += R, out += R * W * L) {
    FN(fetch_ahead)(&ahead, R);
    for (int v = 0; v < W; v += VECTORS)
      FN(gradient_tile)(R, MIN(W, VECTORS), g, k, v * L * g->outputStep, mode,
                        out + v * L, W * L);
  }
  *fetching = ahead;
}

#define GRADIENT(R, W) \
  static void FN(gradient_##R##_##W)(const FN(product) *g, long k, long tiles, int mode, T *out, \
                                     FN(fetch) *ahead) { \
    FN(gradient_panel)(R, W, g, k, tiles, mode, out, ahead); \
  }
EACH_ROWS(GRADIENT, 1)
EACH_ROWS(GRADIENT, 2)
#undef GRADIENT
typedef void FN(gradient_fn)(const FN(product) *, long, long, int, T *, FN(fetch) *);
#define GRADIENT(R, W) FN(gradient_##R##_##W),
static FN(gradient_fn) *const FN(gradient_panels)[2][ROWS] = {{EACH_ROWS(GRADIENT, 1)},
                                                              {EACH_ROWS(GRADIENT, 2)}};
#undef GRADIENT

/// The sums of n inputs from k on, for a panel's outputs: full tiles and a rest.
INLINE void FN(gradient_rows)(const FN(product) *g, long k, long n, int mode, T *out, long width,
                              FN(fetch) *ahead) {
  FN(gradient_fn) *const *panels = FN(gradient_panels)[width / L - 1];
  long height = g->way == FN(PACKED) ? HEIGHT : ROWS, rest = n % height, whole = n - rest;
  if (whole > 0) panels[height - 1](g, k, whole / height, mode, out, ahead);
  if (rest > 0) panels[rest - 1](g, k + whole, 1, mode, out + whole * width, ahead);
}

/// The sums of n inputs from k on, for a panel's outputs, and an update by them, a tile of inputs at a
/// time: sums, weights and the optimizer's memory of them stay in the first-level cache.
INLINE void FN(update_rows)(const FN(product) *g, long k, long n, const CKParameters *to,
                            const CKUpdate *u, long width, FN(fetch) *ahead) {
  _Alignas(64) T sums[ROWS * P];
  for (long done = 0, some; done < n; done += some) {
    some = MIN(n - done, ROWS);
    const CKParameters rows = FN(offset)(to, done * width);
    FN(fetch_parameters)(&rows, some * width);
    FN(gradient_rows)(g, k + done, some, FN(STORE_SUM), sums, width, ahead);
    FN(update)(some * width, sums, &rows, u);
  }
}

/// BP4 for `count` inputs from k on, for a panel's outputs.
INLINE void FN(finish_panel)(const FN(product) *g, const FN(use) *use, long k, long count,
                             const CKParameters *panel, long width) {
  FN(fetch) ahead = FN(fetch_from)(g, k, count);
  if (use->mode == FN(UPDATE))
    FN(update_rows)(g, k, count, panel, use->update, width, &ahead);
  else
    FN(gradient_rows)(g, k, count, use->mode, panel->values, width, &ahead);
}
