// Inputs, or groups of them, in lists of those that are not zero in n examples, up to 64. Gone through list after list,
// loops over so many examples end where the processor expects it.

enum { FN(MOST_LISTED) = 1024, FN(END_OF_LIST) = FN(MOST_LISTED) };

typedef struct {
  uint16_t first[WORD + 1], next[FN(MOST_LISTED)];
} FN(lists);

INLINE void FN(clear_lists)(FN(lists) *lists) {
  for (int n = 0; n <= WORD; n++) lists->first[n] = FN(END_OF_LIST);
}

/// Puts what is not zero in some examples, a bit each, before all others of as many.
INLINE void FN(put_in_list)(FN(lists) *lists, long at, uint64_t examples) {
  uint16_t *first = lists->first + __builtin_popcountll(examples);
  lists->next[at] = *first;
  *first = (uint16_t)at;
}
