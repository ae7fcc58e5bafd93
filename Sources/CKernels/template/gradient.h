// BP4: dC/dw_jk sums a_k delta_j over examples x ascending; BP3: dC/db_j sums delta_j. Stored, or
// used at once to update the weights while they are in registers or in the first-level cache.

/// What becomes of the sums: they are stored, go on from what is stored, update the weights by plain
/// sgd in registers, or by another rule through a tile on the stack.
enum { FN(STORE_SUM), FN(CONTINUE_SUM), FN(DESCEND), FN(UPDATE) };

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

/// R inputs from element k of each example's activations on, V vectors of outputs from element j of each
/// example's errors on; `out` is their place in the panel.
INLINE void FN(gradient_tile)(const int R, const int V, const FN(product) *g, long k, long j,
                              int mode, T *out, long width) {
  vec sum[ROWS][VECTORS];
  UNROLL for (int r = 0; r < R; r++)
    UNROLL for (int v = 0; v < V; v++)
      sum[r][v] = mode == FN(CONTINUE_SUM) ? LOAD(out + r * width + v * L) : (vec)(T)0;
  const T *delta = g->delta + j;
  if (g->isPacked) {
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
  // The product by `shrink` stays where it is 1: stores are slow between fused multiply-adds alone.
  vec step = (vec)g->step, shrink = (vec)g->shrink;
  UNROLL for (int r = 0; r < R; r++)
    UNROLL for (int v = 0; v < V; v++) {
      T *at = out + r * width + v * L;
      STORE(at, mode == FN(DESCEND) ? SGD(sum[r][v], LOAD(at), step, shrink) : sum[r][v]);
    }
}

/// Fetches what the next mini-batch will read of the inputs k ... k + n into the second-level cache,
/// each line of 64 bytes once.
INLINE void FN(fetch_ahead)(const FN(product) *g, long k, long n) {
  if (!g->given.ahead) return;
  for (long line = (k + L - 1) / L * L; line < k + n; line += L)
    for (long x = 0; x < g->rows; x++)
      __builtin_prefetch((const T *)g->given.base + g->given.ahead[x] * g->given.stride + line, 0, 2);
}

/// Tile after tile of R inputs from k on, for a panel of W vectors: in one call, since tiles of ten
/// examples are over soon.
INLINE void FN(gradient_panel)(const int R, const int W, const FN(product) *g, long k, long tiles,
                               int mode, T *out) {
  for (long tile = 0; tile < tiles; tile++, k += R, out += R * W * L) {
    FN(fetch_ahead)(g, k, R);
    for (int v = 0; v < W; v += VECTORS)
      FN(gradient_tile)(R, MIN(W, VECTORS), g, k, v * L * g->outputStep, mode,
                        out + v * L, W * L);
  }
}

#define GRADIENT(R, W) \
  static void FN(gradient_##R##_##W)(const FN(product) *g, long k, long tiles, int mode, T *out) { \
    FN(gradient_panel)(R, W, g, k, tiles, mode, out); \
  }
EACH_ROWS(GRADIENT, 1)
EACH_ROWS(GRADIENT, 2)
#undef GRADIENT
typedef void FN(gradient_fn)(const FN(product) *, long, long, int, T *);
#define GRADIENT(R, W) FN(gradient_##R##_##W),
static FN(gradient_fn) *const FN(gradient_panels)[2][ROWS] = {{EACH_ROWS(GRADIENT, 1)},
                                                              {EACH_ROWS(GRADIENT, 2)}};
#undef GRADIENT

/// The sums of n inputs from k on, for a panel's outputs: full tiles and a rest.
INLINE void FN(gradient_rows)(const FN(product) *g, long k, long n, int mode, T *out, long width) {
  FN(gradient_fn) *const *panels = FN(gradient_panels)[width / L - 1];
  long height = g->isPacked ? HEIGHT : ROWS, rest = n % height, whole = n - rest;
  if (whole > 0) panels[height - 1](g, k, whole / height, mode, out);
  if (rest > 0) panels[rest - 1](g, k + whole, 1, mode, out + whole * width);
}

INLINE CKParameters FN(offset)(const CKParameters *p, long by) {
  return (CKParameters){(T *)p->values + by, p->first ? (T *)p->first + by : 0,
                        p->second ? (T *)p->second + by : 0};
}

/// Fetches `count` weights and the optimizer's memory of them, which the sums will change.
INLINE void FN(fetch_parameters)(const CKParameters *p, long count) {
  for (long i = 0; i < count; i += L) {
    __builtin_prefetch((T *)p->values + i, 1, 3);
    if (p->first) __builtin_prefetch((T *)p->first + i, 1, 3);
    if (p->second) __builtin_prefetch((T *)p->second + i, 1, 3);
  }
}

/// The sums of n inputs from k on, for a panel's outputs, and an update by them, a tile of inputs at a
/// time: sums, weights and the optimizer's memory of them stay in the first-level cache.
INLINE void FN(update_rows)(const FN(product) *g, long k, long n, const CKParameters *to,
                            const CKUpdate *u, long width) {
  T sums[ROWS * P];
  for (long done = 0, some; done < n; done += some) {
    some = MIN(n - done, ROWS);
    const CKParameters rows = FN(offset)(to, done * width);
    FN(fetch_parameters)(&rows, some * width);
    FN(gradient_rows)(g, k + done, some, FN(STORE_SUM), sums, width);
    FN(update)(some * width, sums, &rows, u);
  }
}

/// BP4 for the inputs from ... to, panel by panel, as many inputs at once as caches hold.
INLINE void FN(finish_inputs)(const FN(product) *g, long inputs, long outputs, long from, long to,
                              int mode, const CKParameters *weights, const CKUpdate *u) {
  const T *rows[CK_MOST_ROWS];
  FN(packed) a_room;
  T delta_room[FN(MOST_PACKED) * P];
  for (long first = from, count; first < to; first += count) {
    count = MIN(to - first, FN(inputs_at_once)(g, inputs));
    const FN(product) some = FN(part_of_inputs)(g, first, count, rows, &a_room);
    for (long j = 0, width; j < outputs; j += width) {
      width = FN(width)(j, outputs);
      const FN(product) part = FN(part_of_outputs)(&some, j, width, delta_room);
      const CKParameters panel = FN(offset)(weights, j * inputs + first * width);
      if (mode == FN(UPDATE))
        FN(update_rows)(&part, 0, count, &panel, u, width);
      else
        FN(gradient_rows)(&part, 0, count, mode, panel.values, width);
    }
  }
}

INLINE vec FN(bias_sum)(const FN(product) *g, long j, vec sum) {
  for (long x = 0; x < g->rows; x++) sum = sum + LOAD(g->delta + x * g->deltaStride + j);
  return sum;
}

static void FN(gradient)(long rows, long inputs, long outputs, long from, long to, const CKRows *a,
                         const void *delta, long deltaStride, int continuing, void *nablaW,
                         void *nablaB) {
  const FN(product) g = FN(product_of)(rows, inputs, outputs, a, delta, deltaStride, 0, 0);
  const CKParameters sums = {nablaW, 0, 0};
  FN(finish_inputs)(&g, inputs, outputs, from, to, continuing ? FN(CONTINUE_SUM) : FN(STORE_SUM),
                    &sums, 0);
  for (long v = 0; nablaB && v < outputs; v += L) {
    T *at = (T *)nablaB + v;
    STORE(at, FN(bias_sum)(&g, v, continuing ? LOAD(at) : (vec)(T)0));
  }
}

/// One line of biases, which no regularizer touches.
INLINE void FN(descend_biases)(const FN(product) *g, long j, const CKParameters *biases,
                               const CKUpdate *u) {
  vec sum = FN(bias_sum)(g, j, (vec)(T)0);
  T sums[L], *b = (T *)biases->values + j;
  if (u->rule == CK_SGD) {
    STORE(b, FMA(-(vec)g->step, sum, LOAD(b)));
    return;
  }
  CKUpdate bare = *u;
  bare.shrink = 1;
  bare.decay = bare.l1 = 0;
  STORE(sums, sum);
  const CKParameters line = FN(offset)(biases, j);
  FN(update)(L, sums, &line, &bare);
}

static void FN(descend)(long rows, long inputs, long outputs, long from, long to, const CKRows *a,
                        const void *delta, long deltaStride, const CKUpdate *u,
                        const CKParameters *weights, const CKParameters *biases) {
  const FN(product) g =
      FN(product_of)(rows, inputs, outputs, a, delta, deltaStride, (T)u->step, (T)u->shrink);
  int inRegisters = u->rule == CK_SGD && u->l1Step == 0;
  if (rows == 1 && inRegisters && outputs <= L)
    LINE(descend_one)(delta, FN(row)(a, 0), from, to, g.step, g.shrink, weights->values);
  else
    FN(finish_inputs)(&g, inputs, outputs, from, to, inRegisters ? FN(DESCEND) : FN(UPDATE),
                      weights, u);
  for (long v = 0; biases && v < outputs; v += L) FN(descend_biases)(&g, v, biases, u);
}
