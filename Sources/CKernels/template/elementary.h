// exp, log and what hangs on them, for 16 lanes, 8 or one: the same operations in the same order,
// so a lane's bits are the scalar's. Polynomials are near-minimax (Chebyshev); their coefficients
// come from Benchmarks/Kernels/elementary.py. Whole range, subnormals and NaN included.
#include "lanes.h"

#if BITS == 32
#define MANTISSA 23
#define BIAS 127
#define MAGIC 0x1.8p23f
#define LN2_HI 0x1.62e4p-1f
#define LN2_LO 0x1.7f7d1cf79abcap-20f
#define EXP_MAX 90
#define EXP_MIN -105
#define SQRT_HALF 0x1.6a09e6p-1f
#define LEAST_NORMAL 0x1p-126f
#else
#define MANTISSA 52
#define BIAS 1023
#define MAGIC 0x1.8p52
#define LN2_HI 0x1.62e42fefa38p-1
#define LN2_LO 0x1.ef35793c7673p-45
#define EXP_MAX 710
#define EXP_MIN -746
#define SQRT_HALF 0x1.6a09e667f3bcdp-1
#define LEAST_NORMAL 0x1p-1022
#endif
#define LOG2_E 0x1.71547652b82fep+0
#define SIGN ((FN(uint))1 << (BITS - 1))

INLINE ubits X(to_bits)(real x) {
  ubits u;
  memcpy(&u, &x, sizeof u);
  return u;
}

INLINE real X(from_bits)(ubits u) {
  real x;
  memcpy(&x, &u, sizeof x);
  return x;
}

/// |x|; NaN stays NaN.
INLINE real X(abs)(real x) { return X(from_bits)(X(to_bits)(x) & ~(ubits)SIGN); }

/// x = n ln 2 + r with |r| <= ln 2 / 2: returns e^r - 1 and sets n. Rounding to n is an addition of
/// 1.5 * 2^mantissa, not a conversion, so NaN needs no care.
INLINE real X(reduced)(real x, ubits *n) {
  real t = FMA(x, C(LOG2_E), C(MAGIC));
  *n = X(to_bits)(t) - X(to_bits)(C(MAGIC));
  real k = t - C(MAGIC);
  real r = FMA(k, C(-LN2_LO), FMA(k, C(-LN2_HI), x));
  real r2 = r * r;
#if BITS == 32
  real low = FMA(C(0x1.5554dcp-3f), r, C(0.5f));
  real high = FMA(C(0x1.120be2p-7f), r, C(0x1.555518p-5f));
  real p = FMA(FMA(C(0x1.6d117cp-10f), r2, high), r2, low);
#else
  real r4 = r2 * r2;
  real a = FMA(C(0x1.5555555555556p-3), r, C(0x1.0000000000001p-1));
  real b = FMA(C(0x1.11111111109a6p-7), r, C(0x1.5555555553d37p-5));
  real c = FMA(C(0x1.a01a01a7cebcdp-13), r, C(0x1.6c16c1789d1d7p-10));
  real d = FMA(C(0x1.71de0d85293b8p-19), r, C(0x1.a019b8ca26fcfp-16));
  real e = FMA(C(0x1.af390ba7e6f47p-26), r, C(0x1.2891d4ffbb0f9p-22));
  real p = FMA(FMA(e, r4, FMA(d, r2, c)), r4, FMA(b, r2, a));
#endif
  return FMA(r2, p, r);
}

/// e^x. The scale 2^n is applied in two halves, so that only the last product can underflow.
INLINE real X(exp)(real x) {
  x = x > C(EXP_MAX) ? C(EXP_MAX) : x;
  x = x < C(EXP_MIN) ? C(EXP_MIN) : x;
  ubits n;
  real q = X(reduced)(x, &n);
  ubits twice = n + (ubits)(FN(uint))(2 * BIAS);
  ubits half = twice >> (ubits)(FN(uint))1;
  real first = X(from_bits)(half << (ubits)(FN(uint))MANTISSA);
  real second = X(from_bits)((twice - half) << (ubits)(FN(uint))MANTISSA);
  return (C(1) + q) * first * second;
}

/// e^x - 1 for x <= 50 (beyond, e^50 - 1): 2^n (e^r - 1) + (2^n - 1) has no cancellation.
INLINE real X(expm1)(real x) {
  x = x > C(50) ? C(50) : x;
  x = x < C(-50) ? C(-50) : x;
  ubits n;
  real q = X(reduced)(x, &n);
  real scale = X(from_bits)((n + (ubits)(FN(uint))BIAS) << (ubits)(FN(uint))MANTISSA);
  return FMA(scale, q, scale - C(1));
}

/// tanh x = h / (1 + h) with h = (e^2|x| - 1) / 2, and the sign of x. Where h is small, the form
/// h - h (h / (1 + h)) hides the quotient's rounding errors.
INLINE real X(tanh)(real x) {
  real ax = X(abs)(x);
  real h = C(0.5) * X(expm1)(ax + ax);
  real y = h / (C(1) + h);
  y = h < C(0.5) ? FMA(-h, y, h) : y;
  return X(from_bits)(X(to_bits)(y) | (X(to_bits)(x) & (ubits)SIGN));
}

