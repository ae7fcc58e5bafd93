// Weights in panels: w_jk of panel j / P stands at row k, lane j % P; the last panel is one vector
// wide where the rest fits. Row tiles are chosen here too.

/// The width of the panel that starts at output j.
INLINE long FN(width)(long j, long outputs) { return outputs - j <= L ? L : P; }

/// Rows of the next tile when n are left: tiles of about one height keep more sums under way than full
/// ones and a small rest.
INLINE long FN(share)(long n) {
  long tiles = (n + ROWS - 1) / ROWS;
  return (n + tiles - 1) / tiles;
}

INLINE const T *FN(row)(const CKRows *a, long x) {
  return (const T *)a->base + (a->index ? a->index[x] : x) * a->stride;
}

/// Where n rows from x on begin. One by one: the compiler's vectors would read the index under a mask, and where there
/// is none, that takes the processor hundreds of cycles.
INLINE void FN(find_rows)(const CKRows *a, long x, long n, const T **rows) {
  _Pragma("clang loop vectorize(disable)") for (long r = 0; r < n; r++) rows[r] = FN(row)(a, x + r);
}

/// Rows from x on; those of the next mini-batch too, which only rows with an index have.
INLINE CKRows FN(rows_from)(const CKRows *a, long x) {
  CKRows rows = *a;
  if (a->ahead) rows.ahead = a->ahead + x;
  if (a->index) {
    rows.index = a->index + x;
    return rows;
  }
  rows.base = (const T *)a->base + x * a->stride;
  if (a->nonzero) rows.nonzero = a->nonzero + x * a->words;
  return rows;
}

/// Elements of a word of bits.
#define WORD 64

/// Which elements of row x are not zero.
INLINE const uint64_t *FN(nonzero)(const CKRows *a, long x) {
  return a->nonzero + (a->index ? a->index[x] : x) * a->words;
}

/// The same of n rows from x on.
INLINE void FN(find_nonzero_rows)(const CKRows *a, long x, long n, const uint64_t **nonzero) {
  _Pragma("clang loop vectorize(disable)") for (long r = 0; r < n; r++)
    nonzero[r] = FN(nonzero)(a, x + r);
}

// Every tile exists for 1 ... ROWS rows and 1 ... VECTORS vectors, with both known to the compiler.
#if ROWS == 12
#define EACH_ROWS(M, V) \
  M(1, V) M(2, V) M(3, V) M(4, V) M(5, V) M(6, V) M(7, V) M(8, V) M(9, V) M(10, V) M(11, V) M(12, V)
#elif ROWS == 6
#define EACH_ROWS(M, V) M(1, V) M(2, V) M(3, V) M(4, V) M(5, V) M(6, V)
#else
#define EACH_ROWS(M, V) M(1, V) M(2, V)
#endif
#if VECTORS == 2
#define EACH_TILE(M) EACH_ROWS(M, 1) EACH_ROWS(M, 2)
#define TILE_TABLE(M) {{EACH_ROWS(M, 1)}, {EACH_ROWS(M, 2)}}
#else
#define EACH_TILE(M) EACH_ROWS(M, 1)
#define TILE_TABLE(M) {{EACH_ROWS(M, 1)}}
#endif
// A tile of both vectors lies in a full panel, a tile of one in the last half: the width is known.
#if VECTORS == 2
#define TILE_WIDTH(V, width) ((V) * L)
#else
#define TILE_WIDTH(V, width) (width)
#endif
#define UNROLL _Pragma("clang loop unroll(full)")
