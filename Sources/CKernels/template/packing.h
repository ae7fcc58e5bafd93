// BP4 reads the activations and errors of all examples for every tile of sums. Where they stand, each
// example is on a page of its own, and the processor keeps the addresses of 64 pages: larger
// mini-batches have them copied in the order in which the tiles read them.

typedef struct {
  /// a^(l-1) of each example, from the first input of this part on; of the first alone where the others
  /// follow it, packed.
  const T **a;
  const T *delta;
  long rows, deltaStride;
  /// Elements from one input, or output, of all examples to the next.
  long inputStep, outputStep;
  int isPacked;
  /// The rows as they are given, from the same input on; `ahead` only for the panel that fetches them.
  CKRows given;
  /// sgd: w <- fma(-step, S, shrink * w).
  T step, shrink;
} FN(product);

enum { FN(ROOM) = (128 << 10) / sizeof(T), FN(LEAST_INPUTS) = 48 };
enum { FN(LEAST_PACKED) = 65, FN(MOST_PACKED) = FN(ROOM) / FN(LEAST_INPUTS) };

/// Rows of a few inputs stand close together as they are.
INLINE int FN(is_packed)(long rows, long inputs) {
  return inputs >= FN(LEAST_INPUTS) && rows >= FN(LEAST_PACKED) && rows <= FN(MOST_PACKED);
}

/// BP4's product of all inputs and outputs.
INLINE FN(product) FN(product_of)(long rows, long inputs, const CKRows *a, const T *delta,
                                  long deltaStride, T step, T shrink) {
  return (FN(product)){.delta = delta,
                       .rows = rows,
                       .deltaStride = deltaStride,
                       .inputStep = 1,
                       .outputStep = 1,
                       .isPacked = FN(is_packed)(rows, inputs),
                       .given = *a,
                       .step = step,
                       .shrink = shrink};
}

/// Inputs whose activations, of all examples, stay in the second-level cache while every panel uses
/// them.
INLINE long FN(inputs_at_once)(const FN(product) *g, long inputs) {
  return g->isPacked ? FN(ROOM) / g->rows / FN(LEAST_INPUTS) * FN(LEAST_INPUTS) : inputs;
}

/// The product for `count` inputs from k on, which are its inputs from 0 on: tile after tile of ROWS
/// inputs, each with all examples. `rows` takes where they begin.
INLINE FN(product) FN(part_of_inputs)(const FN(product) *g, long k, long count, const T **rows,
                                      T *room) {
  FN(product) part = *g;
  part.a = rows;
  part.given.base = (const T *)g->given.base + k;
  if (!g->isPacked) {
    for (long x = 0; x < g->rows; x++) rows[x] = FN(row)(&part.given, x);
    return part;
  }
  rows[0] = room;
  for (long x = 0; x < g->rows; x++) {
    const T *from = FN(row)(&part.given, x);
    T *to = room + x * ROWS;
    long rest = count % ROWS, whole = count - rest;
    for (long tile = 0; tile < whole; tile += ROWS, to += g->rows * ROWS)
      memcpy(to, from + tile, ROWS * sizeof(T));
    memcpy(to, from + whole, (size_t)rest * sizeof(T));
  }
  part.inputStep = g->rows;
  return part;
}

/// The product for a panel of outputs, which are its outputs from 0 on: as many as a tile takes, each
/// with all examples, and then the others.
INLINE FN(product) FN(part_of_outputs)(const FN(product) *g, long j, long width, T *room) {
  FN(product) part = *g;
  part.delta = g->delta + j;
  if (j > 0) part.given.ahead = 0;
  if (!g->isPacked) return part;
  long some = MIN(width, VECTORS * L);
  for (long v = 0; v < width; v += some)
    for (long x = 0; x < g->rows; x++)
      memcpy(room + v * g->rows + x * some, part.delta + x * g->deltaStride + v,
             (size_t)some * sizeof(T));
  part.delta = room;
  part.deltaStride = some;
  part.outputStep = g->rows;
  return part;
}
