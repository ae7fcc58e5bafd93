// All kernels of one instruction set and one precision.
#if BITS == 32
#define FN(name) NAME4(name, _f32, _, ISA)
#else
#define FN(name) NAME4(name, _f64, _, ISA)
#endif

#include "vectors.h"

#define LANES 16
#include "rowwise.h"
#include "elementary.h"
#include "activations.h"
#undef LANES
#define LANES 8
#include "rowwise.h"
#include "elementary.h"
#include "activations.h"
#undef LANES
#define LANES 1
#include "elementary.h"
#undef LANES

#include "activate.h"
#include "updates.h"
#include "panels.h"
#include "product.h"
#include "rows_of_sums.h"

#if L == 16
#define LANES 16
#include "one.h"
#undef LANES
#endif
#define LANES 8
#include "one.h"
#undef LANES

#include "forward_tiles.h"
#include "forward_together.h"
#include "forward_wide.h"
#include "forward.h"
#include "turning.h"
#include "backward_wide.h"
#include "backward.h"
#include "rows.h"
#include "packing.h"
#include "tiles.h"
#include "lists.h"
#include "groups.h"
#include "singles.h"
#include "columns.h"
#include "gradient.h"

#define LANES 16
#include "outputs.h"
#include "reductions.h"
#if L == 16
#include "each.h"
#endif
#undef LANES
#define LANES 8
#include "outputs.h"
#include "reductions.h"
#include "each.h"
#undef LANES
#include "narrow.h"
#include "table.h"

#include "end.h"
