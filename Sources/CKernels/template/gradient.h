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

/// n rows from k on of a panel, all its vectors.
INLINE void FN(gradient_rows)(const FN(product) *g, long k, long n, int mode, T *out, long width) {
  for (long v = 0; v < width; v += VECTORS * L)
    FN(gradient_tiles)[MIN(width - v, VECTORS * L) / L - 1][n - 1](g, k, v, mode, out + v, width);
}

// Mini-batches of this size have their activations and errors copied close together, a part of the
// inputs and a panel of outputs at a time: read where they stand, each example is on a page of its own,
// and the processor keeps the addresses of 64 pages.
enum { FN(ROOM) = (128 << 10) / sizeof(T), FN(LEAST_INPUTS) = 48 };
enum { FN(LEAST_PACKED) = 65, FN(MOST_PACKED) = FN(ROOM) / FN(LEAST_INPUTS) };

INLINE int FN(is_packed)(long rows) {
  return rows >= FN(LEAST_PACKED) && rows <= FN(MOST_PACKED);
}

/// Inputs whose activations, of all examples, stay in the second-level cache while every panel uses
/// them.
INLINE long FN(inputs_at_once)(long rows, long inputs) {
  return FN(is_packed)(rows) ? FN(ROOM) / rows / FN(LEAST_INPUTS) * FN(LEAST_INPUTS) : inputs;
}

/// The product for `count` inputs from k on, which are its inputs from 0 on.
INLINE FN(product) FN(part_of_inputs)(const FN(product) *g, long k, long count, T *room) {
  FN(product) part = *g;
  part.a.base = (const T *)g->a.base + k;
  if (!FN(is_packed)(g->rows)) return part;
  for (long x = 0; x < g->rows; x++)
    memcpy(room + x * count, FN(row)(&part.a, x), (size_t)count * sizeof(T));
  part.a = (CKRows){.base = room, .stride = count};
  return part;
}

/// The product for a panel of outputs, which are its outputs from 0 on.
INLINE FN(product) FN(part_of_outputs)(const FN(product) *g, long j, long width, T *room) {
  FN(product) part = *g;
  part.delta = g->delta + j;
  if (!FN(is_packed)(g->rows)) return part;
  for (long x = 0; x < g->rows; x++)
    memcpy(room + x * width, part.delta + x * g->deltaStride, (size_t)width * sizeof(T));
  part.delta = room;
  part.deltaStride = width;
  return part;
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
  T a_room[FN(ROOM)], delta_room[FN(MOST_PACKED) * P];
  for (long first = from, count; first < to; first += count) {
    count = MIN(to - first, FN(inputs_at_once)(rows, inputs));
    const FN(product) some = FN(part_of_inputs)(&g, first, count, a_room);
    for (long j = 0, width; j < outputs; j += width) {
      width = FN(width)(j, outputs);
      const FN(product) part = FN(part_of_outputs)(&some, j, width, delta_room);
      T *panel = (T *)nablaW + j * inputs + first * width;
      for (long k = 0, n; k < count; k += n) {
        n = MIN(count - k, ROWS);
        if (j == 0) FN(fetch_ahead)(&g, first + k, n);
        FN(gradient_rows)(&part, k, n, mode, panel + k * width, width);
      }
    }
  }
  for (long v = 0; nablaB && v < outputs; v += L) {
    T *at = (T *)nablaB + v;
    STORE(at, FN(bias_sum)(&g, v, continuing ? LOAD(at) : (vec)(T)0));
  }
}

INLINE CKParameters FN(offset)(const CKParameters *p, long by) {
  return (CKParameters){(T *)p->values + by, p->first ? (T *)p->first + by : 0,
                        p->second ? (T *)p->second + by : 0};
}

/// The rows of one tile: sgd in registers, other rules through a tile of sums on the stack.
INLINE void FN(descend_rows)(const FN(product) *g, long k, long n, int inRegisters,
                             const CKParameters *weights, long at, const CKUpdate *u, long width) {
  if (inRegisters) {
    FN(gradient_rows)(g, k, n, FN(DESCEND), (T *)weights->values + at, width);
    return;
  }
  T sums[ROWS * P];
  FN(gradient_rows)(g, k, n, FN(STORE_SUM), sums, width);
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
  T a_room[FN(ROOM)], delta_room[FN(MOST_PACKED) * P];
  if (rows == 1 && inRegisters && outputs <= L)
    FN(descend_one)(&g, FN(row)(a, 0), from, to, weights->values);
  else
    for (long first = from, count; first < to; first += count) {
      count = MIN(to - first, FN(inputs_at_once)(rows, inputs));
      const FN(product) some = FN(part_of_inputs)(&g, first, count, a_room);
      for (long j = 0, width; j < outputs; j += width) {
        width = FN(width)(j, outputs);
        const FN(product) part = FN(part_of_outputs)(&some, j, width, delta_room);
        for (long k = 0, n, at = j * inputs + first * width; k < count; k += n, at += n * width) {
          n = MIN(count - k, ROWS);
          if (j == 0) FN(fetch_ahead)(&g, first + k, n);
          FN(descend_rows)(&part, k, n, inRegisters, weights, at, u, width);
        }
      }
    }
  for (long v = 0; biases && v < outputs; v += L) FN(descend_biases)(&g, v, biases, u);
}
