// Rows of at most eight neurons are worked on eight lanes at a time, all others sixteen: a layer of three
// should not pay for sixteen. The same bits either way.
#define EITHER(RESULT, NAME, COLUMNS, PARAMETERS, ARGUMENTS) \
  static RESULT FN(NAME) PARAMETERS { \
    return (COLUMNS) <= 8 ? FN(half_##NAME) ARGUMENTS : FN(v_##NAME) ARGUMENTS; \
  }
EITHER(void, output, n,
       (long rows, long n, int activation, int cost, const void *z, const CKRows *y, void *a,
        double *costs, void *delta, long stride),
       (rows, n, activation, cost, z, y, a, costs, delta, stride))
EITHER(void, squares, columns,
       (long rows, long columns, const void *p, long stride, double *lanes),
       (rows, columns, p, stride, lanes))
EITHER(void, differences, columns,
       (long rows, long columns, const void *p, const void *q, long stride, double *lanes),
       (rows, columns, p, q, stride, lanes))
EITHER(long, below, columns,
       (long rows, long columns, const void *p, long stride, double threshold),
       (rows, columns, p, stride, threshold))
EITHER(long, correct, outputs,
       (long rows, long outputs, const void *a, long stride, const CKRows *labels),
       (rows, outputs, a, stride, labels))
#undef EITHER

static void FN(descend_each)(long rows, const CKRows *x, const CKRows *y, long count,
                             const CKLayer *layers, int hidden, int activation, int cost,
                             double *costs, long stride, const CKUpdate *u) {
#if L == 16
  for (long l = 0; l < count; l++)
    if (layers[l].outputs > 8) {
      FN(v_descend_each)(rows, x, y, count, layers, hidden, activation, cost, costs, stride, u);
      return;
    }
#endif
  FN(half_descend_each)(rows, x, y, count, layers, hidden, activation, cost, costs, stride, u);
}
