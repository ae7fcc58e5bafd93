// a = sigma(z) and sigma'(z) for rows of neurons.

#define ELEMENTS(SOME, AT, FUNCTION) \
  { \
    SOME y, d; \
    FUNCTION(*(const AT *)(a + j), &y, &d); \
    *(AT *)(a + j) = y; \
    if (slope) *(AT *)(slope + j) = d; \
  }

// Sixteen at a time, and eight where the rest is no more: many small networks have such layers only.
#define ACTIVATE(CODE, NAME) \
  case CODE: \
    for (long x = 0; x < rows; x++, a += stride, slope += slope ? stride : 0) { \
      long j = 0; \
      for (; columns - j > 8; j += 16) ELEMENTS(blk, FN(v_at), FN(v_##NAME)) \
      if (j < columns) ELEMENTS(FN(half), FN(half_at), FN(half_##NAME)) \
    } \
    break;

/// Replaces z by a in place; `slope`, where wanted, receives sigma'(z). What follows the columns, up to
/// a whole eight or sixteen, is replaced too.
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
#undef ELEMENTS