/// 2 artanh(s) / s = 2 + R(s^2), here R, for s^2 <= 1/9.
INLINE real X(artanh_rest)(real z) {
#if BITS == 32
  real p = FMA(C(0x1.dba57ap-3f), z, C(0x1.bc8c5ep-3f));
  p = FMA(p, z, C(0x1.24c92cp-2f));
  p = FMA(p, z, C(0x1.9998d4p-2f));
  p = FMA(p, z, C(0x1.555556p-1f));
#else
  real p = FMA(C(0x1.4b0ed4be611b2p-3), z, C(0x1.687604d0c86a1p-4));
  p = FMA(p, z, C(0x1.eb913ba3ef69ep-4));
  p = FMA(p, z, C(0x1.10ac6a3d3e5f6p-3));
  p = FMA(p, z, C(0x1.3b18b34a260a3p-3));
  p = FMA(p, z, C(0x1.745cf0aa6a011p-3));
  p = FMA(p, z, C(0x1.c71c727164156p-3));
  p = FMA(p, z, C(0x1.24924923d422cp-2));
  p = FMA(p, z, C(0x1.999999999a3dfp-2));
  p = FMA(p, z, C(0x1.5555555555555p-1));
#endif
  return p * z;
}

/// ln x = e ln 2 + ln(1 + f) with sqrt(1/2) <= 1 + f < sqrt 2 and ln(1 + f) = 2 artanh(f / (2 + f)).
INLINE real X(log)(real x) {
  real scaled = x < C(LEAST_NORMAL) ? x * C((T)(1L << (MANTISSA + 1))) : x;
  const ubits offset = X(to_bits)(C(1)) - X(to_bits)(C(SQRT_HALF));
  ubits u = X(to_bits)(scaled) + offset;
  // The exponent becomes a number by the same addition that rounds in `reduced`.
  ubits k = u >> (ubits)(FN(uint))MANTISSA;
  real e = X(from_bits)(k + X(to_bits)(C(MAGIC))) - C(MAGIC + BIAS);
  e = x < C(LEAST_NORMAL) ? e - C(MANTISSA + 1) : e;
  const ubits fraction = (ubits)(((FN(uint))1 << MANTISSA) - 1);
  real f = X(from_bits)((u & fraction) + X(to_bits)(C(SQRT_HALF))) - C(1);
  real s = f / (C(2) + f);
  real h = C(0.5) * f * f;
  real y = FMA(s, h + X(artanh_rest)(s * s), e * C(LN2_LO)) - h + f;
  y = FMA(e, C(LN2_HI), y);
  y = x == C(__builtin_inff()) ? x : y;
  y = x == C(0) ? C(-__builtin_inff()) : y;
  return x >= C(0) ? y : C(__builtin_nanf(""));
}

/// ln(1 + x) for 0 <= x <= 1, as accurate for tiny x as for large.
INLINE real X(log1p)(real x) {
  real s = x / (C(2) + x);
  return FMA(s, X(artanh_rest)(s * s), s + s);
}

#if LANES == 1 && BITS == 64
/// The distance of u in turns to the nearest quarter turn, and which quarter that is.
INLINE double FN(quarter)(double u, uint64_t *quadrant) {
  double t = FMA(u, 4.0, MAGIC);
  *quadrant = X(to_bits)(t) & 3;
  return FMA(t - MAGIC, -0.25, u);
}

/// sin 2 pi r for |r| <= 1/8.
INLINE double FN(sin_eighth)(double r) {
  double z = r * r;
  double p = FMA(-0x1.6cc577dadd922p-1, z, 0x1.e8f036bcd3237p+1);
  p = FMA(p, z, -0x1.e3074d2614b2dp+3);
  p = FMA(p, z, 0x1.50783486facaap+5);
  p = FMA(p, z, -0x1.32d2cce62b872p+6);
  p = FMA(p, z, 0x1.466bc6775aae1p+6);
  p = FMA(p, z, -0x1.4abbce625be53p+5);
  return FMA(r, 0x1.921fb54442d18p+2, r * FMA(p, z, 0x1.1a62633145c07p-52));
}

/// cos 2 pi r for |r| <= 1/8.
INLINE double FN(cos_eighth)(double r) {
  double z = r * r;
  double p = FMA(0x1.1e745e5e09f6dp-2, z, -0x1.b6de8b8e9ba08p+0);
  p = FMA(p, z, 0x1.f9d3870871194p+2);
  p = FMA(p, z, -0x1.a6d1f2a086c90p+4);
  p = FMA(p, z, 0x1.e1f506891ae95p+5);
  p = FMA(p, z, -0x1.55d3c7e3cbff7p+6);
  p = FMA(p, z, 0x1.03c1f081b5ac4p+6);
  p = FMA(p, z, -0x1.3bd3cc9be45dep+4);
  return FMA(p, z, 1.0);
}

/// sin 2 pi u for |u| <= 2^50.
static double FN(sin_turn)(double u) {
  uint64_t quadrant;
  double r = FN(quarter)(u, &quadrant);
  double y = quadrant & 1 ? FN(cos_eighth)(r) : FN(sin_eighth)(r);
  return quadrant & 2 ? -y : y;
}

/// cos 2 pi u for |u| <= 2^50.
static double FN(cos_turn)(double u) {
  uint64_t quadrant;
  double r = FN(quarter)(u, &quadrant);
  double y = quadrant & 1 ? FN(sin_eighth)(r) : FN(cos_eighth)(r);
  return (quadrant + 1) & 2 ? -y : y;
}
#endif

#undef MANTISSA
#undef BIAS
#undef MAGIC
#undef LN2_HI
#undef LN2_LO
#undef EXP_MAX
#undef EXP_MIN
#undef SQRT_HALF
#undef LEAST_NORMAL
#undef LOG2_E
#undef SIGN
#include "end_lanes.h"
