// Which instruction sets are compiled in, and which of them this machine runs.
#include "template/tables.h"

const CKTable *const ck_tables[8] = {
    [2 * CK_PORTABLE] = &ck_f32_portable, [2 * CK_PORTABLE + 1] = &ck_f64_portable,
#if defined(__x86_64__)
    [2 * CK_AVX2] = &ck_f32_avx2,         [2 * CK_AVX2 + 1] = &ck_f64_avx2,
    [2 * CK_AVX512] = &ck_f32_avx512,     [2 * CK_AVX512 + 1] = &ck_f64_avx512,
#elif defined(__aarch64__)
    [2 * CK_NEON] = &ck_f32_neon,         [2 * CK_NEON + 1] = &ck_f64_neon,
#endif
};

const CKScalarTable *const ck_scalar_tables[4] = {
    [CK_PORTABLE] = &ck_scalar_portable,
#if defined(__x86_64__)
    [CK_AVX2] = &ck_scalar_avx2,
    [CK_AVX512] = &ck_scalar_avx512,
#elif defined(__aarch64__)
    [CK_NEON] = &ck_scalar_neon,
#endif
};

int ck_available(int instructionSet) {
  switch (instructionSet) {
  case CK_PORTABLE:
    return 1;
#if defined(__x86_64__)
  // The compiler's run time also asks the operating system (XGETBV) before it says yes.
  case CK_AVX2:
    return __builtin_cpu_supports("avx2") && __builtin_cpu_supports("fma") &&
           __builtin_cpu_supports("bmi") && __builtin_cpu_supports("bmi2") &&
           __builtin_cpu_supports("popcnt");
  case CK_AVX512:
    return __builtin_cpu_supports("avx512f") && __builtin_cpu_supports("avx512vl") &&
           __builtin_cpu_supports("avx512dq") && __builtin_cpu_supports("avx512bw") &&
           ck_available(CK_AVX2);
#elif defined(__aarch64__)
  case CK_NEON:
    return 1;
#endif
  default:
    return 0;
  }
}
