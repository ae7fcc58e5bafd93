// Stochastic gradient descent per example for networks of a few neurons, each layer one line of
// outputs: what lies between two kernels would cost more there than the kernels do. The same
// operations in the same order as theirs, in one call for many examples; LANES hold a layer.
#include "lanes.h"

/// z^l = w^l a^(l-1) + b^l and a^l = sigma(z^l).
INLINE void X(forward_layer)(const CKLayer *l, const T *a, int activation, T *out, T *slope) {
  const T *w = l->weights;
  real sum = C(0);
  for (long k = 0; k < l->inputs; k++) sum = FMA(C(a[k]), LOADX(w + k * L), sum);
  STOREX(out, sum + LOADX((const T *)l->biases));
  FN(activate)(1, l->outputs, activation, out, slope, 0);
}

/// From the first layer to the last, whose z^L stays.
INLINE void X(feedforward_each)(const CKLayer *layers, const CKLayer *last, const T *a, int hidden) {
  for (const CKLayer *l = layers; l < last; a = l->a, l++)
    X(forward_layer)(l, a, hidden, l->a, l->slope);
  X(forward_layer)(last, a, CK_IDENTITY, last->slope, 0);
}

/// BP2 for every layer below the last.
INLINE void X(backpropagate_each)(const CKLayer *layers, const CKLayer *last, long stride) {
  for (const CKLayer *l = last; l > layers; l--)
    FN(backward)(1, l->inputs, l->outputs, l->delta, stride, l->weights, l[-1].slope, l[-1].delta,
                 stride, 0);
}

/// BP4 and BP3 with w -> w - eta delta^l (a^(l-1))^T, b -> b - eta delta^l for every layer.
INLINE void X(update_each)(const CKLayer *layers, const CKLayer *last, const T *a, real step,
                           real shrink) {
  for (const CKLayer *l = layers; l <= last; a = l->a, l++) {
    T *w = l->weights, *b = l->biases;
    real delta = LOADX((const T *)l->delta);
    for (long k = 0; k < l->inputs; k++)
      STOREX(w + k * L, SGD(FMA(C(a[k]), delta, C(0)), LOADX(w + k * L), step, shrink));
    STOREX(b, FMA(-step, C(0) + delta, LOADX(b)));
  }
}

static void X(descend_each)(long rows, const CKRows *x, const CKRows *y, long count,
                            const CKLayer *layers, int hidden, int activation, int cost,
                            double *costs, long stride, const CKUpdate *u) {
  const CKLayer *last = layers + count - 1;
  for (long i = 0; i < rows; i++) {
    const T *a = FN(row)(x, i);
    const CKRows target = {FN(row)(y, i), 0, 0, 0};
    X(feedforward_each)(layers, last, a, hidden);
    X(output)(1, last->outputs, activation, cost, last->slope, &target, (T *)last->a + i * stride,
              costs + i, last->delta, stride);
    X(backpropagate_each)(layers, last, stride);
    X(update_each)(layers, last, a, C(u->step), C(u->shrink));
  }
}
#include "end_lanes.h"
