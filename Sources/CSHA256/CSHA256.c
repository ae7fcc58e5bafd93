#include "CSHA256.h"
#include <string.h>

/// The first 32 bits of the fractional parts of the cube roots of the first 64 primes.
static const uint32_t constants[64] = {
    0x428a2f98, 0x71374491, 0xb5c0fbcf, 0xe9b5dba5, 0x3956c25b, 0x59f111f1, 0x923f82a4, 0xab1c5ed5,
    0xd807aa98, 0x12835b01, 0x243185be, 0x550c7dc3, 0x72be5d74, 0x80deb1fe, 0x9bdc06a7, 0xc19bf174,
    0xe49b69c1, 0xefbe4786, 0x0fc19dc6, 0x240ca1cc, 0x2de92c6f, 0x4a7484aa, 0x5cb0a9dc, 0x76f988da,
    0x983e5152, 0xa831c66d, 0xb00327c8, 0xbf597fc7, 0xc6e00bf3, 0xd5a79147, 0x06ca6351, 0x14292967,
    0x27b70a85, 0x2e1b2138, 0x4d2c6dfc, 0x53380d13, 0x650a7354, 0x766a0abb, 0x81c2c92e, 0x92722c85,
    0xa2bfe8a1, 0xa81a664b, 0xc24b8b70, 0xc76c51a3, 0xd192e819, 0xd6990624, 0xf40e3585, 0x106aa070,
    0x19a4c116, 0x1e376c08, 0x2748774c, 0x34b0bcb5, 0x391c0cb3, 0x4ed8aa4a, 0x5b9cca4f, 0x682e6ff3,
    0x748f82ee, 0x78a5636f, 0x84c87814, 0x8cc70208, 0x90befffa, 0xa4506ceb, 0xbef9a3f7, 0xc67178f2};

static inline uint32_t rotate(uint32_t x, int n) { return x >> n | x << (32 - n); }

static uint32_t word(const uint8_t *bytes) {
  return (uint32_t)bytes[0] << 24 | (uint32_t)bytes[1] << 16 | (uint32_t)bytes[2] << 8 | bytes[3];
}

/// The message schedule W_0 ... W_63 of one block.
static void expand(const uint8_t *block, uint32_t *w) {
  for (int t = 0; t < 16; t++) w[t] = word(block + 4 * t);
  for (int t = 16; t < 64; t++) {
    uint32_t s0 = rotate(w[t - 15], 7) ^ rotate(w[t - 15], 18) ^ w[t - 15] >> 3;
    uint32_t s1 = rotate(w[t - 2], 17) ^ rotate(w[t - 2], 19) ^ w[t - 2] >> 10;
    w[t] = w[t - 16] + s0 + w[t - 7] + s1;
  }
}

void csha256_compress_portably(uint32_t *state, const uint8_t *blocks, long count) {
  for (; count > 0; count--, blocks += 64) {
    uint32_t w[64], v[8];  // v: a ... h
    expand(blocks, w);
    memcpy(v, state, sizeof v);
    for (int t = 0; t < 64; t += 8) {
      // Eight at a time, so that the working variables change their roles instead of their places.
#pragma clang loop unroll(full)
      for (int i = 0; i < 8; i++) {
        uint32_t a = v[-i & 7], b = v[(1 - i) & 7], c = v[(2 - i) & 7], *d = &v[(3 - i) & 7];
        uint32_t e = v[(4 - i) & 7], f = v[(5 - i) & 7], g = v[(6 - i) & 7], *h = &v[(7 - i) & 7];
        uint32_t s1 = rotate(e, 6) ^ rotate(e, 11) ^ rotate(e, 25);
        uint32_t s0 = rotate(a, 2) ^ rotate(a, 13) ^ rotate(a, 22);
        *h += s1 + (g ^ (e & (f ^ g))) + constants[t + i] + w[t + i];
        *d += *h;
        *h += s0 + ((a & b) | (c & (a | b)));
      }
    }
    for (int i = 0; i < 8; i++) state[i] += v[i];
  }
}

#if defined(__x86_64__)
#include <cpuid.h>
#include <immintrin.h>

typedef uint32_t words __attribute__((ext_vector_type(4)));
typedef uint8_t bytes __attribute__((ext_vector_type(16)));

#define ROUNDS(to, from, w) ((words)_mm_sha256rnds2_epu32((__m128i)(to), (__m128i)(from), (__m128i)(w)))

/// W_t ... W_(t+3) from the sixteen words before them, oldest first.
__attribute__((always_inline, target("sha,sse4.1"))) static inline words next(const words *w) {
  words sum = (words)_mm_sha256msg1_epu32((__m128i)w[0], (__m128i)w[1]);
  sum += __builtin_shufflevector(w[2], w[3], 1, 2, 3, 4);  // W_(t-7) ...
  return (words)_mm_sha256msg2_epu32((__m128i)sum, (__m128i)w[3]);
}

__attribute__((target("sha,sse4.1"))) static void compress(uint32_t *state, const uint8_t *blocks,
                                                           long count) {
  words low, high;
  memcpy(&low, state, 16), memcpy(&high, state + 4, 16);
  // The instructions take the state as f, e, b, a and h, g, d, c, and do two rounds each.
  words abef = __builtin_shufflevector(high, low, 1, 0, 5, 4);
  words cdgh = __builtin_shufflevector(high, low, 3, 2, 7, 6);
  for (; count > 0; count--, blocks += 64) {
    const words oldAbef = abef, oldCdgh = cdgh;
    words w[4];
#pragma clang loop unroll(full)
    for (int t = 0; t < 64; t += 4) {
      words now;
      if (t < 16) {
        bytes block;
        memcpy(&block, blocks + 4 * t, 16);
        now = (words)__builtin_shufflevector(block, block, 3, 2, 1, 0, 7, 6, 5, 4, 11, 10, 9, 8, 15,
                                             14, 13, 12);
        w[t / 4] = now;
      } else {
        now = next(w);
        w[0] = w[1], w[1] = w[2], w[2] = w[3], w[3] = now;
      }
      words k;
      memcpy(&k, constants + t, 16);
      k += now;
      cdgh = ROUNDS(cdgh, abef, k);
      abef = ROUNDS(abef, cdgh, __builtin_shufflevector(k, k, 2, 3, 2, 3));
    }
    abef += oldAbef, cdgh += oldCdgh;
  }
  low = __builtin_shufflevector(abef, cdgh, 3, 2, 7, 6);
  high = __builtin_shufflevector(abef, cdgh, 1, 0, 5, 4);
  memcpy(state, &low, 16), memcpy(state + 4, &high, 16);
}

/// Whether the processor has SHA (leaf 7, EBX, bit 29) and SSE4.1 (leaf 1, ECX, bit 19).
static int has_instructions(void) {
  unsigned a, b, c, d;
  if (!__get_cpuid(1, &a, &b, &c, &d) || !(c >> 19 & 1)) return 0;
  return __get_cpuid_count(7, 0, &a, &b, &c, &d) && (b >> 29 & 1);
}

void csha256_compress(uint32_t *state, const uint8_t *blocks, long count) {
  static _Atomic int known;  // 0: not asked yet; 1: missing; 2: there
  if (known == 0) known = 1 + has_instructions();
  if (known == 2)
    compress(state, blocks, count);
  else
    csha256_compress_portably(state, blocks, count);
}
#else
void csha256_compress(uint32_t *state, const uint8_t *blocks, long count) {
  csha256_compress_portably(state, blocks, count);
}
#endif
