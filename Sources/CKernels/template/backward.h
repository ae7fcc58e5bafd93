// BP2: delta^(l-1) = ((w^l)^T delta^l) * sigma'(z^(l-1)). Each element is one chain over j ascending.
// Three ways to the same bits for all errors, and backward_wide.h where it is known which are zero: lanes are
// examples (many of them), lanes are inputs after turning L x L blocks of w (few examples, or few outputs for
// many), or no lanes at all (a handful of outputs of one example).

/// Adds the outputs of one panel, W wide, to the sums of R inputs x V vectors of examples.
INLINE void FN(backward_panel)(const int R, const int V, const int W, long outputs, const T *w,
                               const T *turned, vec sum[ROWS][VECTORS]) {
  for (long j = 0; j < outputs; j++, turned += P, w++) {
    vec d[VECTORS];
    UNROLL for (int v = 0; v < V; v++) d[v] = LOAD(turned + v * L);
    UNROLL for (int r = 0; r < R; r++) {
      vec wk = (vec)w[r * W];
      UNROLL for (int v = 0; v < V; v++) sum[r][v] = FMA(wk, d[v], sum[r][v]);
    }
  }
}

/// The sums of the outputs from ... to, behind those that are in `out` where there are any before.
INLINE void FN(backward_tile)(const int R, const int V, long inputs, long from, long to,
                              const T *weights, long k, const T *turned, T *out) {
  vec sum[ROWS][VECTORS];
  UNROLL for (int r = 0; r < R; r++)
    UNROLL for (int v = 0; v < V; v++) sum[r][v] = from ? LOAD(out + r * P + v * L) : (vec)(T)0;
  for (long j = from; j < to; j += P) {
    long n = MIN(to - j, P);
    const T *panel = weights + j * inputs;
    if (n > L)
      FN(backward_panel)(R, V, P, n, panel + k * P, turned + j * P, sum);
    else
      FN(backward_panel)(R, V, L, n, panel + k * L, turned + j * P, sum);
  }
  UNROLL for (int r = 0; r < R; r++)
    UNROLL for (int v = 0; v < V; v++) STORE(out + r * P + v * L, sum[r][v]);
}

#define BACKWARD(R, V) \
  static void FN(backward_##R##_##V)(long inputs, long from, long to, const T *weights, long k, \
                                     const T *turned, T *out) { \
    FN(backward_tile)(R, V, inputs, from, to, weights, k, turned, out); \
  }
EACH_TILE(BACKWARD)
#undef BACKWARD
typedef void FN(backward_fn)(long, long, long, const T *, long, const T *, T *);
#define BACKWARD(R, V) FN(backward_##R##_##V),
static FN(backward_fn) *const FN(backward_tiles)[VECTORS][ROWS] = TILE_TABLE(BACKWARD);
#undef BACKWARD

/// sums[k][x], transposed back, times the slope; n inputs from k on, padding zeroed by the caller.
INLINE void FN(store_turned)(long rows, long n, const T *sums, const T *slope, T *out,
                             long stride) {
  for (long x = 0; x < rows; x += 4)
    for (long k = 0; k < n; k += 4) {
      FN(four) m[4];
      UNROLL for (long i = 0; i < 4; i++) m[i] = *(const FN(four_at) *)(sums + (k + i) * P + x);
      FN(turn)(m);
      for (long i = 0; i < MIN(rows - x, 4); i++) {
        long at = (x + i) * stride + k;
        *(FN(four_at) *)(out + at) = m[i] * *(const FN(four_at) *)(slope + at);
      }
    }
}

/// Adds the outputs from ... to, a few panels, to the sums of `count` inputs from k on. The part of w
/// and of delta that this takes stays in the first-level cache for every tile.
INLINE void FN(backward_block)(long vectors, long inputs, long from, long to, const T *weights,
                               long k, long count, const T *turned, T *sums) {
  for (long r = 0, tile; r < count; r += tile) {
    tile = MIN(count - r, ROWS);
    for (long v = 0; v < vectors; v += VECTORS)
      FN(backward_tiles)[MIN(vectors - v, VECTORS) - 1][tile - 1](
          inputs, from, to, weights, k + r, turned + v * L, sums + r * P + v * L);
  }
}

/// Lanes are examples; `scratch` holds outputs, counted in fours, x P elements: delta^l of P examples, turned.
static void FN(backward_many)(long rows, long inputs, long outputs, const T *delta,
                              long deltaStride, const T *weights, const T *slope, T *out,
                              long stride, T *scratch) {
  enum { BLOCK = 48, PANELS = 2 };
  _Alignas(64) T sums[BLOCK * P];
  for (long x = 0; x < rows; x += P) {
    long n = MIN(rows - x, P), vectors = (n + L - 1) / L;
    FN(turn_block)(n, vectors * L, (outputs + 3) & ~3L, delta + x * deltaStride, deltaStride, scratch, P);
    for (long k = 0; k < inputs; k += BLOCK) {
      long count = MIN(inputs - k, BLOCK), padded = ROUND16(count);
      for (long j = 0; j < outputs; j += PANELS * P)
        FN(backward_block)(vectors, inputs, j, MIN(outputs, j + PANELS * P), weights, k, count,
                           scratch, sums);
      memset(sums + count * P, 0, (size_t)((padded - count) * P) * sizeof(T));
      long at = x * stride + k;
      FN(store_turned)(n, padded, sums, slope + at, out + at, stride);
    }
  }
}

