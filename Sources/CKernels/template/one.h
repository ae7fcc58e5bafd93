// One example and one line of outputs: a network of a few neurons should not pay for tiles. LANES hold
// the outputs; w has a row of L for each input.
#include "lanes.h"

/// a^l = sigma(w^l a^(l-1) + b^l).
INLINE void X(forward_one)(const T *a, long inputs, long outputs, const T *w, const T *b,
                           int activation, T *out, T *slope) {
  real sum = C(0);
  for (long k = 0; k < inputs; k++) sum = FMA(C(a[k]), LOADX(w + k * L), sum);
  STOREX(out, sum + LOADX(b));
  FN(activate)(1, outputs, activation, out, slope, 0);
}

/// Plain sgd for the inputs from ... to: the gradient is an outer product.
INLINE void X(descend_one)(const T *delta, const T *a, long from, long to, T step, T shrink, T *w) {
  real d = LOADX(delta);
  for (long k = from; k < to; k++)
    STOREX(w + k * L, SGD(FMA(C(a[k]), d, C(0)), LOADX(w + k * L), C(step), C(shrink)));
}
#include "end_lanes.h"
