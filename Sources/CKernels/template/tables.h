// The tables that the files of the instruction sets define.
#pragma once
#include "../include/CKernels.h"

extern const CKTable ck_f32_portable, ck_f64_portable;
extern const CKTable ck_f32_avx2, ck_f64_avx2;
extern const CKTable ck_f32_avx512, ck_f64_avx512;
extern const CKTable ck_f32_neon, ck_f64_neon;
extern const CKScalarTable ck_scalar_portable, ck_scalar_avx2, ck_scalar_avx512, ck_scalar_neon;
