#pragma STDC FP_CONTRACT OFF
#if defined(__x86_64__)
#define ISA avx2
#define ROWS 6
#define VECTORS 1
#pragma clang attribute push(__attribute__((target("avx2,fma,bmi,bmi2,popcnt"))), apply_to = function)
#include "template/both_precisions.h"
#pragma clang attribute pop
#endif
