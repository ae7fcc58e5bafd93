import Kernels
import NeuralNetwork

/// The weights of epoch 0 in a run's precision: as training begins with them, and as they are recorded.
///
/// Shared by runs that begin alike, and never written.
struct FirstWeights<Scalar: KernelScalar>: Sendable {
  let parameters: NetworkParameters<Scalar>
  let snapshot: WeightsSnapshot

  /// Rounds each number of a network once to the precision.
  init(_ network: Network) {
    parameters = NetworkParameters(network)
    snapshot = WeightsSnapshot(parameters)
  }
}
