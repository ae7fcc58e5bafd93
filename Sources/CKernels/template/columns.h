// BP4 over many examples, many of them zero here and there, for many outputs: each input has a row of sums,
// over the examples in which it is not zero. A tile of several inputs would read delta less often, but
// units of a relu layer are seldom off together; that a row is long makes up for it. The inputs are turned, and
// then looked through again: that costs less than turning the bits that are given. Nothing is fetched for the
// next mini-batch: reading so many rows one after the other does it as well.

enum { FN(COLUMN_ROOM) = (128 << 10) / sizeof(T), FN(MOST_COLUMNS) = 192 };

_Static_assert(FN(COLUMN_ROOM) / CK_MOST_ROWS >= CK_INPUT_GRAIN, "a part is some inputs at least");
_Static_assert(CK_MOST_ROWS % WORD == 0, "whole words");

typedef struct {
  /// Examples with padding to whole words.
  long rows;
  /// How many neighbours go together.
  int together;
  /// a^(l-1) turned: a row of examples for each input. Vectors that lie across two lines of the cache are read
  /// at half the speed.
  _Alignas(64) T a[FN(COLUMN_ROOM)];
  /// Bit x of word i: whether an input is not zero in example 64 i + x.
  uint64_t examples[CK_MOST_ROWS / WORD][FN(MOST_COLUMNS)];
  /// The errors of 64 examples for some outputs, without gaps.
  _Alignas(64) T delta[WORD * LONGEST * L];
  /// The sums for some outputs, in panels, where they are not stored at once.
  _Alignas(64) T sums[FN(MOST_COLUMNS) * LONGEST * L];
} FN(columns);

/// Turns `count` inputs from k on; examples that fill up a word are zero.
INLINE void FN(turn_inputs)(const CKRows *a, long rows, long k, long count, FN(columns) *c) {
  long whole = count / 4 * 4;
  for (long x = 0; x < c->rows; x += 4) {
    const T *row[4];
    for (long i = 0; i < 4; i++) row[i] = x + i < rows ? FN(row)(a, x + i) + k : 0;
    FN(turn_rows)(row, whole, c->a + x, c->rows);
    for (long j = whole; j < count; j++)
      for (long i = 0; i < 4; i++) c->a[j * c->rows + x + i] = row[i] ? row[i][j] : 0;
  }
}

/// Finds the examples in which each input is not zero.
INLINE void FN(find_columns)(long count, FN(columns) *c) {
  for (long first = 0; first < c->rows; first += WORD)
    for (long k = 0; k < count; k++) {
      uint64_t bits = 0;
      UNROLL for (int x = 0; x < WORD; x += L)
        bits |= FN(nonzero_lanes)(LOAD(c->a + k * c->rows + first + x)) << x;
      c->examples[first / WORD][k] = bits;
    }
}

INLINE int FN(columns_together)(long count, const FN(columns) *c) {
  FN(met) met = {0, 0};
  if (NEIGHBOURS == 1 || count == 1) return 1;
  for (long i = 0; i < c->rows / WORD; i++)
    for (long k = 0; k < count; k += 2)
      FN(count_neighbours)(c->examples[i][k], c->examples[i][k + 1], &met);
  return FN(neighbours)(&met);
}

/// Adds 64 examples from `first` on to the sums of the inputs, R at a time, for a row of outputs.
INLINE void FN(add_columns)(const int R, const int V, const int H, const FN(columns) *c, long first,
                            long count, int continuing, const FN(panel_rows) *panels) {
  const FN(panel_rows) copy = *panels, *out = &copy;
  const uint64_t *examples = c->examples[first / WORD];
  for (long k = 0; k < count; k += R) {
    FN(sums) sum[NEIGHBOURS];
    uint64_t left = 0;
    UNROLL for (int r = 0; r < R; r++) {
      FN(start_panel_row)(V, H, out, k + r, continuing, sum + r);
      left |= examples[k + r];
    }
    for (const T *a = c->a + k * c->rows + first; left != 0; left &= left - 1) {
      long x = __builtin_ctzll(left);
      T ax[NEIGHBOURS];
      UNROLL for (int r = 0; r < R; r++) ax[r] = a[r * c->rows + x];
      FN(add_row)(R, V, H, ax, c->delta + x * (V + H) * L, sum);
    }
    UNROLL for (int r = 0; r < R; r++) FN(store_panel_row)(V, H, sum + r, out, k + r);
  }
}

#define COLUMNS(R, V, H) \
  static void FN(add_columns_##R##_##V##_##H)(const FN(columns) *c, long first, long count, \
                                              int continuing, const FN(panel_rows) *out) { \
    FN(add_columns)(R, V, H, c, first, count, continuing, out); \
  }
EACH_OF_NEIGHBOURS(COLUMNS)
#undef COLUMNS
typedef void FN(columns_fn)(const FN(columns) *, long, long, int, const FN(panel_rows) *);
#define COLUMNS(R, V, H) FN(add_columns_##R##_##V##_##H),
static FN(columns_fn) *const FN(all_columns)[NEIGHBOURS][2][LONGEST] = NEIGHBOURS_TABLE(COLUMNS);
#undef COLUMNS

/// The sums of `count` inputs for a row of outputs, word by word of the examples.
INLINE void FN(sum_columns)(const FN(product) *g, FN(columns) *c, const FN(span) *s, long count,
                            int continuing, const FN(panel_rows) *out) {
  long width = s->lines * L;
  for (long first = 0; first < g->rows; first += WORD) {
    for (long x = 0; x < MIN(g->rows - first, WORD); x++)
      memcpy(c->delta + x * width, g->delta + (first + x) * g->deltaStride + s->first,
             (size_t)width * sizeof(T));
    int goesOn = continuing || first > 0;
    FN(all_columns)[c->together - 1][s->half][s->lines - 1](c, first, count, goesOn, out);
  }
}

/// BP4 for the inputs from ... to, as many at once as the second-level cache holds. Plain sgd is an update like any
/// other: sums of many examples are not complete while they are in registers.
APART void FN(descend_columns)(const FN(product) *g, const FN(use) *given, long from, long to) {
  FN(columns) columns;
  FN(use) use = *given;
  if (use.mode == FN(DESCEND)) use.mode = FN(UPDATE);
  columns.rows = (g->rows + WORD - 1) / WORD * WORD;
  long most = MIN(FN(COLUMN_ROOM) / columns.rows, FN(MOST_COLUMNS)) / CK_INPUT_GRAIN * CK_INPUT_GRAIN;
  for (long k = from, count; k < to; k += count) {
    count = FN(whole_neighbours)(MIN(to - k, most));
    FN(turn_inputs)(&g->given, g->rows, k, count, &columns);
    FN(find_columns)(count, &columns);
    columns.together = FN(columns_together)(count, &columns);
    for (FN(span) s = FN(span_from)(use.outputs, 0); s.lines > 0; s = FN(next_span)(&s, use.outputs)) {
      const FN(panel_rows) out = FN(panels_for)(&use, columns.sums, &s, k, count);
      FN(sum_columns)(g, &columns, &s, count, use.mode == FN(CONTINUE_SUM), &out);
      if (use.mode == FN(UPDATE)) FN(update_panels)(&use, columns.sums, &s, k, count);
    }
  }
}
