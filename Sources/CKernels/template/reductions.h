// Sums in double over 16 lanes (column c of each row goes to lane c mod 16; lanes are folded by the
// caller, who may carry them on), and counts.

/// lanes += p^2
static void FN(squares)(long rows, long columns, const void *source, long stride, double *lanes) {
  dblk sum = *(FN(dblk_at) *)lanes;
  const T *p = source;
  for (long x = 0; x < rows; x++, p += stride)
    for (long c = 0; c < columns; c += 16) {
      blk v = FN(load_first)(p + c, columns - c);
      dblk d = FN(widen)(v);
      sum = FMA(d, d, sum);
    }
  *(FN(dblk_at) *)lanes = sum;
}

/// lanes += (p - q)^2
static void FN(differences)(long rows, long columns, const void *left, const void *right,
                            long stride, double *lanes) {
  dblk sum = *(FN(dblk_at) *)lanes;
  const T *p = left, *q = right;
  for (long x = 0; x < rows; x++, p += stride, q += stride)
    for (long c = 0; c < columns; c += 16) {
      dblk d = FN(widen)(FN(load_first)(p + c, columns - c)) -
               FN(widen)(FN(load_first)(q + c, columns - c));
      sum = FMA(d, d, sum);
    }
  *(FN(dblk_at) *)lanes = sum;
}

/// How many elements have |p| < threshold; NaN has not.
static long FN(below)(long rows, long columns, const void *source, long stride, double threshold) {
  const T *p = source;
  iblk count = (iblk)(FN(int))0;
  for (long x = 0; x < rows; x++, p += stride)
    for (long c = 0; c < columns; c += 16) {
      iblk small = FN(v_abs)(FN(load_first)(p + c, columns - c)) < (blk)(T)threshold;
      count = count - (small & FN(valid)(c, columns));
    }
  long total = 0;
  for (int i = 0; i < 16; i++) total += (long)count[i];
  return total;
}

/// How many rows have their largest element at the row's label: ties go to the lowest index, and a
/// row with NaN anywhere is wrong.
static long FN(correct)(long rows, long outputs, const void *source, long stride,
                        const CKRows *labels) {
  if (labels->ahead)
    for (long x = 0; x < rows; x++)
      __builtin_prefetch((const int32_t *)labels->base + labels->ahead[x], 0, 3);
  const iblk lane = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  const T *a = source;
  long total = 0;
  for (long x = 0; x < rows; x++, a += stride) {
    long label = ((const int32_t *)labels->base)[labels->index ? labels->index[x] : x];
    if (label < 0 || label >= outputs) continue;
    blk top = (blk)a[label];
    iblk bad = (iblk)(FN(int))0;
    for (long j = 0; j < outputs; j += 16) {
      blk v = FN(load_first)(a + j, outputs - j);
      iblk below = (v < top) | ((v == top) & (lane >= (iblk)(FN(int))(label - j)));
      bad = bad | (~below & FN(valid)(j, outputs));
    }
    total += !__builtin_reduce_or(bad);
  }
  return total;
}
