// SHA-256's compression of whole blocks (FIPS 180-4, 6.2.2), by the processor's own instructions where
// it has them. Module Experiments makes the hash of it.
#pragma once
#include <stdint.h>

#pragma clang assume_nonnull begin

/// Compresses `count` blocks of 64 bytes into the eight words of the state.
void csha256_compress(uint32_t *state, const uint8_t *blocks, long count);

/// The same without those instructions, on any processor.
void csha256_compress_portably(uint32_t *state, const uint8_t *blocks, long count);

#pragma clang assume_nonnull end
