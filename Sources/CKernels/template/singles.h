// BP4 over up to 32 examples whose zeros are known, for many outputs: each input for itself, over the examples in
// which it is not zero.

/// Products of examples and outputs from which on an input is worth going through for itself.
enum { FN(LEAST_SINGLE) = 48 * L };

/// Inputs of one part whose sums are on the stack until they are used.
enum { FN(SINGLES_AT_ONCE) = WORD };

/// A bit for each example, of sixteen inputs.
typedef uint32_t FN(examples) __attribute__((ext_vector_type(16)));

_Static_assert(CK_LEAST_COLUMN <= 32 + 1, "there is a bit for each example");

typedef struct {
  /// The examples in which an input is not zero, as bits; the first word of inputs may begin before the part.
  _Alignas(64) uint32_t found[FN(MOST_LISTED) + WORD];
  const uint32_t *examples;
  FN(lists) lists;
} FN(singles);

/// The examples of the 64 inputs of word i: each of them looks for its bit in the word of every example.
INLINE void FN(turn_word)(const CKRows *a, long rows, long i, uint32_t examples[WORD]) {
  FN(examples) mine, found[WORD / 16];
  UNROLL for (int k = 0; k < 16; k++) mine[k] = 1u << k;
  UNROLL for (int q = 0; q < WORD / 16; q++) found[q] = (FN(examples))0u;
  for (long x = 0; x < rows; x++) {
    uint64_t word = FN(nonzero)(a, x)[i];
    UNROLL for (int q = 0; q < WORD / 16; q++) {
      FN(examples) sixteen = (FN(examples))(uint32_t)(word >> 16 * q);
      found[q] |= (FN(examples))((sixteen & mine) == mine) & (FN(examples))(1u << x);
    }
  }
  memcpy(examples, found, sizeof found);
}

/// The examples of `count` inputs from k on.
INLINE void FN(find_singles)(const CKRows *a, long rows, long k, long count, FN(singles) *s) {
  for (long i = k / WORD; WORD * i < k + count; i++)
    FN(turn_word)(a, rows, i, s->found + WORD * (i - k / WORD));
  s->examples = s->found + k % WORD;
  FN(clear_lists)(&s->lists);
  for (long at = count - 1; at >= 0; at--) FN(put_in_list)(&s->lists, at, s->examples[at]);
}

/// Fetches what the sums of input k will change, or where they will be stored.
INLINE void FN(fetch_panel_row)(const int lines, const FN(panel_rows) *p, long k) {
  UNROLL for (int v = 0; v < lines; v++) __builtin_prefetch(FN(panel_line)(lines, p, k, v), 1, 3);
}

/// Stores the sums of input k, or updates its weights by them.
INLINE void FN(finish_single)(const int V, const int H, const FN(product) *g, const FN(sums) *sum,
                              long k, int mode, const FN(panel_rows) *out) {
  if (mode != FN(DESCEND)) {
    FN(store_panel_row)(V, H, sum, out, k);
    return;
  }
  const T step = g->step, shrink = g->shrink;
  UNROLL for (int v = 0; v < V; v++) {
    T *at = FN(panel_line)(V + H, out, k, v);
    STORE(at, SGD(sum->full[v], LOAD(at), (vec)step, (vec)shrink));
  }
  if (!H) return;
  T *at = FN(panel_line)(V + H, out, k, V);
  HALF_LINE(at) = SGD(sum->half, HALF_LINE(at), (FN(half_line))step, (FN(half_line))shrink);
}

/// BP4 for all inputs of a part, for a row of outputs. Where they lie is copied: it stays in registers.
INLINE void FN(finish_singles)(const int V, const int H, const FN(product) *g,
                               const FN(singles) *s, const T *delta, int mode,
                               const FN(panel_rows) *panels) {
  const FN(panel_rows) copy = *panels, *out = &copy;
  FN(fetch) ahead = FN(fetch_from)(g, 0);
  int keeps = FN(keeps_weights)(g, mode);
  for (long n = 0; n <= g->rows; n++)
    for (long k = s->lists.first[n], next; k != FN(END_OF_LIST); k = next) {
      next = s->lists.next[k];
      FN(fetch_ahead)(&ahead, 1);
      if (n == 0 && keeps) continue;
      if (next != FN(END_OF_LIST)) FN(fetch_panel_row)(V + H, out, next);
      FN(sums) sum;
      FN(start_panel_row)(V, H, out, k, mode == FN(CONTINUE_SUM), &sum);
      for (uint32_t left = s->examples[k]; left != 0; left &= left - 1) {
        long x = __builtin_ctz(left);
        FN(add_row)(V, H, g->a[x][k], delta + x * g->deltaStride, &sum);
      }
      FN(finish_single)(V, H, g, &sum, k, mode, out);
    }
}

#define SINGLES(V, H) \
  static void FN(finish_singles_##V##_##H)(const FN(product) *g, const FN(singles) *s, \
                                           const T *delta, int mode, const FN(panel_rows) *out) { \
    FN(finish_singles)(V, H, g, s, delta, mode, out); \
  }
EACH_LENGTH(SINGLES)
EACH_HALF(SINGLES)
#undef SINGLES
typedef void FN(singles_fn)(const FN(product) *, const FN(singles) *, const T *, int,
                            const FN(panel_rows) *);
#define SINGLES(V, H) FN(finish_singles_##V##_##H),
static FN(singles_fn) *const FN(all_singles)[2][LONGEST] = LENGTH_TABLE(SINGLES);
#undef SINGLES

/// BP4 for the inputs from ... to.
APART void FN(descend_singles)(const FN(product) *g, const FN(use) *use, long from, long to) {
  const T *rows[CK_LEAST_COLUMN];
  FN(singles) singles;
  _Alignas(64) T sums[FN(SINGLES_AT_ONCE) * LONGEST * L];
  int uses = use->mode == FN(UPDATE), mode = uses ? FN(STORE_SUM) : use->mode;
  long most = uses ? FN(SINGLES_AT_ONCE) : FN(MOST_LISTED);
  for (long k = from, count; k < to; k += count) {
    count = MIN(to - k, most);
    FN(product) part = FN(part_of_inputs)(g, k, count, rows, 0);
    FN(find_singles)(&g->given, g->rows, k, count, &singles);
    for (FN(span) s = FN(span_from)(use->outputs, 0); s.lines > 0; s = FN(next_span)(&s, use->outputs)) {
      const FN(panel_rows) out = FN(panels_for)(use, sums, &s, k, count);
      FN(all_singles)[s.half][s.lines - 1](&part, &singles, g->delta + s.first, mode, &out);
      if (uses) FN(update_panels)(use, sums, &s, k, count);
      part.given.ahead = 0;
    }
  }
}
