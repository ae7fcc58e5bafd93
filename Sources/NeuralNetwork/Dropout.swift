import Kernels

/// Inverted dropout of hidden activations in one mini-batch, as Srivastava and others (2014).
///
/// Neuron j of example x of layer l is dropped when the word numbered x · n_l + j of the stream of
/// (seed, epoch, mini-batch, layer) says so, whatever thread asks; the others are multiplied by
/// 1/(1 − p).
struct Dropout: Sendable {
  /// p, the share that is dropped.
  let share: Double
  let seed: Int
  let epoch: Int
  /// The mini-batch's number in the epoch.
  let batch: Int
  /// The number of the mini-batch's examples that were gone through before.
  var examplesBefore = 0

  /// The same mask from an example on.
  func after(_ examples: Int) -> Dropout {
    var mask = self
    mask.examplesBefore = examples
    return mask
  }

  /// Multiplies a^l and σ'(z^l) of some examples by the mask.
  func drop<Scalar: KernelScalar>(
    layer l: Int,
    _ rows: Range<Int>,
    of pass: MiniBatchPass<Scalar>
  ) {
    let stream = RandomStream(seed: seed, purpose: .dropout, epoch, batch, l)
    let size = pass.shape.size(l)
    let kept = Scalar(1 / (1 - share))
    for x in rows {
      let (a, slope) = (pass.a(l, from: x), pass.slope(l, from: x))
      for j in 0..<size {
        let isDropped =
          Double(stream[UInt64((examplesBefore + x) * size + j)] >> 11) * 0x1p-53 < share
        a[j] = isDropped ? 0 : a[j] * kept
        slope[j] = isDropped ? 0 : slope[j] * kept
      }
    }
  }
}
