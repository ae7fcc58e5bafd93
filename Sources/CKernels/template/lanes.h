// Names for what follows, in the version for LANES lanes: 16, 8 where no more are needed, or one.
#if LANES == 16
#define X(name) FN(v_##name)
#define real blk
#elif LANES == 8
#define X(name) FN(half_##name)
#define real FN(half)
#else
#define X(name) FN(one_##name)
#define real T
#endif
#define ubits X(bits)
#define ints X(ints)
#define wide X(wide)
#define C(x) ((real)(T)(x))
#define LOADX(p) (*(const X(at) *)(p))
#define STOREX(p, v) (*(X(at) *)(p) = (v))
