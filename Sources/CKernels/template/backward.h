// BP2: delta^(l-1) = ((w^l)^T delta^l) * sigma'(z^(l-1)). Each element is one chain over j ascending.
// Three ways to the same bits: lanes are examples (many of them), lanes are inputs after turning
// L x L blocks of w in registers (few examples, or few outputs for many), or no lanes at all (a handful
// of outputs of one example).

/// Turns an L x L block: log2 L times, row i of the first half is interleaved with row i of the second.
INLINE void FN(turn)(vec *m) {
  for (int half = 1; half < L; half *= 2) {
    vec t[L];
    UNROLL for (int i = 0; i < L / 2; i++) {
#if BITS == 32
      t[2 * i] = __builtin_shufflevector(m[i], m[i + 8], 0, 16, 1, 17, 2, 18, 3, 19, 4, 20, 5, 21,
                                         6, 22, 7, 23);
      t[2 * i + 1] = __builtin_shufflevector(m[i], m[i + 8], 8, 24, 9, 25, 10, 26, 11, 27, 12, 28,
                                             13, 29, 14, 30, 15, 31);
#else
      t[2 * i] = __builtin_shufflevector(m[i], m[i + 4], 0, 8, 1, 9, 2, 10, 3, 11);
      t[2 * i + 1] = __builtin_shufflevector(m[i], m[i + 4], 4, 12, 5, 13, 6, 14, 7, 15);
#endif
    }
    UNROLL for (int i = 0; i < L; i++) m[i] = t[i];
  }
}

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

/// delta of `rows` <= P examples, transposed: turned[j][x], missing examples 0.
INLINE void FN(turn_delta)(long rows, long outputs, const T *delta, long stride, T *turned) {
  for (long x = 0; x < rows; x += L)
    for (long j = 0; j < outputs; j += L) {
      vec m[L];
      for (long i = 0; i < L; i++)
        m[i] = x + i < rows ? LOAD(delta + (x + i) * stride + j) : (vec)(T)0;
      FN(turn)(m);
      long n = MIN(outputs - j, L);
      for (long i = 0; i < n; i++) STORE(turned + (j + i) * P + x, m[i]);
    }
}

/// sums[k][x], transposed back, times the slope; n inputs from k on, padding zeroed by the caller.
INLINE void FN(store_turned)(long rows, long n, const T *sums, const T *slope, T *out,
                             long stride) {
  for (long x = 0; x < rows; x += L)
    for (long k = 0; k < n; k += L) {
      vec m[L];
      for (long i = 0; i < L; i++) m[i] = LOAD(sums + (k + i) * P + x);
      FN(turn)(m);
      long count = MIN(rows - x, L);
      for (long i = 0; i < count; i++) {
        long at = (x + i) * stride + k;
        STORE(out + at, m[i] * LOAD(slope + at));
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

/// Lanes are examples; `scratch` holds outputs x P elements.
static void FN(backward_many)(long rows, long inputs, long outputs, const T *delta,
                              long deltaStride, const T *weights, const T *slope, T *out,
                              long stride, T *scratch) {
  enum { BLOCK = 48, PANELS = 2 };
  T sums[BLOCK * P];
  for (long x = 0; x < rows; x += P) {
    long n = MIN(rows - x, P), vectors = (n + L - 1) / L;
    FN(turn_delta)(n, outputs, delta + x * deltaStride, deltaStride, scratch);
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
INLINE void FN(turn_weights)(long inputs, long outputs, const T *weights, long from, long k, vec *m) {
  long panel = from / P * P, width = FN(width)(panel, outputs);
  const T *w = weights + panel * inputs + k * width + (from - panel);
  for (long i = 0; i < L; i++) m[i] = k + i < inputs ? LOAD(w + i * width) : (vec)(T)0;
  FN(turn)(m);
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

/// Lanes are L inputs: blocks of w are turned in registers and used by every example.
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

static void FN(backward)(long rows, long inputs, long outputs, const void *delta,
                         long deltaStride, const void *weights, const void *slope, void *out,
                         long stride, void *scratch) {
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
