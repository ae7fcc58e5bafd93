// BP4 over up to 64 examples whose zeros are known: four inputs are left out of it in the examples in which
// all four are zero.

/// Inputs of a group; groups of one part of the inputs.
enum { FN(FOUR) = 4, FN(MOST_GROUPS) = 384 };

_Static_assert(FN(MOST_GROUPS) <= FN(MOST_LISTED), "a part fits into the lists");
_Static_assert(CK_INPUT_GRAIN % FN(FOUR) == 0 && FN(FOUR) * FN(MOST_GROUPS) % CK_INPUT_GRAIN == 0,
               "parts of the inputs begin with a group");

/// Of the sixteen groups of a word: a bit for each input, or for each of sixteen examples; and a bit for each of 64
/// examples.
typedef uint16_t FN(sixteen) __attribute__((ext_vector_type(16)));
typedef uint64_t FN(sixteen_wide) __attribute__((ext_vector_type(16)));
typedef uint64_t FN(four_words) __attribute__((ext_vector_type(4)));

/// A word, a quarter of it for each four groups that lie in it.
INLINE FN(sixteen) FN(quarters)(uint64_t word) {
  FN(sixteen) q = (FN(sixteen))(FN(four_words))word;
  return __builtin_shufflevector(q, q, 0, 0, 0, 0, 1, 1, 1, 1, 10, 10, 10, 10, 11, 11, 11, 11);
}

/// The examples of the sixteen groups of word i: each of them looks for its four bits in the word of every example.
INLINE void FN(find_examples)(const uint64_t *const *nonzero, long rows, long i,
                              uint64_t examples[16]) {
  FN(sixteen) mine;
  FN(sixteen_wide) all = (FN(sixteen_wide))0ull;
  UNROLL for (int n = 0; n < 16; n++) mine[n] = (uint16_t)(15u << FN(FOUR) * (n % 4));
  for (long first = 0; first < rows; first += 16) {
    FN(sixteen) found = (FN(sixteen))(uint16_t)0, bit = (FN(sixteen))(uint16_t)1;
    for (long x = first; x < MIN(first + 16, rows); x++, bit += bit) {
      FN(sixteen) mine_in_x = FN(quarters)(nonzero[x][i]) & mine;
      found |= (FN(sixteen))(mine_in_x != (FN(sixteen))(uint16_t)0) & bit;
    }
    all |= __builtin_convertvector(found, FN(sixteen_wide)) << (uint64_t)first;
  }
  memcpy(examples, &all, sizeof all);
}

/// The groups of `count` inputs from k on.
INLINE void FN(find_groups)(const CKRows *a, long rows, long k, long count, FN(lists) *lists) {
  const uint64_t *nonzero[WORD];
  FN(find_nonzero_rows)(a, 0, rows, nonzero);
  FN(clear_lists)(lists, count / FN(FOUR));
  for (long i = (k + count - 1) / WORD; i >= k / WORD; i--) {
    _Alignas(64) uint64_t examples[16];
    FN(find_examples)(nonzero, rows, i, examples);
    long at = (WORD * i - k) / FN(FOUR);
    for (long n = MIN(16, lists->count - at) - 1; n >= 0 && at + n >= 0; n--)
      FN(put_in_list)(lists, at + n, examples[n]);
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
