// The output layer: a^L, C_x for every example, and BP1, delta^L = nabla_a C * sigma'(z^L).
// Element costs in the run's precision, widened; element j goes to lane j mod 16.
#define C(x) ((blk)(T)(x))

/// C's element and its derivative by a.
INLINE void FN(element_cost)(int cost, blk a, blk y, blk *c, blk *g) {
  blk d = a - y, size = FN(v_abs)(d);
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
INLINE void FN(measured_cost)(int cost, int softmax, long rows, long n, const T *a, const CKRows *y,
                              double *costs, T *delta, long stride) {
  for (long x = 0; x < rows; x++, a += stride, delta += delta ? stride : 0) {
    const T *target = FN(row)(y, x);
    dblk sum = (dblk)0.0;
    blk weighted = C(0);
    for (long j = 0; j < n; j += 16) {
      iblk valid = FN(valid)(j, n);
      blk c, g, aj = LOAD16(a + j);
      FN(element_cost)(cost, aj, LOAD16(target + j), &c, &g);
      sum = sum + FN(widen)(valid ? c : C(0));
      if (softmax) weighted = weighted + (valid ? g * aj : C(0));
      if (delta && !softmax) STORE16(delta + j, valid ? g * LOAD16(delta + j) : C(0));
    }
    costs[x] = FN(dfold)(sum);
    if (!delta || !softmax) continue;
    blk mean = C(FN(fold)(weighted));
    for (long j = 0; j < n; j += 16) {
      blk c, g, aj = LOAD16(a + j);
      FN(element_cost)(cost, aj, LOAD16(target + j), &c, &g);
      STORE16(delta + j, FN(valid)(j, n) ? aj * (g - mean) : C(0));
    }
  }
}

/// The largest of n elements and its lowest index; NaN never wins.
INLINE T FN(largest)(long n, const T *z, long *at) {
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
INLINE T FN(softmax_row)(long n, const T *z, T *a, T *top) {
  long at;
  *top = FN(largest)(n, z, &at);
  blk others = C(0);
  for (long j = 0; j < n; j += 16) {
    blk e = FN(v_exp)(LOAD16(z + j) - C(*top));
    iblk valid = FN(valid)(j, n);
    STORE16(a + j, valid ? e : C(0));
    others = others + (valid & ~FN(lane_is)(j, at) ? e : C(0));
  }
  T rest = FN(fold)(others), sum = (T)1 + rest;
  for (long j = 0; j < n; j += 16) STORE16(a + j, LOAD16(a + j) / C(sum));
  return rest <= (T)1 ? FN(one_log1p)(rest) : FN(one_log)(sum);
}

static void FN(softmax)(long rows, long n, const T *z, T *a, long stride) {
  T top;
  for (long x = 0; x < rows; x++, z += stride, a += stride) FN(softmax_row)(n, z, a, &top);
}

/// Softmax with log-likelihood: C_x = sum y_j (lse - z_j), delta_j = a_j sum y - y_j.
static void FN(log_likelihood)(long rows, long n, const T *z, const CKRows *y, T *a, double *costs,
                               T *delta, long stride) {
  for (long x = 0; x < rows; x++, z += stride, a += stride, delta += delta ? stride : 0) {
    const T *target = FN(row)(y, x);
    T top, rest = FN(softmax_row)(n, z, a, &top);
    dblk sum = (dblk)0.0;
    blk total = C(0);
    for (long j = 0; j < n; j += 16) {
      blk yj = LOAD16(target + j);
      iblk counts = FN(valid)(j, n) & (yj != C(0));
      blk c = yj * ((C(top) - LOAD16(z + j)) + C(rest));
      sum = sum + FN(widen)(counts ? c : C(0));
      total = total + (counts ? yj : C(0));
    }
    costs[x] = FN(dfold)(sum);
    if (!delta) continue;
    blk share = C(FN(fold)(total));
    for (long j = 0; j < n; j += 16)
      STORE16(delta + j,
              FN(valid)(j, n) ? FMA(LOAD16(a + j), share, -LOAD16(target + j)) : C(0));
  }
}

/// Sigmoid with cross-entropy: C_x = sum ln(1 + e^-|z|) + |z| (z > 0 ? 1 - y : y), delta = a - y.
static void FN(cross_entropy)(long rows, long n, const T *z, const CKRows *y, T *a, double *costs,
                              T *delta, long stride) {
  for (long x = 0; x < rows; x++, z += stride, a += stride, delta += delta ? stride : 0) {
    const T *target = FN(row)(y, x);
    dblk sum = (dblk)0.0;
    for (long j = 0; j < n; j += 16) {
      iblk valid = FN(valid)(j, n);
      blk zj = LOAD16(z + j), yj = LOAD16(target + j), size = FN(v_abs)(zj);
      blk e = FN(v_exp)(-size);
      blk miss = zj > C(0) ? C(1) - yj : yj;
      blk linear = miss == C(0) ? C(0) : miss * size;
      blk aj = (zj >= C(0) ? C(1) : e) / (C(1) + e);
      sum = sum + FN(widen)(valid ? FN(v_log1p)(e) + linear : C(0));
      STORE16(a + j, aj);
      if (delta) STORE16(delta + j, valid ? aj - yj : C(0));
    }
    costs[x] = FN(dfold)(sum);
  }
}

static void FN(output)(long rows, long n, int activation, int cost, const void *z, const CKRows *y,
                       void *a, double *costs, void *delta, long stride) {
  if (y->ahead)
    for (long x = 0; x < rows; x++)
      __builtin_prefetch((const T *)y->base + y->ahead[x] * y->stride, 0, 3);
  if (cost == CK_CROSS_ENTROPY) {
    FN(cross_entropy)(rows, n, z, y, a, costs, delta, stride);
    return;
  }
  if (cost == CK_LOG_LIKELIHOOD) {
    FN(log_likelihood)(rows, n, z, y, a, costs, delta, stride);
    return;
  }
  int softmax = activation == CK_SOFTMAX;
  if (softmax) {
    FN(softmax)(rows, n, z, a, stride);
  } else {
    for (long x = 0; x < rows; x++)
      for (long j = x * stride; j < x * stride + n; j += 16)
        STORE16((T *)a + j, LOAD16((const T *)z + j));
    FN(activate)(rows, n, activation, a, delta, stride);
  }
  switch (cost) {
  case CK_QUADRATIC:
    FN(measured_cost)(CK_QUADRATIC, softmax, rows, n, a, y, costs, delta, stride);
    break;
  case CK_ABSOLUTE:
    FN(measured_cost)(CK_ABSOLUTE, softmax, rows, n, a, y, costs, delta, stride);
    break;
  default:
    FN(measured_cost)(CK_HUBER, softmax, rows, n, a, y, costs, delta, stride);
  }
}
#undef C
