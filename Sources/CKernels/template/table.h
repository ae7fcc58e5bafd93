// The one symbol that leaves: this instruction set's kernels in this precision.
#if BITS == 32
const CKTable NAME4(ck, _f32, _, ISA) = {
#else
const CKTable NAME4(ck, _f64, _, ISA) = {
#endif
    .forward = FN(forward),
    .backward = FN(backward),
    .gradient = FN(gradient),
    .descend = FN(descend),
    .update = FN(update),
    .regularize = FN(regularize),
    .output = FN(output),
    .descendEach = FN(descend_each),
    .activate = FN(activate),
    .correct = FN(correct),
    .squares = FN(squares),
    .differences = FN(differences),
    .below = FN(below),
    .mask = FN(mask),
    .canonicalize = FN(canonicalize),
    .findNonzero = FN(find_nonzero),
    .fromBytes = FN(from_bytes),
    .fromDoubles = FN(from_doubles),
    .evaluate = FN(evaluate),
};
