#pragma STDC FP_CONTRACT OFF
#if defined(__aarch64__)
#define ISA neon
#define ROWS 6
#define VECTORS 1
#include "template/both_precisions.h"
#endif
