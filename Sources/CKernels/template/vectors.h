// Vector types. `vec` fills 64 bytes and carries the products; `blk` is 16 elements in either
// precision and carries what is done element by element, so that sums over 16 lanes read the same;
// `half` is 8 of them, for rows of no more.
// LINE names the version for L lanes of what exists for 16 and for 8.
// Loads and stores go through types of an element's alignment: correct for any caller's memory, and
// as fast as aligned ones where the memory is aligned.
#if BITS == 32
#define T float
#define L 16
#define LINE(name) FN(v_##name)
typedef int32_t FN(int);
typedef uint32_t FN(uint);
#else
#define T double
#define L 8
#define LINE(name) FN(half_##name)
typedef int64_t FN(int);
typedef uint64_t FN(uint);
#endif
#define P (2 * L)

typedef T FN(vec) __attribute__((ext_vector_type(L)));
typedef FN(vec) FN(vec_at) __attribute__((aligned(sizeof(T))));
typedef T FN(blk) __attribute__((ext_vector_type(16)));
typedef T FN(half) __attribute__((ext_vector_type(8)));
#define vec FN(vec)
#define blk FN(blk)

// Of each number of lanes: elements in memory, their bits, truths, and doubles.
typedef blk FN(v_at) __attribute__((aligned(sizeof(T))));
typedef FN(uint) FN(v_bits) __attribute__((ext_vector_type(16)));
typedef FN(int) FN(v_ints) __attribute__((ext_vector_type(16)));
typedef double FN(v_wide) __attribute__((ext_vector_type(16)));
typedef FN(v_wide) FN(v_wide_at) __attribute__((aligned(8)));
typedef FN(half) FN(half_at) __attribute__((aligned(sizeof(T))));
typedef FN(uint) FN(half_bits) __attribute__((ext_vector_type(8)));
typedef FN(int) FN(half_ints) __attribute__((ext_vector_type(8)));
typedef double FN(half_wide) __attribute__((ext_vector_type(8)));
typedef FN(half_wide) FN(half_wide_at) __attribute__((aligned(8)));
typedef FN(uint) FN(one_bits);

#define LOAD(p) (*(const FN(vec_at) *)(p))
#define STORE(p, v) (*(FN(vec_at) *)(p) = (v))
#define LOAD16(p) (*(const FN(v_at) *)(p))
#define STORE16(p, v) (*(FN(v_at) *)(p) = (v))
#define FMA(a, b, c) __builtin_elementwise_fma(a, b, c)
#define ROUND16(n) (((n) + 15) & ~15L)
#define MIN(a, b) ((a) < (b) ? (a) : (b))
