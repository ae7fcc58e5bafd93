// BP4 over up to 32 examples whose zeros are known, for many outputs: each input for itself, or two neighbours, over
// the examples in which it, or one of them, is not zero. Its weights are not fetched beforehand: the processor does
// it as well, and asks for less.

/// Products of examples and outputs from which on an input is worth going through for itself.
enum { FN(LEAST_SINGLE) = 48 * L };

/// Inputs of one part whose sums are on the stack until they are used.
enum { FN(SINGLES_AT_ONCE) = WORD };

/// A bit for each example, of sixteen inputs.
typedef uint32_t FN(examples) __attribute__((ext_vector_type(16)));

_Static_assert(CK_LEAST_COLUMN <= 32 + 1, "there is a bit for each example");

/// The examples of the 64 inputs of word i: each of them looks for its bit in the word of every example.
INLINE void FN(turn_word)(const uint64_t *const *nonzero, long rows, long i, uint32_t examples[WORD]) {
  FN(examples) mine, found[WORD / 16];
  UNROLL for (int k = 0; k < 16; k++) mine[k] = 1u << k;
  UNROLL for (int q = 0; q < WORD / 16; q++) found[q] = (FN(examples))0u;
  for (long x = 0; x < rows; x++) {
    uint64_t word = nonzero[x][i];
    UNROLL for (int q = 0; q < WORD / 16; q++) {
      FN(examples) sixteen = (FN(examples))(uint32_t)(word >> 16 * q);
      found[q] |= (FN(examples))((sixteen & mine) == mine) & (FN(examples))(1u << x);
    }
  }
  memcpy(examples, found, sizeof found);
}

/// The examples of the inputs of one part, from the word on in which it begins.
typedef struct {
  _Alignas(64) uint32_t words[FN(MOST_LISTED) + 2 * WORD];
  const uint32_t *first;
} FN(turned_bits);

INLINE void FN(turn_bits)(const CKRows *a, long rows, long k, long count, FN(turned_bits) *bits) {
  const uint64_t *nonzero[CK_LEAST_COLUMN];
  FN(find_nonzero_rows)(a, 0, rows, nonzero);
  for (long i = k / WORD; i <= (k + count - 1) / WORD; i++)
    FN(turn_word)(nonzero, rows, i, bits->words + (i - k / WORD) * WORD);
  bits->first = bits->words + k % WORD;
}

/// How many neighbours go together: every third pair tells, for to count all would cost a hundredth of BP4.
INLINE int FN(singles_together)(const uint32_t *examples, long count) {
  FN(met) met = {0, 0};
  if (NEIGHBOURS == 1 || count == 1) return 1;
  for (long k = 0; k < count; k += 6) FN(count_neighbours)(examples[k], examples[k + 1], &met);
  return FN(neighbours)(&met);
}

/// Lists inputs, R at a time.
INLINE void FN(list_singles)(const int R, const uint32_t *examples, long count, FN(lists) *lists) {
  FN(clear_lists)(lists, count / R);
  for (long at = count / R - 1; at >= 0; at--) {
    uint32_t any = 0;
    UNROLL for (int r = 0; r < R; r++) any |= examples[at * R + r];
    FN(put_in_list)(lists, at, any);
  }
}

/// Stores the sums of input k, or updates its weights by them.
INLINE void FN(finish_single)(const int V, const int H, const int descends, const FN(sums) *sum,
                              T step, T shrink, long k, const FN(panel_rows) *out) {
  if (!descends) {
    FN(store_panel_row)(V, H, sum, out, k);
    return;
  }
  UNROLL for (int v = 0; v < V; v++) {
    T *at = FN(panel_line)(V + H, out, k, v);
    STORE(at, SGD(ENDED(sum->full[v]), LOAD(at), (vec)step, (vec)shrink));
  }
  if (!H) return;
  T *at = FN(panel_line)(V + H, out, k, V);
  HALF_LINE(at) = SGD(ENDED(sum->half), HALF_LINE(at), (FN(half_line))step, (FN(half_line))shrink);
}

