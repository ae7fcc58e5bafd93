// BP4 reads the activations and errors of all examples for every tile of sums. Where they stand, each
// example is on a page of its own, and the processor keeps the addresses of 64 pages: larger
// mini-batches have them copied in the order in which the tiles read them. The copy leaves out what
// is zero, as far as it stands together.

/// Inputs that are left out together, in the examples in which all of them are zero. The same for every
/// instruction set: where a product underflows, the sign of a sum that is zero can depend on it.
enum { FN(GROUP) = 6 };

/// Inputs of a tile over packed activations: a group, or an even part of it.
#define HEIGHT MIN(ROWS, FN(GROUP))

enum { FN(ROOM) = (128 << 10) / sizeof(T) };
enum { FN(LEAST_PACKED) = 65, FN(MOST_PACKED) = (FN(ROOM) / CK_LEAST_INPUTS - 1) | 1 };

_Static_assert(FN(GROUP) % HEIGHT == 0 && ROWS % HEIGHT == 0, "no tile reaches into two groups");
_Static_assert(CK_LEAST_INPUTS % FN(GROUP) == 0 && CK_INPUT_GRAIN % FN(GROUP) == 0,
               "parts of the inputs begin with a group");

/// Activations of some inputs, group after group, each with room for every example.
struct FN(packed) {
  _Alignas(64) T values[FN(ROOM)];
  /// Which example each line of a group is of, ascending.
  uint16_t example[FN(ROOM) / FN(GROUP)];
  /// Lines of each group: the examples that are not left out.
  int32_t lines[FN(ROOM) / FN(LEAST_PACKED) / FN(GROUP)];
};

/// Rows of a few inputs stand close together as they are.
INLINE int FN(is_packed)(long rows, long inputs) {
  return inputs >= CK_LEAST_INPUTS && rows >= FN(LEAST_PACKED) && rows <= FN(MOST_PACKED);
}

/// Lines of room for each group: an odd number, since by a power of two all groups would begin in the
/// same few sets of the cache.
INLINE long FN(lines_of_room)(const FN(product) *g) { return g->rows | 1; }

/// Inputs whose activations, of all examples, stay in the second-level cache while every panel uses
/// them.
INLINE long FN(inputs_at_once)(const FN(product) *g, long inputs) {
  if (g->way != FN(PACKED)) return inputs;
  return FN(ROOM) / FN(lines_of_room)(g) / CK_LEAST_INPUTS * CK_LEAST_INPUTS;
}

/// Whether any of a group's inputs is not zero: any of their bits but the signs.
INLINE long FN(is_active)(const T *group) {
  const uint64_t signs = BITS == 32 ? 0x8000000080000000 : 0x8000000000000000;
  uint64_t bits[FN(GROUP) * sizeof(T) / 8], any = 0;
  memcpy(bits, group, sizeof bits);
  for (size_t i = 0; i < sizeof bits / 8; i++) any |= bits[i];
  return (any & ~signs) != 0;
}

/// Adds example x to a group; its line is written over by the next where it is left out.
INLINE void FN(pack_group)(const FN(product) *g, FN(packed) *p, long x, long group, const T *a) {
  long line = p->lines[group], at = group * FN(lines_of_room)(g) + line;
  memcpy(p->values + at * FN(GROUP), a, FN(GROUP) * sizeof(T));
  p->example[at] = (uint16_t)x;
  p->lines[group] = (int32_t)(line + (FN(is_active)(a) | !g->leavesOut));
}

/// Adds example x to the groups of `count` inputs, the last filled up with zeros.
INLINE void FN(pack_example)(const FN(product) *g, FN(packed) *p, long x, const T *from, long count) {
  long whole = count / FN(GROUP), rest = count % FN(GROUP);
  for (long i = 0; i < whole; i++) FN(pack_group)(g, p, x, i, from + i * FN(GROUP));
  if (rest == 0) return;
  T last[FN(GROUP)] = {0};
  memcpy(last, from + whole * FN(GROUP), (size_t)rest * sizeof(T));
  FN(pack_group)(g, p, x, whole, last);
}

/// The product for `count` inputs from k on, which are its inputs from 0 on. `rows` takes where they
/// begin, or `room` the inputs themselves.
INLINE FN(product) FN(part_of_inputs)(const FN(product) *g, long k, long count, const T **rows,
                                      FN(packed) *room) {
  FN(product) part = *g;
  part.given.base = (const T *)g->given.base + k;
  if (g->way != FN(PACKED)) {
    part.a = rows;
    FN(find_rows)(&part.given, 0, g->rows, rows);
    return part;
  }
  part.packed = room;
  memset(room->lines, 0, sizeof room->lines);
  for (long x = 0; x < g->rows; x++)
    FN(pack_example)(g, room, x, FN(row)(&part.given, x), count);
  return part;
}

/// The product for a panel of outputs, which are its outputs from 0 on: as many as a tile takes, each
/// with all examples, and then the others.
INLINE FN(product) FN(part_of_outputs)(const FN(product) *g, long j, long width, T *room) {
  FN(product) part = *g;
  part.delta = g->delta + j;
  if (j > 0) part.given.ahead = 0;
  if (g->way != FN(PACKED)) return part;
  long some = MIN(width, VECTORS * L);
  for (long v = 0; v < width; v += some)
    for (long x = 0; x < g->rows; x++)
      memcpy(room + v * g->rows + x * some, part.delta + x * g->deltaStride + v,
             (size_t)some * sizeof(T));
  part.delta = room;
  part.deltaStride = some;
  part.outputStep = g->rows;
  return part;
}
