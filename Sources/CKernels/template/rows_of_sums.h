// Rows of sums in registers, as many outputs as there is room for: what goes through one input, or one example,
// at a time reads each number that it multiplies by for many outputs, and leaves out all that is zero.

// A row has V vectors and, where H is 1, half of one more: layers of 100 need no 112 sums. Weights for 64 inputs or
// errors of 64 examples, for rows as long as that, fit into a first-level cache of 32 KB. Where registers hold two
// rows, NEIGHBOURS go together in BP4: a multiply-add that reads memory takes longer than one that does not.
#if ROWS > 2
#define LONGEST 7
#define NEIGHBOURS (ROWS == 12 ? 2 : 1)
#define EACH_LENGTH(M, R) \
  M(R, 1, 0) M(R, 2, 0) M(R, 3, 0) M(R, 4, 0) M(R, 5, 0) M(R, 6, 0) M(R, 7, 0)
#define EACH_HALF(M, R) M(R, 1, 1) M(R, 2, 1) M(R, 3, 1) M(R, 4, 1) M(R, 5, 1) M(R, 6, 1)
#else
#define LONGEST 2
#define NEIGHBOURS 1
#define EACH_LENGTH(M, R) M(R, 1, 0) M(R, 2, 0)
#define EACH_HALF(M, R) M(R, 1, 1)
#endif
/// Of what exists for each length, of R rows together: whether it ends with a half, lines of L numbers - 1. A half
/// alone is a whole: padding is multiplied then, which no result depends on.
#define LENGTH_TABLE(E, R) {{EACH_LENGTH(E, R)}, {E(R, 1, 0) EACH_HALF(E, R)}}
#define EACH_SPAN(M, R) EACH_LENGTH(M, R) EACH_HALF(M, R)
#if NEIGHBOURS == 2
#define EACH_OF_NEIGHBOURS(M) EACH_SPAN(M, 1) EACH_SPAN(M, 2)
#define NEIGHBOURS_TABLE(E) {LENGTH_TABLE(E, 1), LENGTH_TABLE(E, 2)}
#else
#define EACH_OF_NEIGHBOURS(M) EACH_SPAN(M, 1)
#define NEIGHBOURS_TABLE(E) {LENGTH_TABLE(E, 1)}
#endif

typedef T FN(half_line) __attribute__((ext_vector_type(L / 2)));
typedef FN(half_line) FN(half_line_at) __attribute__((aligned(sizeof(T))));
#define HALF_LINE(p) (*(FN(half_line_at) *)(p))

typedef struct {
  vec full[LONGEST];
  FN(half_line) half;
} FN(sums);

/// Neurons of a layer whose sums are in registers together: lines of L from `first` on, the last of them perhaps
/// half a vector. None are left where there are no lines.
typedef struct {
  long first, lines;
  int half;
} FN(span);

/// Whole panels but for the last neurons, in spans of about one length.
INLINE FN(span) FN(span_from)(long neurons, long first) {
  long left = (neurons - first + L - 1) / L, spans = (left + LONGEST - 1) / LONGEST, lines = left;
  if (spans > 1) lines = MIN(((left + spans - 1) / spans + 1) / 2 * 2, LONGEST / 2 * 2);
  return (FN(span)){first, lines, neurons - first - (lines - 1) * L <= L / 2};
}

INLINE FN(span) FN(next_span)(const FN(span) *s, long neurons) {
  return FN(span_from)(neurons, s->first + s->lines * L);
}

INLINE void FN(start_row)(const int V, const int H, const T *from, FN(sums) *sum) {
  UNROLL for (int v = 0; v < V; v++) sum->full[v] = from ? LOAD(from + v * L) : (vec)(T)0;
  if (H) sum->half = from ? HALF_LINE(from + V * L) : (FN(half_line))(T)0;
}

/// Adds the products of R numbers and a row to a row of sums each: what is read of the row serves all.
INLINE void FN(add_row)(const int R, const int V, const int H, const T *a, const T *row,
                        FN(sums) *sum) {
  UNROLL for (int v = 0; v < V; v++) {
    const vec line = LOAD(row + v * L);
    UNROLL for (int r = 0; r < R; r++) sum[r].full[v] = FMA((vec)a[r], line, sum[r].full[v]);
  }
  if (!H) return;
  const FN(half_line) line = HALF_LINE(row + V * L);
  UNROLL for (int r = 0; r < R; r++) sum[r].half = FMA((FN(half_line))a[r], line, sum[r].half);
}

/// As many of `count` inputs as go together or alone: one is left for the end where their number is odd.
INLINE long FN(whole_neighbours)(long count) {
  return count < NEIGHBOURS ? count : count / NEIGHBOURS * NEIGHBOURS;
}

/// A sum of BP4, a zero without a sign: where products underflow, it would depend on whether neighbours go together.
#define ENDED(sum) ((sum) + (T)0)

