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
  const int32_t *index = g->a.index, *ahead = g->a.ahead;
  for (long x = 0; x < g->rows; x++, delta += g->deltaStride) {
    const T *a = base + (index ? index[x] : x) * g->a.stride;
    if (ahead) __builtin_prefetch(base + ahead[x] * g->a.stride, 0, 2);
    vec d[VECTORS];
    UNROLL for (int v = 0; v < V; v++) d[v] = LOAD(delta + v * L);
    UNROLL for (int r = 0; r < R; r++) {
      vec ak = (vec)a[r];
      UNROLL for (int v = 0; v < V; v++) sum[r][v] = FMA(ak, d[v], sum[r][v]);
    }
  }
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
    FN(gradient_tile)(R, V, g, k, j, mode, out, width); \
  }
EACH_TILE(GRADIENT)
#undef GRADIENT
typedef void FN(gradient_fn)(const FN(product) *, long, long, int, T *, long);
#define GRADIENT(R, V) FN(gradient_##R##_##V),
static FN(gradient_fn) *const FN(gradient_tiles)[VECTORS][ROWS] = TILE_TABLE(GRADIENT);
#undef GRADIENT

/// n rows from k on of the panel at output j, all its vectors.
INLINE void FN(gradient_rows)(const FN(product) *g, long k, long n, long j, int mode, T *out,
                              long width) {
  for (long v = 0; v < width; v += VECTORS * L)
    FN(gradient_tiles)[MIN(width - v, VECTORS * L) / L - 1][n - 1](g, k, j + v, mode, out + v,
                                                                   width);
}

INLINE void FN(bias_sum)(const FN(product) *g, long j, int continuing, T *out) {
  vec sum = continuing ? LOAD(out) : (vec)(T)0;
  for (long x = 0; x < g->rows; x++) sum = sum + LOAD(g->delta + x * g->deltaStride + j);
  STORE(out, sum);
}

static void FN(gradient)(long rows, long inputs, long outputs, long from, long to, CKRows a,
                         const void *delta, long deltaStride, int continuing, void *nablaW,
                         void *nablaB) {
  const FN(product) g = {a, delta, rows, deltaStride, 0, 0};
  int mode = continuing ? FN(CONTINUE_SUM) : FN(STORE_SUM);
  for (long j = 0, width; j < outputs; j += width) {
    width = FN(width)(j, outputs);
    T *panel = (T *)nablaW + j * inputs;
    for (long k = from, n; k < to; k += n) {
      n = MIN(to - k, ROWS);
      FN(gradient_rows)(&g, k, n, j, mode, panel + k * width, width);
    }
    if (nablaB)
      for (long v = 0; v < width; v += L)
        FN(bias_sum)(&g, j + v, continuing, (T *)nablaB + j + v);
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
  FN(update)(n * width, sums, FN(offset)(weights, at), u);
}

static void FN(descend)(long rows, long inputs, long outputs, long from, long to, CKRows a,
                        const void *delta, long deltaStride, const CKParameters *weights,
                        const CKUpdate *weightUpdate, const CKParameters *biases,
                        const CKUpdate *biasUpdate) {
  const FN(product) g = {a, delta, rows, deltaStride, (T)weightUpdate->step,
                         (T)weightUpdate->shrink};
  int inRegisters = weightUpdate->rule == CK_SGD && weightUpdate->l1Step == 0;
  for (long j = 0, width; j < outputs; j += width) {
    width = FN(width)(j, outputs);
    for (long k = from, n; k < to; k += n) {
      n = MIN(to - k, ROWS);
      FN(descend_rows)(&g, k, n, j, inRegisters, weights, j * inputs + k * width, weightUpdate,
                       width);
    }
    if (biases)
      for (long v = 0; v < width; v += L) {
        T sums[L];
        FN(bias_sum)(&g, j + v, 0, sums);
        FN(update)(L, sums, FN(offset)(biases, j + v), biasUpdate);
      }
  }
}
