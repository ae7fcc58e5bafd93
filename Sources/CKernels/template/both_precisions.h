// All kernels of one instruction set (ISA), whose register tiles hold ROWS x VECTORS vectors.
#include "tables.h"
#include <string.h>

// Vectors wider than the machine's pass only between functions that are inlined: no ABI is at stake.
#pragma clang diagnostic ignored "-Wpsabi"

#define GLUE4(a, b, c, d) a##b##c##d
#define NAME4(a, b, c, d) GLUE4(a, b, c, d)
#define INLINE static inline __attribute__((always_inline))
/// With memory of its own on the stack, which its callers' shall not grow by.
#define APART static __attribute__((noinline))

#define BITS 32
#include "kernels.h"
#undef BITS
#define BITS 64
#include "kernels.h"

// The functions of one double stand on the scalar half of the 64-bit kernels.
const CKScalarTable NAME4(ck, _scalar, _, ISA) = {
    .exp = NAME4(one_exp, _f64, _, ISA),
    .log = NAME4(one_log, _f64, _, ISA),
    .tanh = NAME4(one_tanh, _f64, _, ISA),
    .sinTurn = NAME4(sin_turn, _f64, _, ISA),
    .cosTurn = NAME4(cos_turn, _f64, _, ISA),
};
