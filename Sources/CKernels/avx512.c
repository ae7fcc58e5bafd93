#pragma STDC FP_CONTRACT OFF
#if defined(__x86_64__)
#define ISA avx512
#define ROWS 12
#define VECTORS 2
#pragma clang attribute push( \
    __attribute__((target("avx512f,avx512vl,avx512dq,avx512bw,fma,avx2,bmi,bmi2,popcnt"))), \
    apply_to = function)
#include "template/both_precisions.h"
#pragma clang attribute pop
#endif
