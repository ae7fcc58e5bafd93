// Sums in double over 16 lanes (column c of each row goes to lane c mod 16; lanes are folded by the
// caller, who may carry them on), and counts. Rows of 8 columns and fewer leave the other lanes alone.
#include "lanes.h"

/// lanes += p^2
static void X(squares)(long rows, long columns, const void *source, long stride, double *lanes) {
  wide sum = *(X(wide_at) *)lanes;
  const T *p = source;
  for (long x = 0; x < rows; x++, p += stride)
    for (long c = 0; c < columns; c += LANES) {
      real v = X(load_first)(p + c, columns - c);
      wide d = X(widen)(v);
      sum = FMA(d, d, sum);
    }
  *(X(wide_at) *)lanes = sum;
}

/// lanes += (p - q)^2
static void X(differences)(long rows, long columns, const void *left, const void *right,
                           long stride, double *lanes) {
  wide sum = *(X(wide_at) *)lanes;
  const T *p = left, *q = right;
  for (long x = 0; x < rows; x++, p += stride, q += stride)
    for (long c = 0; c < columns; c += LANES) {
      wide d = X(widen)(X(load_first)(p + c, columns - c)) -
               X(widen)(X(load_first)(q + c, columns - c));
      sum = FMA(d, d, sum);
    }
  *(X(wide_at) *)lanes = sum;
}

/// How many elements have |p| < threshold; NaN has not.
static long X(below)(long rows, long columns, const void *source, long stride, double threshold) {
  const T *p = source;
  ints count = (ints)(FN(int))0;
  for (long x = 0; x < rows; x++, p += stride)
    for (long c = 0; c < columns; c += LANES) {
      ints small = X(abs)(X(load_first)(p + c, columns - c)) < C(threshold);
      count = count - (small & X(valid)(c, columns));
    }
  long total = 0;
  for (int i = 0; i < LANES; i++) total += (long)count[i];
  return total;
}

/// How many rows have their largest element at the row's label: ties go to the lowest index, and a
/// row with NaN anywhere is wrong.
static long X(correct)(long rows, long outputs, const void *source, long stride,
                       const CKRows *labels) {
  if (labels->ahead)
    for (long x = 0; x < rows; x++)
      __builtin_prefetch((const int32_t *)labels->base + labels->ahead[x], 0, 3);
  const ints lane = X(lane)();
  const T *a = source;
  long total = 0;
  for (long x = 0; x < rows; x++, a += stride) {
    long label = ((const int32_t *)labels->base)[labels->index ? labels->index[x] : x];
    if (label < 0 || label >= outputs) continue;
    real top = C(a[label]);
    ints bad = (ints)(FN(int))0;
    for (long j = 0; j < outputs; j += LANES) {
      real v = X(load_first)(a + j, outputs - j);
      ints below = (v < top) | ((v == top) & (lane >= (ints)(FN(int))(label - j)));
      bad = bad | (~below & X(valid)(j, outputs));
    }
    total += !__builtin_reduce_or(bad);
  }
  return total;
}
#include "end_lanes.h"