/// Examples in which inputs are not zero: of each for itself, and of two neighbours together.
typedef struct {
  long alone, together;
} FN(met);

/// Counts the examples of two neighbours, a bit for each.
INLINE void FN(count_neighbours)(uint64_t a, uint64_t b, FN(met) *met) {
  met->alone += __builtin_popcountll(a) + __builtin_popcountll(b);
  met->together += __builtin_popcountll(a | b);
}

/// How many neighbours go together, in every example in which one of them is not zero: products by zero are made up
/// for by reading half as often. Inputs of an image are worth it, units of a relu layer are not.
INLINE int FN(neighbours)(const FN(met) *met) { return 3 * met->together <= 2 * met->alone ? 2 : 1; }

/// Multiplies the sums by a row.
INLINE void FN(multiply_row)(const int V, const int H, const T *row, FN(sums) *sum) {
  UNROLL for (int v = 0; v < V; v++) sum->full[v] = sum->full[v] * LOAD(row + v * L);
  if (H) sum->half = sum->half * HALF_LINE(row + V * L);
}

/// Stores sums; what fills up the last vector is zero.
INLINE void FN(store_row)(const int V, const int H, const FN(sums) *sum, T *to) {
  UNROLL for (int v = 0; v < V; v++) STORE(to + v * L, sum->full[v]);
  if (!H) return;
  HALF_LINE(to + V * L) = sum->half;
  HALF_LINE(to + V * L + L / 2) = (FN(half_line))(T)0;
}

/// Rows of weights, or of what has their layout: lines in panels, the last of which is one line wide where
/// their number is odd.
typedef struct {
  T *first;
  /// Elements from panel to panel.
  long panel;
  /// The last panel where it is narrow.
  T *last;
} FN(panel_rows);

INLINE FN(panel_rows) FN(panel_rows_from)(T *panels, long lines, long rows, long k) {
  T *last = panels + lines / 2 * P * rows;
  return (FN(panel_rows)){panels + k * P, P * rows, last + k * L};
}

/// Line v of row k.
INLINE T *FN(panel_line)(const int lines, const FN(panel_rows) *p, long k, int v) {
  return lines % 2 && v == lines - 1 ? p->last + k * L
                                     : p->first + v / 2 * p->panel + k * P + v % 2 * L;
}

/// Adds a times row k of panels.
INLINE void FN(add_panel_row)(const int V, const int H, T a, const FN(panel_rows) *p, long k,
                              FN(sums) *sum) {
  UNROLL for (int v = 0; v < V; v++)
    sum->full[v] = FMA((vec)a, LOAD(FN(panel_line)(V + H, p, k, v)), sum->full[v]);
  if (H) sum->half = FMA((FN(half_line))a, HALF_LINE(FN(panel_line)(V + H, p, k, V)), sum->half);
}

/// Zero, or what stands in row k of panels.
INLINE void FN(start_panel_row)(const int V, const int H, const FN(panel_rows) *p, long k,
                                int continuing, FN(sums) *sum) {
  FN(start_row)(V, H, 0, sum);
  if (!continuing) return;
  UNROLL for (int v = 0; v < V; v++) sum->full[v] = LOAD(FN(panel_line)(V + H, p, k, v));
  if (H) sum->half = HALF_LINE(FN(panel_line)(V + H, p, k, V));
}

/// Stores sums of BP4 as row k of panels; what fills up the last line is zero.
INLINE void FN(store_panel_row)(const int V, const int H, const FN(sums) *sum,
                                const FN(panel_rows) *p, long k) {
  UNROLL for (int v = 0; v < V; v++)
    STORE(FN(panel_line)(V + H, p, k, v), ENDED(sum->full[v]));
  if (!H) return;
  T *last = FN(panel_line)(V + H, p, k, V);
  HALF_LINE(last) = ENDED(sum->half);
  HALF_LINE(last + L / 2) = (FN(half_line))(T)0;
}

/// Where the sums of `count` inputs from k on belong: to the weights' place, or to `sums` for an update.
INLINE FN(panel_rows) FN(panels_for)(const FN(use) *use, T *sums, const FN(span) *s, long k, long count) {
  if (use->mode == FN(UPDATE)) return FN(panel_rows_from)(sums, s->lines, count, 0);
  T *weights = (T *)use->weights->values + s->first * use->inputs;
  return FN(panel_rows_from)(weights, s->lines, use->inputs, k);
}

/// Updates the weights of `count` inputs from k on by their sums.
INLINE void FN(update_panels)(const FN(use) *use, const T *sums, const FN(span) *s, long k,
                              long count) {
  for (long at = s->first, width; at < s->first + s->lines * L; at += width) {
    width = FN(width)(at, use->outputs);
    const CKParameters panel = FN(panel_from)(use, at, k, width);
    FN(update)(count * width, sums + (at - s->first) * count, &panel, use->update);
  }
}
