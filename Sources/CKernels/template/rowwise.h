// What is done with a row of neurons LANES at a time: which lanes count, and sums of lanes.
#include "lanes.h"

INLINE ints X(lane)(void) {
#if LANES == 16
  return (ints){0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
#else
  return (ints){0, 1, 2, 3, 4, 5, 6, 7};
#endif
}

/// Lanes j0 + 0 ... that stand for one of n columns.
INLINE ints X(valid)(long j0, long n) { return X(lane)() < (ints)(FN(int))MIN(n - j0, LANES); }

/// Whether a lane j0 + 0 ... is the column `at`.
INLINE ints X(lane_is)(long j0, long at) { return X(lane)() == (ints)(FN(int))(at - j0); }

#if LANES == 16
#define ROTATED(x, n) \
  __builtin_shufflevector(x, x, (n), (1 + n) % 16, (2 + n) % 16, (3 + n) % 16, (4 + n) % 16, \
                          (5 + n) % 16, (6 + n) % 16, (7 + n) % 16, (8 + n) % 16, (9 + n) % 16, \
                          (10 + n) % 16, (11 + n) % 16, (12 + n) % 16, (13 + n) % 16, \
                          (14 + n) % 16, (15 + n) % 16)
#define FOLD_HALVES(x) x = x + ROTATED(x, 8);
#else
#define ROTATED(x, n) \
  __builtin_shufflevector(x, x, (n), (1 + n) % 8, (2 + n) % 8, (3 + n) % 8, (4 + n) % 8, \
                          (5 + n) % 8, (6 + n) % 8, (7 + n) % 8)
#define FOLD_HALVES(x)
#endif
#define FOLD(x) \
  FOLD_HALVES(x) \
  x = x + ROTATED(x, 4); \
  x = x + ROTATED(x, 2); \
  x = x + ROTATED(x, 1); \
  return x[0];

/// The sum of 16 lanes, folded 8-4-2-1. Of 8 lanes it is the same: the others would be +0, and no sum
/// that began with +0 is -0.
INLINE T X(fold)(real x) { FOLD(x) }

/// The same for doubles: what is recorded is summed in double.
INLINE double X(dfold)(wide x) { FOLD(x) }
#undef ROTATED
#undef FOLD_HALVES
#undef FOLD

INLINE wide X(widen)(real x) { return __builtin_convertvector(x, wide); }

/// The first n of a row's elements, the rest 0; memory is readable to the end of its 64-byte line.
INLINE real X(load_first)(const T *p, long n) {
#if BITS == 64 && LANES == 16
  if (n <= L) {
    vec v = LOAD(p);
    blk whole = __builtin_shufflevector(v, (vec)(T)0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13,
                                        14, 15);
    return X(valid)(0, n) ? whole : C(0);
  }
#endif
  return X(valid)(0, n) ? LOADX(p) : C(0);
}

/// Stores errors, whose padding to 16 is 0.
INLINE void X(store_delta)(T *p, real v) {
  STOREX(p, v);
#if LANES == 8
  STOREX(p + 8, C(0));
#endif
}
#include "end_lanes.h"
