// z^l = w^l a^(l-1) + b^l, a^l = sigma(z^l), for rows of examples.

static void FN(forward)(long rows, long inputs, long outputs, const CKRows *a,
                        const void *weights,
                        const void *biases, int activation, void *out, void *slope,
                        long stride) {
  enum { SOME = 16 };  // examples, whole groups, that are activated in one call
  const T *w = weights, *b = biases;
  if (rows == 1 && outputs <= L && !a->nonzero) {
    LINE(forward_one)(FN(row)(a, 0), inputs, outputs, w, b, activation, out, slope);
    return;
  }
  if (a->nonzero && outputs > P) {
    FN(forward_wide)(rows, inputs, outputs, a, w, b, activation, out, slope, stride);
    return;
  }
  for (long j = 0, width; j < outputs; j += width, w += width * inputs) {
    width = FN(width)(j, outputs);
    for (long x = 0, n; x < rows; x += n) {
      T *to = (T *)out + x * stride + j;
      n = a->nonzero ? MIN(rows - x, SOME) : FN(share)(rows - x);
      if (a->nonzero)
        FN(forward_together)(a, x, n, w, width, b + j, to, stride);
      else
        FN(forward_rows)(a, x, n, inputs, w, width, b + j, to, stride);
      FN(activate)(n, MIN(width, outputs - j), activation, to,
                   slope ? (T *)slope + x * stride + j : 0, stride);
    }
  }
}