/// BP4 for the inputs of a part, R at a time, for a row of outputs. What the loops read is copied: it stays in
/// registers.
INLINE void FN(finish_singles)(const int R, const int V, const int H, const int descends,
                               const FN(product) *g, const FN(lists) *lists, const T *delta, int mode,
                               const FN(panel_rows) *panels) {
  const FN(panel_rows) copy = *panels, *out = &copy;
  const T *const *a = g->a;
  const T step = g->step, shrink = g->shrink;
  const long stride = g->deltaStride;
  FN(fetch) ahead = FN(fetch_from)(g, 0, lists->count * R);
  long waiting = lists->count;
  for (long n = FN(first_list)(g, mode); n <= g->rows; n++)
    for (FN(listed) s = FN(listed_at)(lists, lists->first[n]); FN(is_listed)(&s);) {
      long done = 0;
      for (; done < FN(BEFORE_FETCHING) / R && FN(is_listed)(&s); done++) {
        const long k = s.at * R;
        uint64_t left = s.examples;
        s = FN(listed_at)(lists, lists->next[s.at]);
        FN(sums) sum[NEIGHBOURS];
        UNROLL for (int r = 0; r < R; r++)
          FN(start_panel_row)(V, H, out, k + r, !descends && mode == FN(CONTINUE_SUM), sum + r);
        for (; left != 0; left &= left - 1) {
          long x = __builtin_ctzll(left);
          FN(add_row)(R, V, H, a[x] + k, delta + x * stride, sum);
        }
        UNROLL for (int r = 0; r < R; r++)
          FN(finish_single)(V, H, descends, sum + r, step, shrink, k + r, out);
      }
      FN(fetch_ahead)(&ahead, done * R);
      waiting -= done;
    }
  FN(fetch_ahead)(&ahead, waiting * R);
}

#define SINGLES(R, V, H) \
  static void FN(finish_singles_##R##_##V##_##H)(const FN(product) *g, const FN(lists) *lists, \
                                                 const T *delta, int mode, \
                                                 const FN(panel_rows) *out) { \
    if (mode == FN(DESCEND)) \
      FN(finish_singles)(R, V, H, 1, g, lists, delta, mode, out); \
    else \
      FN(finish_singles)(R, V, H, 0, g, lists, delta, mode, out); \
  }
EACH_OF_NEIGHBOURS(SINGLES)
#undef SINGLES
typedef void FN(singles_fn)(const FN(product) *, const FN(lists) *, const T *, int,
                            const FN(panel_rows) *);
#define SINGLES(R, V, H) FN(finish_singles_##R##_##V##_##H),
static FN(singles_fn) *const FN(all_singles)[NEIGHBOURS][2][LONGEST] =
    NEIGHBOURS_TABLE(SINGLES);
#undef SINGLES

/// BP4 for the inputs from ... to.
APART void FN(descend_singles)(const FN(product) *g, const FN(use) *use, long from, long to) {
  const T *rows[CK_LEAST_COLUMN];
  FN(turned_bits) bits;
  FN(lists) lists;
  _Alignas(64) T sums[FN(SINGLES_AT_ONCE) * LONGEST * L];
  int uses = use->mode == FN(UPDATE), mode = uses ? FN(STORE_SUM) : use->mode;
  long most = uses ? FN(SINGLES_AT_ONCE) : FN(MOST_LISTED);
  for (long k = from, count; k < to; k += count) {
    count = FN(whole_neighbours)(MIN(to - k, most));
    FN(product) part = FN(part_of_inputs)(g, k, count, rows, 0);
    FN(turn_bits)(&g->given, g->rows, k, count, &bits);
    int together = FN(singles_together)(bits.first, count);
    if (together == 1)
      FN(list_singles)(1, bits.first, count, &lists);
    else
      FN(list_singles)(2, bits.first, count, &lists);
    for (FN(span) s = FN(span_from)(use->outputs, 0); s.lines > 0; s = FN(next_span)(&s, use->outputs)) {
      const FN(panel_rows) out = FN(panels_for)(use, sums, &s, k, count);
      FN(all_singles)[together - 1][s.half][s.lines - 1](&part, &lists, g->delta + s.first, mode, &out);
      if (uses) FN(update_panels)(use, sums, &s, k, count);
      part.given.ahead = 0;
    }
  }
}
