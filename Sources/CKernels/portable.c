#pragma STDC FP_CONTRACT OFF
#define ISA portable
#define ROWS 2
#define VECTORS 1
#include "template/both_precisions.h"
