// Stochastic gradient descent per example for networks of a few neurons, each layer one line of
// outputs: what lies between two kernels would cost more there than the kernels do. The same
// operations in the same order as theirs, in one call for many examples; LANES hold a layer.
#include "lanes.h"

/// z^l = w^l a^(l-1) + b^l and a^l = sigma(z^l), from the first layer to the last, whose z^L stays.
INLINE void X(feedforward_each)(const CKLayer *layers, const CKLayer *last, const T *a, int hidden) {
  for (const CKLayer *l = layers; l < last; a = l->a, l++)
    X(forward_one)(a, l->inputs, l->outputs, l->weights, l->biases, hidden, l->a, l->slope);
  X(forward_one)(a, last->inputs, last->outputs, last->weights, last->biases, CK_IDENTITY,
                 last->slope, 0);
}

/// BP2 for every layer below the last.
INLINE void X(backpropagate_each)(const CKLayer *layers, const CKLayer *last, long stride) {
  for (const CKLayer *l = last; l > layers; l--)
    FN(backward_all)(1, l->inputs, l->outputs, l->delta, stride, l->weights, l[-1].slope, l[-1].delta,
                 stride, 0);
}

/// BP4 and BP3 with w -> w - eta delta^l (a^(l-1))^T, b -> b - eta delta^l for every layer.
INLINE void X(update_each)(const CKLayer *layers, const CKLayer *last, const T *a, T step,
                           T shrink) {
  for (const CKLayer *l = layers; l <= last; a = l->a, l++) {
    T *b = l->biases;
    X(descend_one)(l->delta, a, 0, l->inputs, step, shrink, l->weights);
    STOREX(b, FMA(C(-step), C(0) + LOADX((const T *)l->delta), LOADX(b)));
  }
}

static void X(descend_each)(long rows, const CKRows *x, const CKRows *y, long count,
                            const CKLayer *layers, int hidden, int activation, int cost,
                            double *costs, long stride, const CKUpdate *u) {
  const CKLayer *last = layers + count - 1;
  for (long i = 0; i < rows; i++) {
    const T *a = FN(row)(x, i);
    const CKRows target = {.base = FN(row)(y, i)};
    X(feedforward_each)(layers, last, a, hidden);
    X(output)(1, last->outputs, activation, cost, last->slope, &target, (T *)last->a + i * stride,
              costs + i, last->delta, stride);
    X(backpropagate_each)(layers, last, stride);
    X(update_each)(layers, last, a, (T)u->step, (T)u->shrink);
  }
}
#include "end_lanes.h"
