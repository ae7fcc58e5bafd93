// Vector types. `vec` fills 64 bytes and carries the products; `blk` is 16 elements in either
// precision and carries what is done element by element, so that sums over 16 lanes read the same;
// `half` is 8 of them, where no more are needed.
// Loads and stores go through types of an element's alignment: correct for any caller's memory, and
// as fast as aligned ones where the memory is aligned.
#if BITS == 32
#define T float
#define L 16
typedef int32_t FN(int);
typedef uint32_t FN(uint);
#else
#define T double
#define L 8
typedef int64_t FN(int);
typedef uint64_t FN(uint);
#endif
#define P (2 * L)

typedef T FN(vec) __attribute__((ext_vector_type(L)));
typedef FN(vec) FN(vec_at) __attribute__((aligned(sizeof(T))));
typedef T FN(blk) __attribute__((ext_vector_type(16)));
typedef FN(blk) FN(blk_at) __attribute__((aligned(sizeof(T))));
typedef T FN(half) __attribute__((ext_vector_type(8)));
typedef FN(half) FN(half_at) __attribute__((aligned(sizeof(T))));
typedef FN(int) FN(iblk) __attribute__((ext_vector_type(16)));
typedef double FN(dblk) __attribute__((ext_vector_type(16)));
typedef FN(dblk) FN(dblk_at) __attribute__((aligned(8)));
#define vec FN(vec)
#define blk FN(blk)
#define iblk FN(iblk)
#define dblk FN(dblk)

#define LOAD(p) (*(const FN(vec_at) *)(p))
#define STORE(p, v) (*(FN(vec_at) *)(p) = (v))
#define LOAD16(p) (*(const FN(blk_at) *)(p))
#define STORE16(p, v) (*(FN(blk_at) *)(p) = (v))
#define LOAD8(p) (*(const FN(half_at) *)(p))
#define STORE8(p, v) (*(FN(half_at) *)(p) = (v))
#define FMA(a, b, c) __builtin_elementwise_fma(a, b, c)
#define ROUND16(n) (((n) + 15) & ~15L)
#define MIN(a, b) ((a) < (b) ? (a) : (b))

/// Lanes j0 + 0 ... j0 + 15 that stand for one of n columns.
INLINE iblk FN(valid)(long j0, long n) {
  const iblk lane = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  return lane < (iblk)(FN(int))MIN(n - j0, 16);
}

/// Whether a lane j0 + 0 ... j0 + 15 is the column `at`.
INLINE iblk FN(lane_is)(long j0, long at) {
  const iblk lane = {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15};
  return lane == (iblk)(FN(int))(at - j0);
}

#define ROTATED(x, n) \
  __builtin_shufflevector(x, x, (n), (1 + n) % 16, (2 + n) % 16, (3 + n) % 16, (4 + n) % 16, \
                          (5 + n) % 16, (6 + n) % 16, (7 + n) % 16, (8 + n) % 16, (9 + n) % 16, \
                          (10 + n) % 16, (11 + n) % 16, (12 + n) % 16, (13 + n) % 16, \
                          (14 + n) % 16, (15 + n) % 16)
#define FOLD(x) \
  x = x + ROTATED(x, 8); \
  x = x + ROTATED(x, 4); \
  x = x + ROTATED(x, 2); \
  x = x + ROTATED(x, 1); \
  return x[0];

/// The sum of 16 lanes, folded 8-4-2-1.
INLINE T FN(fold)(blk x) { FOLD(x) }

/// The same for doubles: what is recorded is summed in double.
INLINE double FN(dfold)(dblk x) { FOLD(x) }

INLINE dblk FN(widen)(blk x) { return __builtin_convertvector(x, dblk); }

/// The first n of 16 elements, the rest 0; memory is readable to the end of its 64-byte line.
INLINE blk FN(load_first)(const T *p, long n) {
#if BITS == 64
  if (n <= L) {
    vec v = LOAD(p);
    blk whole = __builtin_shufflevector(v, (vec)(T)0, 0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13,
                                        14, 15);
    return FN(valid)(0, n) ? whole : (blk)(T)0;
  }
#endif
  return FN(valid)(0, n) ? LOAD16(p) : (blk)(T)0;
}
