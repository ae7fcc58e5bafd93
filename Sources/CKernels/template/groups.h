// BP4 over up to 64 examples whose zeros are known: four inputs are left out of it in the examples in which
// all four are zero.

/// Inputs of a group; groups of one part of the inputs.
enum { FN(FOUR) = 4, FN(MOST_GROUPS) = 384 };

_Static_assert(FN(MOST_GROUPS) <= FN(MOST_LISTED), "a part fits into the lists");
_Static_assert(CK_INPUT_GRAIN % FN(FOUR) == 0 && FN(FOUR) * FN(MOST_GROUPS) % CK_INPUT_GRAIN == 0,
               "parts of the inputs begin with a group");

/// A bit for each example, of eight groups.
typedef uint64_t FN(eight) __attribute__((ext_vector_type(8)));

/// The examples of the sixteen groups of word i: each of them looks for its four bits in the word of every example.
INLINE void FN(find_examples)(const CKRows *a, long rows, long i, uint64_t examples[16]) {
  FN(eight) mine[2], found[2];
  UNROLL for (int q = 0; q < 2; q++) {
    UNROLL for (int n = 0; n < 8; n++) mine[q][n] = 15ull << (32 * q + 4 * n);
    found[q] = (FN(eight))0ull;
  }
  for (long x = 0; x < rows; x++) {
    FN(eight) word = (FN(eight))FN(nonzero)(a, x)[i];
    UNROLL for (int q = 0; q < 2; q++)
      found[q] |= (FN(eight))((word & mine[q]) != (FN(eight))0ull) & (FN(eight))(1ull << x);
  }
  memcpy(examples, found, sizeof found);
}

/// The groups of `count` inputs from k on.
INLINE void FN(find_groups)(const CKRows *a, long rows, long k, long count, FN(lists) *lists) {
  FN(clear_lists)(lists, count / FN(FOUR));
  for (long i = (k + count - 1) / WORD; i >= k / WORD; i--) {
    _Alignas(64) uint64_t examples[16];
    FN(find_examples)(a, rows, i, examples);
    for (long n = 15; n >= 0; n--) {
      long from = WORD * i + FN(FOUR) * n - k, at = from / FN(FOUR);
      if (from < 0 || from + FN(FOUR) > count) continue;
      FN(put_in_list)(lists, at, examples[n]);
    }
  }
}

/// The sums of a group's inputs, for a panel of W vectors: over the examples in which it is not zero.
INLINE void FN(gradient_group)(const int W, const FN(product) *g, long k, uint64_t examples,
                               int mode, T *out) {
  enum { R = MIN(ROWS, FN(FOUR)) };
  const int V = MIN(W, VECTORS);
  UNROLL for (int r = 0; r < FN(FOUR); r += R)
    UNROLL for (int v = 0; v < W; v += V) {
      vec sum[ROWS][VECTORS];
      T *to = out + (r * W + v) * L;
      FN(start_sums)(R, V, mode, to, W * L, sum);
      for (uint64_t left = examples; left != 0; left &= left - 1) {
        long x = __builtin_ctzll(left);
        FN(add_example)(R, V, g->a[x] + k + r, g->delta + x * g->deltaStride + v * L, sum);
      }
      FN(finish_sums)(R, V, g, mode, to, W * L, sum);
    }
}

/// BP4 for a panel of W vectors, group by group. What the loops read is copied: it stays in registers.
INLINE void FN(finish_groups)(const int W, const int mode, const FN(product) *product,
                              const FN(lists) *lists, const FN(use) *use,
                              const CKParameters *panel) {
  _Alignas(64) T sums[FN(FOUR) * P];
  const FN(product) copy = *product, *g = &copy;
  FN(fetch) ahead = FN(fetch_from)(g, 0, lists->count * FN(FOUR));
  long waiting = lists->count;
  for (long n = FN(first_list)(g, mode); n <= g->rows; n++)
    for (FN(listed) group = FN(listed_at)(lists, lists->first[n]); FN(is_listed)(&group);) {
      long done = 0;
      for (; done < FN(BEFORE_FETCHING) / FN(FOUR) && FN(is_listed)(&group); done++) {
        const long k = FN(FOUR) * group.at;
        const uint64_t examples = group.examples;
        group = FN(listed_at)(lists, lists->next[group.at]);
        if (mode != FN(UPDATE)) {
          FN(gradient_group)(W, g, k, examples, mode, (T *)panel->values + k * W * L);
          continue;
        }
        const CKParameters part = FN(offset)(panel, k * W * L);
        FN(fetch_parameters)(&part, FN(FOUR) * W * L);
        FN(gradient_group)(W, g, k, examples, FN(STORE_SUM), sums);
        FN(update)(FN(FOUR) * W * L, sums, &part, use->update);
      }
      FN(fetch_ahead)(&ahead, done * FN(FOUR));
      waiting -= done;
    }
  FN(fetch_ahead)(&ahead, waiting * FN(FOUR));
}

#define GROUPS(W) \
  static void FN(finish_groups_##W)(const FN(product) *g, const FN(lists) *lists, \
                                    const FN(use) *use, const CKParameters *panel) { \
    if (use->mode == FN(DESCEND)) \
      FN(finish_groups)(W, FN(DESCEND), g, lists, use, panel); \
    else \
      FN(finish_groups)(W, use->mode, g, lists, use, panel); \
  }
GROUPS(1)
GROUPS(2)
#undef GROUPS

/// BP4 for the inputs from ... to; those at the end that do not fill a group go over all examples.
APART void FN(descend_groups)(const FN(product) *g, const FN(use) *use, long from, long to) {
  const T *rows[WORD];
  FN(lists) lists;
  for (long first = from, count; first < to; first += count) {
    count = MIN(to - first, FN(FOUR) * FN(MOST_GROUPS));
    long whole = count / FN(FOUR) * FN(FOUR);
    const FN(product) some = FN(part_of_inputs)(g, first, count, rows, 0);
    FN(find_groups)(&g->given, g->rows, first, count, &lists);
    for (long j = 0, width; j < use->outputs; j += width) {
      width = FN(width)(j, use->outputs);
      const FN(product) part = FN(part_of_outputs)(&some, j, width, 0);
      const CKParameters panel = FN(panel_from)(use, j, first, width);
      const CKParameters rest = FN(offset)(&panel, whole * width);
      (width == L ? FN(finish_groups_1) : FN(finish_groups_2))(&part, &lists, use, &panel);
      if (whole < count) FN(finish_panel)(&part, use, whole, count - whole, &rest, width);
    }
  }
}
