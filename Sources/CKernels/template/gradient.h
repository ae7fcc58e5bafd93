// BP4: dC/dw_jk sums a_k delta_j over examples x ascending; BP3: dC/db_j sums delta_j. Stored, or
// used at once to update the weights while they are in registers or in the first-level cache.

typedef struct {
  CKRows a;
  const T *delta;
  long rows, deltaStride;
  /// sgd: w <- fma(-step, S, shrink * w).
  T step, shrink;
} FN(product);

enum { FN(STORE_SUM), FN(CONTINUE_SUM), FN(DESCEND) };

/// Rows k ... k + R of one panel, V vectors of outputs from j on; `out` is their place in the panel.
INLINE void FN(gradient_tile)(const int R, const int V, const FN(product) *g, long k, long j,
                              int mode, T *out, long width) {
  vec sum[ROWS][VECTORS];
  UNROLL for (int r = 0; r < R; r++)
    UNROLL for (int v = 0; v < V; v++)
      sum[r][v] = mode == FN(CONTINUE_SUM) ? LOAD(out + r * width + v * L) : (vec)(T)0;
  const T *delta = g->delta + j, *base = (const T *)g->a.base + k;
  const int32_t *index = g->a.index;
  for (long x = 0; x < g->rows; x++, delta += g->deltaStride) {
    const T *a = base + (index ? index[x] : x) * g->a.stride;
    vec d[VECTORS];
    UNROLL for (int v = 0; v < V; v++) d[v] = LOAD(delta + v * L);
    UNROLL for (int r = 0; r < R; r++) {
      vec ak = (vec)a[r];
      UNROLL for (int v = 0; v < V; v++) sum[r][v] = FMA(ak, d[v], sum[r][v]);
    }
  }
  // The product by `shrink` stays where it is 1: stores are slow between fused multiply-adds alone.
  vec step = (vec)g->step, shrink = (vec)g->shrink;
  UNROLL for (int r = 0; r < R; r++)
    UNROLL for (int v = 0; v < V; v++) {
      T *at = out + r * width + v * L;
      STORE(at, mode == FN(DESCEND) ? FN(sgd)(sum[r][v], LOAD(at), step, shrink) : sum[r][v]);
    }
}

#define GRADIENT(R, V) \
  static void FN(gradient_##R##_##V)(const FN(product) *g, long k, long j, int mode, T *out, \
                                     long width) { \
    FN(gradient_tile)(R, V, g, k, j, mode, out, TILE_WIDTH(V, width)); \
  }
EACH_TILE(GRADIENT)
#undef GRADIENT
typedef void FN(gradient_fn)(const FN(product) *, long, long, int, T *, long);
#define GRADIENT(R, V) FN(gradient_##R##_##V),
static FN(gradient_fn) *const FN(gradient_tiles)[VECTORS][ROWS] = TILE_TABLE(GRADIENT);
#undef GRADIENT

/// Fetches what the next mini-batch will read of the inputs k ... k + n into the second-level cache,
/// each line of 64 bytes once.
INLINE void FN(fetch_ahead)(const FN(product) *g, long k, long n) {
  long line = (k + n - 1) / L * L;
  if (!g->a.ahead || line < k) return;
  for (long x = 0; x < g->rows; x++)
    __builtin_prefetch((const T *)g->a.base + g->a.ahead[x] * g->a.stride + line, 0, 2);
}

/// n rows from k on of the panel at output j, all its vectors.
INLINE void FN(gradient_rows)(const FN(product) *g, long k, long n, long j, int mode, T *out,
                              long width) {
  for (long v = 0; v < width; v += VECTORS * L)
    FN(gradient_tiles)[MIN(width - v, VECTORS * L) / L - 1][n - 1](g, k, j + v, mode, out + v,
                                                                   width);
}

INLINE vec FN(bias_sum)(const FN(product) *g, long j, vec sum) {
  for (long x = 0; x < g->rows; x++) sum = sum + LOAD(g->delta + x * g->deltaStride + j);
  return sum;
}

static void FN(gradient)(long rows, long inputs, long outputs, long from, long to, const CKRows *a,
                         const void *delta, long deltaStride, int continuing, void *nablaW,
                         void *nablaB) {
  const FN(product) g = {*a, delta, rows, deltaStride, 0, 0};
  int mode = continuing ? FN(CONTINUE_SUM) : FN(STORE_SUM);
  for (long j = 0, width; j < outputs; j += width) {
    width = FN(width)(j, outputs);
    T *panel = (T *)nablaW + j * inputs;
    for (long k = from, n; k < to; k += n) {
      n = MIN(to - k, ROWS);
      if (j == 0) FN(fetch_ahead)(&g, k, n);
      FN(gradient_rows)(&g, k, n, j, mode, panel + k * width, width);
    }
    if (nablaB)
      for (long v = j; v < j + width; v += L) {
        T *at = (T *)nablaB + v;
        STORE(at, FN(bias_sum)(&g, v, continuing ? LOAD(at) : (vec)(T)0));
      }
  }
}

INLINE CKParameters FN(offset)(const CKParameters *p, long by) {
  return (CKParameters){(T *)p->values + by, p->first ? (T *)p->first + by : 0,
                        p->second ? (T *)p->second + by : 0};
}

/// The rows of one tile: sgd in registers, other rules through a tile of sums on the stack.
INLINE void FN(descend_rows)(const FN(product) *g, long k, long n, long j, int inRegisters,
                             const CKParameters *weights, long at, const CKUpdate *u, long width) {
  if (inRegisters) {
    FN(gradient_rows)(g, k, n, j, FN(DESCEND), (T *)weights->values + at, width);
    return;
  }
  T sums[ROWS * P];
  FN(gradient_rows)(g, k, n, j, FN(STORE_SUM), sums, width);
  const CKParameters part = FN(offset)(weights, at);
  FN(update)(n * width, sums, &part, u);
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

/// One example, plain sgd, one line of outputs: the gradient is an outer product.
INLINE void FN(descend_one)(const FN(product) *g, const T *a, long from, long to, T *w) {
  vec d = LOAD(g->delta), step = (vec)g->step, shrink = (vec)g->shrink;
  for (long k = from; k < to; k++)
    STORE(w + k * L, FN(sgd)(FMA((vec)a[k], d, (vec)(T)0), LOAD(w + k * L), step, shrink));
}

static void FN(descend)(long rows, long inputs, long outputs, long from, long to, const CKRows *a,
                        const void *delta, long deltaStride, const CKUpdate *u,
                        const CKParameters *weights, const CKParameters *biases) {
  const FN(product) g = {*a, delta, rows, deltaStride, (T)u->step, (T)u->shrink};
  int inRegisters = u->rule == CK_SGD && u->l1Step == 0;
  for (long j = 0, width; j < outputs; j += width) {
    width = FN(width)(j, outputs);
    if (rows == 1 && inRegisters && outputs <= L)
      FN(descend_one)(&g, FN(row)(a, 0), from, to, weights->values);
    else
      for (long k = from, n; k < to; k += n) {
        n = MIN(to - k, ROWS);
        if (j == 0) FN(fetch_ahead)(&g, k, n);
        FN(descend_rows)(&g, k, n, j, inRegisters, weights, j * inputs + k * width, u, width);
      }
    if (biases)
      for (long v = 0; v < width; v += L) FN(descend_biases)(&g, j + v, biases, u);
  }
}
