// BP4: dC/dw_jk sums a_k delta_j over examples x ascending; BP3: dC/db_j sums delta_j. Stored, or
// used at once to update the weights while they are in registers or in the first-level cache.

/// The way of BP4. A column's sums, or a single input's, are more than a panel's: fewer would wait for each other. One
/// vector's are summed over all examples as fast as what is zero is found.
INLINE int FN(way_of)(long rows, long inputs, long outputs, int isKnown) {
  if (isKnown && outputs > P && rows >= CK_LEAST_COLUMN) return FN(COLUMNS);
  if (isKnown && outputs > P && rows * outputs >= FN(LEAST_SINGLE)) return FN(SINGLES);
  if (isKnown && outputs > L && rows <= WORD) return FN(GROUPS);
  return FN(is_packed)(rows, inputs) ? FN(PACKED) : FN(TILES);
}

/// BP4's product of all inputs and outputs, and the way through it.
INLINE FN(product) FN(product_of)(long rows, long inputs, long outputs, const CKRows *a,
                                  const T *delta, long deltaStride, T step, T shrink) {
  int leavesOut = (a->nonzero || FN(is_packed)(rows, inputs)) &&
                  FN(is_finite)(rows, outputs, delta, deltaStride);
  int way = FN(way_of)(rows, inputs, outputs, a->nonzero && leavesOut);
  return (FN(product)){.way = way,
                       .delta = delta,
                       .rows = rows,
                       .deltaStride = deltaStride,
                       .outputStep = 1,
                       .leavesOut = leavesOut,
                       .given = *a,
                       .step = step,
                       .shrink = shrink};
}

/// BP4 for the inputs from ... to in tiles, panel by panel, as many inputs at once as caches hold.
APART void FN(descend_tiles)(const FN(product) *g, const FN(use) *use, long from, long to) {
  const T *rows[CK_MOST_ROWS];
  FN(packed) a_room;
  _Alignas(64) T delta_room[FN(MOST_PACKED) * P];
  for (long first = from, count; first < to; first += count) {
    count = MIN(to - first, FN(inputs_at_once)(g, use->inputs));
    const FN(product) some = FN(part_of_inputs)(g, first, count, rows, &a_room);
    for (long j = 0, width; j < use->outputs; j += width) {
      width = FN(width)(j, use->outputs);
      const FN(product) part = FN(part_of_outputs)(&some, j, width, delta_room);
      const CKParameters panel = FN(panel_from)(use, j, first, width);
      FN(finish_panel)(&part, use, 0, count, &panel, width);
    }
  }
}

INLINE void FN(finish_inputs)(const FN(product) *g, const FN(use) *use, long from, long to) {
  if (g->way == FN(COLUMNS))
    FN(descend_columns)(g, use, from, to);
  else if (g->way == FN(SINGLES))
    FN(descend_singles)(g, use, from, to);
  else if (g->way == FN(GROUPS))
    FN(descend_groups)(g, use, from, to);
  else
    FN(descend_tiles)(g, use, from, to);
}

/// Adds the errors of one line of outputs.
INLINE vec FN(bias_sum)(long rows, const T *delta, long stride, vec sum) {
  for (long x = 0; x < rows; x++) sum = sum + LOAD(delta + x * stride);
  return sum;
}

/// Inputs of one panel whose sums are kept until an update uses them.
enum { FN(MOST_SUMMED) = 1024 };

/// Examples that go together, before others are added to sums that are stored: where there are few sums, that costs
/// less than copying what many examples are multiplied by.
INLINE long FN(rows_at_once)(long rows, long inputs, long outputs, int isKnown) {
  enum { CACHED_SUMS = (384 << 10) / sizeof(T) };
  if (inputs < CK_LEAST_INPUTS) return rows;
  if (outputs <= P) return inputs <= FN(MOST_SUMMED) ? WORD : rows;
  if (!isKnown || inputs * ROUND16(outputs) > CACHED_SUMS) return rows;
  // The rest must be so many that its inputs go by themselves too: other ways, as that where an error is not finite,
  // keep the sign of a sum that is zero.
  enum { MOST = CK_LEAST_COLUMN - 1 };
  long rest = rows % MOST;
  return rest == 0 || rest * outputs >= FN(LEAST_SINGLE) ? MOST : rows;
}

