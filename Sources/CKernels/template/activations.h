// a = sigma(z) and sigma'(z), LANES at a time; design: relu'(0) = 0, relu(NaN) = NaN.
#include "lanes.h"

INLINE real X(sigmoid)(real z) {
  real e = X(exp)(-X(abs)(z));
  return (z >= C(0) ? C(1) : e) / (C(1) + e);
}

INLINE void X(a_identity)(real z, real *a, real *slope) {
  *a = z;
  *slope = C(1);
}

INLINE void X(a_sigmoid)(real z, real *a, real *slope) {
  *a = X(sigmoid)(z);
  *slope = *a * (C(1) - *a);
}

INLINE void X(a_tanh)(real z, real *a, real *slope) {
  *a = X(tanh)(z);
  *slope = C(1) - *a * *a;
}

INLINE void X(a_relu)(real z, real *a, real *slope) {
  *a = z <= C(0) ? C(0) : z;
  *slope = z > C(0) ? C(1) : C(0);
}

INLINE void X(a_leaky)(real z, real *a, real *slope) {
  *a = z <= C(0) ? C(0.01) * z : z;
  *slope = z > C(0) ? C(1) : C(0.01);
}

INLINE void X(a_elu)(real z, real *a, real *slope) {
  *a = z > C(0) ? z : X(expm1)(z);
  *slope = z > C(0) ? C(1) : X(exp)(z);
}

/// The tanh form: z (1 + tanh u) / 2 = z sigmoid(2u), u = sqrt(2 / pi) (z + 0.044715 z^3), which
/// keeps its relative accuracy where tanh u is near -1. Beyond 40 it is exactly z or 0.
INLINE void X(a_gelu)(real z, real *a, real *slope) {
  const double root = 0.797884560802865355879892;
  real x = z > C(40) ? C(40) : z;
  x = x < C(-40) ? C(-40) : x;
  real square = x * x;
  real s = X(sigmoid)(x * FMA(square, C(2 * root * 0.044715), C(2 * root)));
  real inner = FMA(square, C(2 * root * 3 * 0.044715), C(2 * root));
  *a = z > C(40) ? z : x * s;
  *slope = FMA(x * (s * (C(1) - s)), inner, s);
}

/// ln(1 + e^z) = max(z, 0) + ln(1 + e^-|z|); its derivative is the sigmoid.
INLINE void X(a_softplus)(real z, real *a, real *slope) {
  real e = X(exp)(-X(abs)(z));
  real positive = z <= C(0) ? C(0) : z;
  *a = positive + X(log1p)(e);
  *slope = (z >= C(0) ? C(1) : e) / (C(1) + e);
}
#include "end_lanes.h"
