// All kernels of one instruction set and one precision.
#if BITS == 32
#define FN(name) NAME4(name, _f32, _, ISA)
#else
#define FN(name) NAME4(name, _f64, _, ISA)
#endif

#include "vectors.h"

#define LANES 16
#include "elementary.h"
#undef LANES
#define LANES 8
#include "elementary.h"
#undef LANES
#define LANES 1
#include "elementary.h"
#undef LANES

#include "activate.h"
#include "panels.h"
#include "forward.h"
#include "backward.h"
#include "updates.h"
#include "packing.h"
#include "gradient.h"
#include "outputs.h"
#include "each.h"
#include "reductions.h"
#include "rows.h"
#include "table.h"

#include "end.h"