/// BP4 of the inputs from ... to, some examples after the others; `continuing` adds it to what is stored.
INLINE void FN(sum_gradient)(long rows, long inputs, long outputs, long from, long to, const CKRows *a,
                             const T *delta, long deltaStride, int continuing, T *nablaW) {
  const CKParameters sums = {nablaW, 0, 0};
  long most = FN(rows_at_once)(rows, inputs, outputs, a->nonzero != 0);
  if (outputs > P && most < rows && !FN(is_finite)(rows, outputs, delta, deltaStride)) most = rows;
  for (long x = 0, some; x < rows; x += some) {
    some = MIN(rows - x, most);
    const CKRows part = FN(rows_from)(a, x);
    const FN(product) g =
        FN(product_of)(some, inputs, outputs, &part, delta + x * deltaStride, deltaStride, 0, 0);
    int goesOn = continuing || x > 0;
    const FN(use) use = {inputs, outputs, goesOn ? FN(CONTINUE_SUM) : FN(STORE_SUM), &sums, 0};
    FN(finish_inputs)(&g, &use, from, to);
  }
}

static void FN(gradient)(long rows, long inputs, long outputs, long from, long to, const CKRows *a,
                         const void *delta, long deltaStride, int continuing, void *nablaW,
                         void *nablaB) {
  FN(sum_gradient)(rows, inputs, outputs, from, to, a, delta, deltaStride, continuing, nablaW);
  for (long v = 0; nablaB && v < outputs; v += L) {
    T *at = (T *)nablaB + v;
    vec sum = continuing ? LOAD(at) : (vec)(T)0;
    STORE(at, FN(bias_sum)(rows, (const T *)delta + v, deltaStride, sum));
  }
}

/// A gradient of one panel, and an update by it when all examples are summed.
APART void FN(descend_after)(long rows, long inputs, long outputs, long from, long to, const CKRows *a,
                             const T *delta, long deltaStride, const CKUpdate *u,
                             const CKParameters *weights) {
  _Alignas(64) T sums[FN(MOST_SUMMED) * P];
  long width = FN(width)(0, outputs);
  FN(sum_gradient)(rows, inputs, outputs, from, to, a, delta, deltaStride, 0, sums);
  const CKParameters part = FN(offset)(weights, from * width);
  FN(update)((to - from) * width, sums + from * width, &part, u);
}

/// One line of biases, which no regularizer touches.
INLINE void FN(descend_biases)(vec sum, long j, const CKParameters *biases, const CKUpdate *u) {
  T sums[L], *b = (T *)biases->values + j;
  if (u->rule == CK_SGD) {
    STORE(b, FMA(-(vec)(T)u->step, sum, LOAD(b)));
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
  const T *errors = delta;
  int inRegisters = u->rule == CK_SGD && u->l1Step == 0;
  FN(fetch_nonzero)(a, rows);
  if (rows == 1 && inRegisters && outputs <= L) {
    LINE(descend_one)(errors, FN(row)(a, 0), from, to, (T)u->step, (T)u->shrink, weights->values);
  } else if (outputs <= P && rows > FN(rows_at_once)(rows, inputs, outputs, 0)) {
    FN(descend_after)(rows, inputs, outputs, from, to, a, errors, deltaStride, u, weights);
  } else {
    const FN(product) g =
        FN(product_of)(rows, inputs, outputs, a, errors, deltaStride, (T)u->step, (T)u->shrink);
    const FN(use) use = {inputs, outputs, inRegisters ? FN(DESCEND) : FN(UPDATE), weights, u};
    FN(finish_inputs)(&g, &use, from, to);
  }
  for (long v = 0; biases && v < outputs; v += L)
    FN(descend_biases)(FN(bias_sum)(rows, errors + v, deltaStride, (vec)(T)0), v, biases, u);
}
