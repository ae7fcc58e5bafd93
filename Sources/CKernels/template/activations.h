// a = sigma(z) and sigma'(z), element by element; design: relu'(0) = 0, relu(NaN) = NaN.
#define C(x) ((blk)(T)(x))

INLINE blk FN(sigmoid)(blk z) {
  blk e = FN(v_exp)(-FN(v_abs)(z));
  return (z >= C(0) ? C(1) : e) / (C(1) + e);
}

INLINE void FN(a_identity)(blk z, blk *a, blk *slope) {
  *a = z;
  *slope = C(1);
}

INLINE void FN(a_sigmoid)(blk z, blk *a, blk *slope) {
  *a = FN(sigmoid)(z);
  *slope = *a * (C(1) - *a);
}

INLINE void FN(a_tanh)(blk z, blk *a, blk *slope) {
  *a = FN(v_tanh)(z);
  *slope = C(1) - *a * *a;
}

INLINE void FN(a_relu)(blk z, blk *a, blk *slope) {
  *a = z <= C(0) ? C(0) : z;
  *slope = z > C(0) ? C(1) : C(0);
}

INLINE void FN(a_leaky)(blk z, blk *a, blk *slope) {
  *a = z <= C(0) ? C(0.01) * z : z;
  *slope = z > C(0) ? C(1) : C(0.01);
}

INLINE void FN(a_elu)(blk z, blk *a, blk *slope) {
  *a = z > C(0) ? z : FN(v_expm1)(z);
  *slope = z > C(0) ? C(1) : FN(v_exp)(z);
}

/// The tanh form: z (1 + tanh u) / 2 = z sigmoid(2u), u = sqrt(2 / pi) (z + 0.044715 z^3), which
/// keeps its relative accuracy where tanh u is near -1. Beyond 40 it is exactly z or 0.
INLINE void FN(a_gelu)(blk z, blk *a, blk *slope) {
  const double root = 0.797884560802865355879892;
  blk x = z > C(40) ? C(40) : z;
  x = x < C(-40) ? C(-40) : x;
  blk square = x * x;
  blk s = FN(sigmoid)(x * FMA(square, C(2 * root * 0.044715), C(2 * root)));
  blk inner = FMA(square, C(2 * root * 3 * 0.044715), C(2 * root));
  *a = z > C(40) ? z : x * s;
  *slope = FMA(x * (s * (C(1) - s)), inner, s);
}

/// ln(1 + e^z) = max(z, 0) + ln(1 + e^-|z|); its derivative is the sigmoid.
INLINE void FN(a_softplus)(blk z, blk *a, blk *slope) {
  blk e = FN(v_exp)(-FN(v_abs)(z));
  blk positive = z <= C(0) ? C(0) : z;
  *a = positive + FN(v_log1p)(e);
  *slope = (z >= C(0) ? C(1) : e) / (C(1) + e);
}

#define ACTIVATE(CODE, FUNCTION) \
  case CODE: \
    for (long x = 0; x < rows; x++, a += stride, slope += slope ? stride : 0) \
      for (long j = 0; j < columns; j += 16) { \
        blk y, d; \
        FN(FUNCTION)(LOAD16(a + j), &y, &d); \
        STORE16(a + j, y); \
        if (slope) STORE16(slope + j, d); \
      } \
    break;

/// Replaces z by a in place; `slope`, where wanted, receives sigma'(z). Columns count in sixteens.
static void FN(activate)(long rows, long columns, int activation, void *out,
                         void *derivative, long stride) {
  T *a = out, *slope = derivative;
  switch (activation) {
    ACTIVATE(CK_SIGMOID, a_sigmoid)
    ACTIVATE(CK_TANH, a_tanh)
    ACTIVATE(CK_RELU, a_relu)
    ACTIVATE(CK_LEAKY_RELU, a_leaky)
    ACTIVATE(CK_ELU, a_elu)
    ACTIVATE(CK_GELU, a_gelu)
    ACTIVATE(CK_SOFTPLUS, a_softplus)
  default:
    if (!slope) return;
    ACTIVATE(CK_IDENTITY, a_identity)
  }
}
#undef ACTIVATE
#undef C
