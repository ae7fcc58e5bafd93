// Sums of a whole row of outputs in registers: what goes through one input, or one example, at a time reads
// each number it multiplies by for many outputs, and leaves out all that is zero.

/// Vectors of sums that stay in registers beside what they add up.
#if ROWS == 12
#define LONGEST 10
#define EACH_LENGTH(M) M(1) M(2) M(3) M(4) M(5) M(6) M(7) M(8) M(9) M(10)
#elif ROWS == 6
#define LONGEST 7
#define EACH_LENGTH(M) M(1) M(2) M(3) M(4) M(5) M(6) M(7)
#else
#define LONGEST 2
#define EACH_LENGTH(M) M(1) M(2)
#endif

/// Vectors of the next row of sums when `left` are left: whole panels but for the last, and rows of about one
/// length.
INLINE long FN(row_length)(long left, long longest) {
  if (left <= longest) return left;
  long rows = (left + longest - 1) / longest, each = (left + rows - 1) / rows;
  return MIN((each + 1) / 2 * 2, longest / 2 * 2);
}

/// Rows of V vectors in panels. Where V is odd the last panel is one vector wide.
typedef struct {
  T *first;
  /// Elements from panel to panel.
  long panel;
  /// The last panel where V is odd.
  T *last;
} FN(panel_rows);

INLINE FN(panel_rows) FN(panel_rows_from)(T *panels, long V, long rows, long k) {
  T *last = panels + V / 2 * P * rows;
  return (FN(panel_rows)){panels + k * P, P * rows, last + k * L};
}

/// Vector v of row k.
INLINE T *FN(panel_row)(const int V, const FN(panel_rows) *p, long k, int v) {
  return V % 2 && v == V - 1 ? p->last + k * L : p->first + v / 2 * p->panel + k * P + v % 2 * L;
}

/// Updates the weights of `count` inputs from k on by their sums for V vectors of outputs from j on.
INLINE void FN(update_panels)(const FN(use) *use, const T *sums, long k, long count, long j, long V) {
  for (long at = j, width; at < j + V * L; at += width) {
    width = FN(width)(at, use->outputs);
    const CKParameters panel = FN(panel_from)(use, at, k, width);
    FN(update)(count * width, sums + (at - j) * count, &panel, use->update);
  }
}
