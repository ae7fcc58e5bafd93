// Inputs, or groups of them, in lists of those that are not zero in n examples, up to 64. Gone through list after
// list, loops over so many examples end where the processor expects it.

enum { FN(MOST_LISTED) = 1024, FN(END_OF_LIST) = FN(MOST_LISTED) };

/// Inputs that are gone through before as much of the next mini-batch is fetched: in between, no register is taken by
/// it. One walk for both who go through lists made BP4 slower by a twenty-fifth.
enum { FN(BEFORE_FETCHING) = 8 };

typedef struct {
  /// Bit x: whether what is listed is not zero in example x. Read behind the end of a list too, and not used.
  uint64_t examples[FN(MOST_LISTED) + 1];
  uint16_t first[WORD + 1], next[FN(MOST_LISTED)];
  /// How many are listed.
  long count;
} FN(lists);

/// Empty lists, into which `count` will be put.
INLINE void FN(clear_lists)(FN(lists) *lists, long count) {
  for (int n = 0; n <= WORD; n++) lists->first[n] = FN(END_OF_LIST);
  lists->count = count;
  lists->examples[FN(END_OF_LIST)] = 0;
}

/// Puts what is not zero in some examples, a bit each, before all others of as many.
INLINE void FN(put_in_list)(FN(lists) *lists, long at, uint64_t examples) {
  uint16_t *first = lists->first + __builtin_popcountll(examples);
  lists->examples[at] = examples;
  lists->next[at] = *first;
  *first = (uint16_t)at;
}

/// What stands in a list, read before its turn: what it will multiply is found while the sums before it
/// are still under way.
typedef struct {
  long at;
  uint64_t examples;
} FN(listed);

INLINE FN(listed) FN(listed_at)(const FN(lists) *lists, long at) {
  return (FN(listed)){at, lists->examples[at]};
}

INLINE int FN(is_listed)(const FN(listed) *l) { return l->at != FN(END_OF_LIST); }
