// The update rules, PyTorch's definitions. One expression each, whether it is applied to stored
// gradients or to those that have just been summed.
#define C(x) ((vec)(T)(x))

/// l * sign w, with sign 0 = 0.
INLINE vec FN(signed)(vec w, vec l) { return w > C(0) ? l : (w < C(0) ? -l : C(0)); }

/// Plain sgd, for vectors of any width.
#define SGD(S, w, step, shrink) FMA(-(step), S, (shrink) * (w))

/// g = S / m + (lambda / n) w + (lambda1 / n) sign w.
INLINE vec FN(regularized)(vec S, vec w, const CKUpdate *u) {
  vec g = FMA(C(u->decay), w, S * C(u->scale));
  return u->l1 != 0 ? g + FN(signed)(w, C(u->l1)) : g;
}

#define EACH(BODY) \
  for (long i = 0; i < count; i += L) { \
    vec w = LOAD(values + i), S = LOAD(sums + i); \
    BODY \
    STORE(values + i, w); \
  } \
  break;

/// Updates `count` elements, a multiple of L, from the sums S of their partial derivatives.
static void FN(update)(long count, const void *gradient, const CKParameters *p, const CKUpdate *u) {
  const T *sums = gradient;
  T *values = p->values, *first = p->first, *second = p->second;
  const vec step = C(u->step), shrink = C(u->shrink), mu = C(u->momentum), epsilon = C(u->epsilon);
  const vec beta1 = C(u->beta1), rest1 = C(1 - u->beta1);
  const vec beta2 = C(u->beta2), rest2 = C(1 - u->beta2), inverseRoot = C(u->inverseRoot);
  switch (u->rule) {
  case CK_SGD:
    if (u->l1Step == 0) { EACH(w = SGD(S, w, step, shrink);) }
    EACH(w = FMA(-step, S, shrink * w - FN(signed)(w, C(u->l1Step)));)
  case CK_MOMENTUM:
    EACH(vec v = FMA(mu, LOAD(first + i), FN(regularized)(S, w, u));
         STORE(first + i, v);
         w = FMA(-step, v, w);)
  case CK_NESTEROV:
    EACH(vec g = FN(regularized)(S, w, u);
         vec v = FMA(mu, LOAD(first + i), g);
         STORE(first + i, v);
         w = FMA(-step, FMA(mu, v, g), w);)
  case CK_RMSPROP:
    EACH(vec g = FN(regularized)(S, w, u);
         vec s = FMA(beta2, LOAD(first + i), rest2 * g * g);
         STORE(first + i, s);
         w = FMA(-step, g / (__builtin_elementwise_sqrt(s) + epsilon), w);)
  case CK_ADAM:
    EACH(vec g = FN(regularized)(S, w, u);
         vec m = FMA(beta1, LOAD(first + i), rest1 * g);
         vec s = FMA(beta2, LOAD(second + i), rest2 * g * g);
         STORE(first + i, m);
         STORE(second + i, s);
         vec root = FMA(__builtin_elementwise_sqrt(s), inverseRoot, epsilon);
         w = FMA(-step, m / root, shrink * w);)
  }
}
#undef EACH

/// Replaces the sums S by g, the gradient with the regularizers' terms.
static void FN(regularize)(long count, void *gradient, const void *weights, const CKUpdate *u) {
  T *g = gradient;
  const T *w = weights;
  for (long i = 0; i < count; i += L) STORE(g + i, FN(regularized)(LOAD(g + i), LOAD(w + i), u));
}
#undef C
