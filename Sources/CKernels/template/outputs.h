// The output layer: a^L, C_x for every example, and BP1, delta^L = nabla_a C * sigma'(z^L).
// Element costs in the run's precision, widened; element j goes to lane j mod 16. LANES at a time: 8 for
// rows of no more, whose other lanes would be empty.
#include "lanes.h"

/// C's element and its derivative by a.
INLINE void X(element_cost)(int cost, real a, real y, real *c, real *g) {
  real d = a - y, size = X(abs)(d);
  switch (cost) {
  case CK_QUADRATIC:
    *c = C(0.5) * d * d;
    *g = d;
    break;
  case CK_ABSOLUTE:
    *c = size;
    *g = d > C(0) ? C(1) : (d < C(0) ? C(-1) : d);
    break;
  default:  // huber
    *c = size <= C(1) ? C(0.5) * d * d : size - C(0.5);
    *g = d > C(1) ? C(1) : (d < C(-1) ? C(-1) : d);
  }
}

/// a and sigma' are there already, sigma' where delta will be; softmax has none.
INLINE void X(measured_cost)(int cost, int softmax, long rows, long n, const T *a, const CKRows *y,
                             double *costs, T *delta, long stride) {
  for (long x = 0; x < rows; x++, a += stride, delta += delta ? stride : 0) {
    const T *target = FN(row)(y, x);
    wide sum = (wide)0.0;
    real weighted = C(0);
    for (long j = 0; j < n; j += LANES) {
      ints valid = X(valid)(j, n);
      real c, g, aj = LOADX(a + j);
      X(element_cost)(cost, aj, LOADX(target + j), &c, &g);
      sum = sum + X(widen)(valid ? c : C(0));
      if (softmax) weighted = weighted + (valid ? g * aj : C(0));
      if (delta && !softmax) X(store_delta)(delta + j, valid ? g * LOADX(delta + j) : C(0));
    }
    costs[x] = X(dfold)(sum);
    if (!delta || !softmax) continue;
    real mean = C(X(fold)(weighted));
    for (long j = 0; j < n; j += LANES) {
      real c, g, aj = LOADX(a + j);
      X(element_cost)(cost, aj, LOADX(target + j), &c, &g);
      X(store_delta)(delta + j, X(valid)(j, n) ? aj * (g - mean) : C(0));
    }
  }
}

/// The largest of n elements and its lowest index; NaN never wins.
INLINE T X(largest)(long n, const T *z, long *at) {
  T top = z[0];
  *at = 0;
  for (long j = 1; j < n; j++)
    if (z[j] > top) {
      top = z[j];
      *at = j;
    }
  return top;
}

/// a = softmax z of one row. Returns ln sum e^(z - top), kept apart from the top's own term, so that
/// it stays right where one output saturates.
INLINE T X(softmax_row)(long n, const T *z, T *a, T *top) {
  long at;
  *top = X(largest)(n, z, &at);
  real others = C(0);
  for (long j = 0; j < n; j += LANES) {
    real e = X(exp)(LOADX(z + j) - C(*top));
    ints valid = X(valid)(j, n);
    STOREX(a + j, valid ? e : C(0));
    others = others + (valid & ~X(lane_is)(j, at) ? e : C(0));
  }
  T rest = X(fold)(others), sum = (T)1 + rest;
  for (long j = 0; j < n; j += LANES) STOREX(a + j, LOADX(a + j) / C(sum));
  return rest <= (T)1 ? FN(one_log1p)(rest) : FN(one_log)(sum);
}

static void X(softmax)(long rows, long n, const T *z, T *a, long stride) {
  T top;
  for (long x = 0; x < rows; x++, z += stride, a += stride) X(softmax_row)(n, z, a, &top);
}

/// Softmax with log-likelihood: C_x = sum y_j (lse - z_j), delta_j = a_j sum y - y_j.
static void X(log_likelihood)(long rows, long n, const T *z, const CKRows *y, T *a, double *costs,
                              T *delta, long stride) {
  for (long x = 0; x < rows; x++, z += stride, a += stride, delta += delta ? stride : 0) {
    const T *target = FN(row)(y, x);
    T top, rest = X(softmax_row)(n, z, a, &top);
    wide sum = (wide)0.0;
    real total = C(0);
    for (long j = 0; j < n; j += LANES) {
      real yj = LOADX(target + j);
      ints counts = X(valid)(j, n) & (yj != C(0));
      real c = yj * ((C(top) - LOADX(z + j)) + C(rest));
      sum = sum + X(widen)(counts ? c : C(0));
      total = total + (counts ? yj : C(0));
    }
    costs[x] = X(dfold)(sum);
    if (!delta) continue;
    real share = C(X(fold)(total));
    for (long j = 0; j < n; j += LANES)
      X(store_delta)(delta + j, X(valid)(j, n) ? FMA(LOADX(a + j), share, -LOADX(target + j))
                                               : C(0));
  }
}

/// Sigmoid with cross-entropy: C_x = sum ln(1 + e^-|z|) + |z| (z > 0 ? 1 - y : y), delta = a - y.
static void X(cross_entropy)(long rows, long n, const T *z, const CKRows *y, T *a, double *costs,
                             T *delta, long stride) {
  for (long x = 0; x < rows; x++, z += stride, a += stride, delta += delta ? stride : 0) {
    const T *target = FN(row)(y, x);
    wide sum = (wide)0.0;
    for (long j = 0; j < n; j += LANES) {
      ints valid = X(valid)(j, n);
      real zj = LOADX(z + j), yj = LOADX(target + j), size = X(abs)(zj);
      real e = X(exp)(-size);
      real miss = zj > C(0) ? C(1) - yj : yj;
      real linear = miss == C(0) ? C(0) : miss * size;
      real aj = (zj >= C(0) ? C(1) : e) / (C(1) + e);
      sum = sum + X(widen)(valid ? X(log1p)(e) + linear : C(0));
      STOREX(a + j, aj);
      if (delta) X(store_delta)(delta + j, valid ? aj - yj : C(0));
    }
    costs[x] = X(dfold)(sum);
  }
}

static void X(output)(long rows, long n, int activation, int cost, const void *z, const CKRows *y,
                      void *a, double *costs, void *delta, long stride) {
  if (y->ahead)
    for (long x = 0; x < rows; x++)
      __builtin_prefetch((const T *)y->base + y->ahead[x] * y->stride, 0, 3);
  if (cost == CK_CROSS_ENTROPY) {
    X(cross_entropy)(rows, n, z, y, a, costs, delta, stride);
    return;
  }
  if (cost == CK_LOG_LIKELIHOOD) {
    X(log_likelihood)(rows, n, z, y, a, costs, delta, stride);
    return;
  }
  int softmax = activation == CK_SOFTMAX;
  if (softmax) {
    X(softmax)(rows, n, z, a, stride);
  } else {
    for (long x = 0; x < rows; x++)
      for (long j = x * stride; j < x * stride + n; j += LANES)
        STOREX((T *)a + j, LOADX((const T *)z + j));
    FN(activate)(rows, n, activation, a, delta, stride);
  }
  switch (cost) {
  case CK_QUADRATIC:
    X(measured_cost)(CK_QUADRATIC, softmax, rows, n, a, y, costs, delta, stride);
    break;
  case CK_ABSOLUTE:
    X(measured_cost)(CK_ABSOLUTE, softmax, rows, n, a, y, costs, delta, stride);
    break;
  default:
    X(measured_cost)(CK_HUBER, softmax, rows, n, a, y, costs, delta, stride);
  }
}
#include "end_lanes.h"
