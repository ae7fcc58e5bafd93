// What BP4 multiplies, a^(l-1) and delta^l of some examples, and the way it goes through them.

/// What becomes of the sums: they are stored, go on from what is stored, update the weights by plain
/// sgd in registers, or by another rule through a tile on the stack.
enum { FN(STORE_SUM), FN(CONTINUE_SUM), FN(DESCEND), FN(UPDATE) };

/// Whose sums they are, and what becomes of them.
typedef struct {
  long inputs, outputs;
  int mode;
  const CKParameters *weights;
  const CKUpdate *update;
} FN(use);

/// Tiles over all examples, where they stand or copied (packing.h); or, where it is known what is zero,
/// groups of inputs (groups.h) or each input for itself (singles.h, columns.h) over the examples that matter.
enum { FN(TILES), FN(PACKED), FN(GROUPS), FN(SINGLES), FN(COLUMNS) };

typedef struct FN(packed) FN(packed);

typedef struct {
  int way;
  /// a^(l-1) of each example, from the first input of this part on, or packed.
  const T **a;
  const FN(packed) *packed;
  const T *delta;
  long rows, deltaStride;
  /// Elements from one output of all examples to the next.
  long outputStep;
  /// Whether zeros are left out: not where they would meet a delta that is infinite or NaN.
  int leavesOut;
  /// The rows as they are given, from the same input on; `ahead` only for the panel that fetches them.
  CKRows given;
  /// sgd: w <- fma(-step, S, shrink * w).
  T step, shrink;
} FN(product);

/// Whether every delta is finite: zero times anything else is NaN.
INLINE int FN(is_finite)(long rows, long outputs, const T *delta, long stride) {
  vec zero = (vec)(T)0;
  for (long x = 0; x < rows; x++)
    for (long j = 0; j < outputs; j += L) zero = FMA(LOAD(delta + x * stride + j), zero, zero);
  T sum = 0;
  for (int i = 0; i < L; i++) sum += zero[i];
  return sum == 0;
}

/// The first list (lists.h) that must be gone through: 1 where the weights of inputs that are zero in every example,
/// those of list 0, stay as they are.
INLINE long FN(first_list)(const FN(product) *g, int mode) {
  return mode == FN(DESCEND) && g->shrink == 1 && g->step - g->step == 0;
}

/// How much of the next mini-batch has been fetched: lines of 64 bytes, one row after the other. Line by line of all
/// rows would take three times the instructions.
typedef struct {
  const CKRows *rows;
  /// How many rows there are, none where there is no next mini-batch, and which is being fetched.
  long count, row;
  /// What is fetched of each row.
  long first, length;
  /// The next line, and the end of its row.
  const T *line, *end;
  /// Elements that may be fetched.
  long credit;
} FN(fetch);

/// What is fetched of row x begins here.
INLINE const T *FN(row_ahead)(const FN(fetch) *f, long x) {
  const CKRows *a = f->rows;
  return (const T *)a->base + a->ahead[x] * a->stride + f->first;
}

/// Rows whose addresses are asked for at once, and how far apart addresses are asked for.
enum { FN(ROWS_TO_TOUCH) = 16, FN(PAGE) = 4096 / sizeof(T) };

/// Fetches a line of each page of the rows to come. The processor waits while the address of a page is translated: one
/// after the other, that was a fifth of BP4's time with 30 neurons and mini-batches of ten. Some at once are translated
/// side by side.
INLINE void FN(touch_rows)(const FN(fetch) *f) {
  for (long x = f->row; x < MIN(f->row + FN(ROWS_TO_TOUCH), f->count); x++) {
    const T *row = FN(row_ahead)(f, x);
    for (long i = 0; i < f->length; i += FN(PAGE)) __builtin_prefetch(row + i, 0, 2);
    __builtin_prefetch(row + f->length - 1, 0, 2);
  }
}

/// Goes to the beginning of a row.
INLINE void FN(fetch_row)(FN(fetch) *f) {
  if (f->row % FN(ROWS_TO_TOUCH) == 0) FN(touch_rows)(f);
  f->line = FN(row_ahead)(f, f->row);
  f->end = f->line + f->length;
}

/// What there is to fetch of so many inputs from input k on. What rows have beyond whole lines may be fetched at once.
INLINE FN(fetch) FN(fetch_from)(const FN(product) *g, long k, long inputs) {
  FN(fetch) f = {.rows = &g->given, .first = k / L * L};
  f.length = k + inputs - f.first;
  if (!f.rows->ahead) return f;
  f.count = g->rows;
  f.credit = f.count * ((f.length + L - 1) / L * L - inputs);
  FN(fetch_row)(&f);
  return f;
}

/// Fetches what the next mini-batch will read into the second-level cache, as much of it as so many inputs are of all:
/// not more at a time than the processor can wait for.
INLINE void FN(fetch_ahead)(FN(fetch) *f, long inputs) {
  for (f->credit += inputs * f->count; f->credit >= L; f->credit -= L) {
    __builtin_prefetch(f->line, 0, 2);
    f->line += L;
    if (__builtin_expect(f->line < f->end, 1)) continue;
    if (++f->row < f->count) FN(fetch_row)(f);
  }
}

/// Fetches which inputs of the next mini-batch are not zero.
INLINE void FN(fetch_nonzero)(const CKRows *a, long rows) {
  if (!a->ahead || !a->nonzero) return;
  for (long x = 0; x < rows; x++) {
    const uint64_t *bits = a->nonzero + a->ahead[x] * a->words;
    for (long i = 0; i < a->words + 7; i += 8)
      __builtin_prefetch(bits + MIN(i, a->words - 1), 0, 2);
  }
}

INLINE CKParameters FN(offset)(const CKParameters *p, long by) {
  return (CKParameters){(T *)p->values + by, p->first ? (T *)p->first + by : 0,
                        p->second ? (T *)p->second + by : 0};
}

/// The weights of some inputs from k on, in the panel that begins at output j.
INLINE CKParameters FN(panel_from)(const FN(use) *use, long j, long k, long width) {
  return FN(offset)(use->weights, j * use->inputs + k * width);
}

/// Fetches `count` weights and the optimizer's memory of them, which the sums will change.
INLINE void FN(fetch_parameters)(const CKParameters *p, long count) {
  for (long i = 0; i < count; i += L) {
    __builtin_prefetch((T *)p->values + i, 1, 3);
    if (p->first) __builtin_prefetch((T *)p->first + i, 1, 3);
    if (p->second) __builtin_prefetch((T *)p->second + i, 1, 3);
  }
}