/// A block of w, turned: row j - from holds w_jk of L inputs from k on.
INLINE void FN(turn_weights)(long inputs, long outputs, const T *weights, long from, long k,
                             vec *turned) {
  long panel = from / P * P, width = FN(width)(panel, outputs);
  FN(turn_block)(MIN(inputs - k, L), L, L, weights + panel * inputs + k * width + (from - panel),
                 width, (T *)turned, L);
}

/// A line of outputs for some examples: what it is turned from, and the first delta, slope and result.
typedef struct {
  const vec *turned;
  long count;
  int isFirst, isLast;
  const T *delta, *slope;
  long deltaStride, stride;
  T *out;
} FN(line);

enum { FN(FEW) = 5 };

/// Adds the line to the sums of R examples from x on; behind the last line comes the slope.
INLINE void FN(backward_line)(const int R, const FN(line) *l, long x) {
  const T *delta = l->delta + x * l->deltaStride, *slope = l->slope + x * l->stride;
  T *out = l->out + x * l->stride;
  vec sum[FN(FEW)];
  UNROLL for (int r = 0; r < R; r++) sum[r] = l->isFirst ? (vec)(T)0 : LOAD(out + r * l->stride);
  for (long j = 0; j < l->count; j++)
    UNROLL for (int r = 0; r < R; r++)
      sum[r] = FMA(l->turned[j], (vec)delta[r * l->deltaStride + j], sum[r]);
  UNROLL for (int r = 0; r < R; r++)
    STORE(out + r * l->stride, l->isLast ? sum[r] * LOAD(slope + r * l->stride) : sum[r]);
}

/// Lanes are L inputs: blocks of w are turned and used by every example.
static void FN(backward_few)(long rows, long inputs, long outputs, const T *delta,
                             long deltaStride, const T *weights, const T *slope, T *out,
                             long stride) {
  for (long k = 0; k < ROUND16(inputs); k += L)
    for (long j = 0; j < outputs; j += L) {
      vec turned[L];
      FN(turn_weights)(inputs, outputs, weights, j, k, turned);
      const FN(line) line = {turned, MIN(outputs - j, L), j == 0, j + L >= outputs, delta + j,
                             slope + k, deltaStride, stride, out + k};
      long x = 0;
      for (; x + FN(FEW) <= rows; x += FN(FEW)) FN(backward_line)(FN(FEW), &line, x);
      for (; x < rows; x++) FN(backward_line)(1, &line, x);
    }
}

/// No lanes: for one example and J outputs, a handful, nothing is worth arranging.
INLINE void FN(backward_one)(const int J, long inputs, const T *delta, const T *weights,
                             const T *slope, T *out) {
  for (long k = 0; k < inputs; k++) {
    const T *w = weights + k * L;
    T sum = 0;
    UNROLL for (int j = 0; j < J; j++) sum = FMA(w[j], delta[j], sum);
    out[k] = sum * slope[k];
  }
}

/// Whether w is turned, not delta and the sums. Turning a block of w takes as long as using it for some ten
/// examples, however many use it: it pays with one line of outputs, which is one block, with two for many
/// examples; and with any for few, which would leave most lanes of turned errors empty.
INLINE int FN(is_few)(long rows, long outputs) {
  return outputs <= L || rows <= 8 || (outputs <= P && rows > P);
}

static void FN(backward_all)(long rows, long inputs, long outputs, const T *delta, long deltaStride,
                             const T *weights, const T *slope, T *out, long stride, T *scratch) {
  if (rows == 1 && outputs <= 4)
    switch (outputs) {
    case 1: FN(backward_one)(1, inputs, delta, weights, slope, out); break;
    case 2: FN(backward_one)(2, inputs, delta, weights, slope, out); break;
    case 3: FN(backward_one)(3, inputs, delta, weights, slope, out); break;
    case 4: FN(backward_one)(4, inputs, delta, weights, slope, out); break;
    }
  else if (FN(is_few)(rows, outputs))
    FN(backward_few)(rows, inputs, outputs, delta, deltaStride, weights, slope, out, stride);
  else
    FN(backward_many)(rows, inputs, outputs, delta, deltaStride, weights, slope, out, stride,
                      scratch);
}

static void FN(backward)(long rows, long inputs, long outputs, const CKRows *delta,
                         const void *weights, const void *slope, void *out, long stride,
                         void *scratch) {
  // Whatever the number of rows, which is a thread's share: an infinite weight must not tell how many threads.
  if (delta->nonzero && inputs > P)
    FN(backward_wide)(rows, inputs, outputs, delta, weights, slope, out, stride);
  else
    FN(backward_all)(rows, inputs, outputs, FN(row)(delta, 0), delta->stride, weights, slope, out,
                     stride, scratch);
}
