// What the benchmarks of kernels share.
#pragma once
#include "CKernels.h"
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#if defined(__linux__)
#include <sys/mman.h>
#endif
#include <time.h>

static double now(void) {
  struct timespec t;
  timespec_get(&t, TIME_UTC);
  return (double)t.tv_sec + 1e-9 * (double)t.tv_nsec;
}

/// `count` numbers between -0.1 and 0.1; many of them on large pages.
static float *numbers(long count) {
  const size_t huge = 1 << 21, bytes = (size_t)(count * 4 + 63) / 64 * 64;
  float *p = aligned_alloc(bytes > huge ? huge : 64, bytes > huge ? (bytes + huge - 1) / huge * huge : bytes);
#if defined(__linux__)
  if (bytes > huge) madvise(p, bytes, MADV_HUGEPAGE);  // as AlignedBuffer does
#endif
  for (long i = 0; i < count; i++) p[i] = (float)rand() / (float)RAND_MAX * 0.2f - 0.1f;
  return p;
}

/// Scratch of `backward` through so many outputs.
static float *scratch_for(long outputs) { return numbers((outputs + 3) / 4 * 4 * 32); }

static const char *const set_names[] = {"portable", "avx2", "avx512", "neon"};

/// The instruction set that the first argument names, or else the best of this machine.
static int chosen_set(int count, char **arguments) {
  int set = CK_PORTABLE;
  for (int i = 0; i < 4; i++)
    if (ck_available(i) && (count < 2 || strcmp(arguments[1], set_names[i]) == 0)) set = i;
  return set;
}
