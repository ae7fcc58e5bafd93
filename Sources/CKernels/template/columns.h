// BP4 over many examples, many of them zero here and there, for many outputs: each input has a row of sums,
// over the examples in which it is not zero. A tile of several inputs would read delta less often, but
// units of a relu layer are seldom off together; that a row is long makes up for it. The inputs are turned, and
// then looked through again: that costs less than turning the bits that are given. Nothing is fetched for the
// next mini-batch: reading so many rows one after the other does it as well.

/// Vectors of outputs of a row: their errors of 64 examples fill the first-level cache.
#define LONGEST_ROW (LONGEST / 2 * 2)
enum { FN(COLUMN_ROOM) = (128 << 10) / sizeof(T), FN(MOST_COLUMNS) = 192 };

_Static_assert(FN(COLUMN_ROOM) / CK_MOST_ROWS >= CK_INPUT_GRAIN, "a part is some inputs at least");
_Static_assert(CK_MOST_ROWS % WORD == 0 && LONGEST_ROW % 2 == 0, "whole words, whole panels");

typedef struct {
  /// Examples with padding to whole words.
  long rows;
  /// a^(l-1) turned: a row of examples for each input. Vectors that lie across two lines of the cache are read
  /// at half the speed.
  _Alignas(64) T a[FN(COLUMN_ROOM)];
  /// Bit x of word i: whether an input is not zero in example 64 i + x.
  uint64_t examples[CK_MOST_ROWS / WORD][FN(MOST_COLUMNS)];
  /// The errors of 64 examples for some outputs, without gaps.
  _Alignas(64) T delta[WORD * LONGEST_ROW * L];
  /// The sums for some outputs, in panels, where they are not stored at once.
  _Alignas(64) T sums[FN(MOST_COLUMNS) * LONGEST_ROW * L];
} FN(columns);

/// Where the sums of a vector of outputs are written: a row of them for each input.
typedef struct {
  T *first;
  long stride;
} FN(line_of_sums);

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

/// Adds 64 examples from `first` on to the sums of every input, for V vectors of outputs.
INLINE void FN(add_columns)(const int V, const FN(columns) *c, long first, long count,
                            int continuing, const FN(line_of_sums) *out) {
  for (long k = 0; k < count; k++) {
    const T *a = c->a + k * c->rows + first;
    vec sum[LONGEST];
    UNROLL for (int v = 0; v < V; v++)
      sum[v] = continuing ? LOAD(out[v].first + k * out[v].stride) : (vec)(T)0;
    for (uint64_t left = c->examples[first / WORD][k]; left != 0; left &= left - 1) {
      long x = __builtin_ctzll(left);
      vec ax = (vec)a[x];
      UNROLL for (int v = 0; v < V; v++)
        sum[v] = FMA(ax, LOAD(c->delta + (x * V + v) * L), sum[v]);
    }
    UNROLL for (int v = 0; v < V; v++) STORE(out[v].first + k * out[v].stride, sum[v]);
  }
}

#define COLUMNS(V, H) \
  static void FN(add_columns_##V)(const FN(columns) *c, long first, long count, int continuing, \
                                  const FN(line_of_sums) *out) { \
    FN(add_columns)(V, c, first, count, continuing, out); \
  }
EACH_SHORT(COLUMNS)
#undef COLUMNS
typedef void FN(columns_fn)(const FN(columns) *, long, long, int, const FN(line_of_sums) *);
#define COLUMNS(V, H) FN(add_columns_##V),
static FN(columns_fn) *const FN(all_columns)[] = {EACH_SHORT(COLUMNS)};
#undef COLUMNS

/// The sums of `count` inputs for V vectors of outputs from j on, word by word of the examples.
INLINE void FN(sum_columns)(const FN(product) *g, FN(columns) *c, long j, long V, long count,
                            int continuing, const FN(line_of_sums) *out) {
  for (long first = 0; first < g->rows; first += WORD) {
    for (long x = 0; x < MIN(g->rows - first, WORD); x++)
      memcpy(c->delta + x * V * L, g->delta + (first + x) * g->deltaStride + j,
             (size_t)(V * L) * sizeof(T));
    FN(all_columns)[V - 1](c, first, count, continuing || first > 0, out);
  }
}

/// BP4 for `count` inputs from k on, whose sums c takes for V vectors of outputs from j on.
INLINE void FN(finish_columns)(const FN(product) *g, const FN(use) *use, FN(columns) *c, long k,
                               long count, long j, long V) {
  int stores = use->mode == FN(STORE_SUM) || use->mode == FN(CONTINUE_SUM);
  FN(line_of_sums) out[LONGEST_ROW];
  for (long v = 0; v < V; v++) {
    long at = j + v * L, first = at / P * P, width = FN(width)(first, use->outputs);
    T *panel = stores ? FN(panel_from)(use, first, k, width).values : c->sums + (first - j) * count;
    out[v] = (FN(line_of_sums)){panel + (at - first), width};
  }
  FN(sum_columns)(g, c, j, V, count, use->mode == FN(CONTINUE_SUM), out);
  if (!stores) FN(update_panels)(use, c->sums, k, count, j, V);
}

/// BP4 for the inputs from ... to, as many at once as the second-level cache holds.
APART void FN(descend_columns)(const FN(product) *g, const FN(use) *use, long from, long to) {
  FN(columns) columns;
  columns.rows = (g->rows + WORD - 1) / WORD * WORD;
  long most = MIN(FN(COLUMN_ROOM) / columns.rows, FN(MOST_COLUMNS)) / CK_INPUT_GRAIN * CK_INPUT_GRAIN;
  long lines = (use->outputs + L - 1) / L;
  for (long k = from, count; k < to; k += count) {
    count = MIN(to - k, most);
    FN(turn_inputs)(&g->given, g->rows, k, count, &columns);
    FN(find_columns)(count, &columns);
    for (long line = 0, V; line < lines; line += V) {
      V = FN(row_length)(lines - line, LONGEST_ROW);
      FN(finish_columns)(g, use, &columns, k, count, line * L, V);
    }
  }
}
#undef LONGEST_ROW
