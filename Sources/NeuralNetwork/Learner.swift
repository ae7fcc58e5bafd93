public import Kernels

/// A network that learns by stochastic gradient descent over mini-batches.
///
/// For each mini-batch: forward pass, BP1, BP2 for every example; then BP3, BP4 and the update
/// w → w − (η/m) Σ_x δ^(x,l) (a^(x,l−1))ᵀ, b → b − (η/m) Σ_x δ^(x,l) (Nielsen ch. 2, the
/// algorithm). A mini-batch of 1 is stochastic gradient descent per example.
public final class Learner<Scalar: KernelScalar> {
  /// What the network computes.
  public let shape: NetworkShape
  /// The weights and biases.
  public let parameters: NetworkParameters<Scalar>
  /// The optimizer's memory of each parameter: v, or v and s, or nothing.
  public let memory: [NetworkParameters<Scalar>]

  let optimizer: Optimizer
  let regularization: Regularization
  let seed: Int
  let pass: MiniBatchPass<Scalar>
  let team: ThreadTeam
  let nabla: NetworkParameters<Scalar>
  /// The network as the kernels learn it example by example; nil where it must go mini-batch by
  /// mini-batch whatever their size.
  let smallNetwork: SmallNetwork<Scalar>?

  /// Examples that are gone through at once: of what is larger, the sums go on from part to part.
  static var most: Int { 512 }

  /// Creates a learner that starts from the given parameters.
  public init(
    shape: NetworkShape,
    parameters: NetworkParameters<Scalar>,
    optimizer: Optimizer,
    regularization: Regularization,
    seed: Int,
    kernels: KernelSet<Scalar> = KernelSet(),
    team: ThreadTeam = ThreadTeam(count: 1)
  ) {
    self.shape = shape
    self.parameters = parameters
    self.optimizer = optimizer
    self.regularization = regularization
    self.seed = seed
    self.team = team
    memory = (0..<optimizer.memory).map { _ in NetworkParameters(zerosFor: shape.sizes) }
    nabla = NetworkParameters(zerosFor: shape.sizes)
    pass = MiniBatchPass(
      shape: shape,
      parameters: parameters,
      kernels: kernels,
      capacity: Self.most,
      members: team.count
    )
    smallNetwork = pass.smallNetwork(optimizer, regularization)
  }

  /// Goes once through the examples, mini-batch by mini-batch, and learns from each.
  ///
  /// Each example is tallied as the forward pass that trains on it saw it, before its update.
  /// Returns nil when `isCancelled` said so between two mini-batches, of tiny networks between some
  /// hundred; the parameters are then somewhere inside the epoch.
  @specialized(where Scalar == Float)
  @specialized(where Scalar == Double)
  public func learn(
    epoch: Int,
    from examples: Examples<Scalar>,
    order: AlignedBuffer<Int32>?,
    miniBatchSize m: Int,
    eta: Double,
    isCancelled: () -> Bool
  ) -> Tally? {
    var tally = Tally()
    let batches = (examples.count + m - 1) / m
    var step: UpdateStep?
    return withExtendedLifetime((examples, order)) {
      if m == 1, let smallNetwork {
        return descendEach(
          smallNetwork,
          MiniBatch(of: examples, order: order),
          eta,
          isCancelled
        )
      }
      for number in 0..<batches {
        if isCancelled() { return nil }
        let range = number * m..<min(examples.count, (number + 1) * m)
        let batch = MiniBatch(of: examples, order: order, range: range)
        let update = Update(
          eta: eta,
          epoch: epoch,
          batch: number,
          number: (epoch - 1) * batches + number + 1,
          trainingCount: examples.count
        )
        // The constants are formed again where they change: for Adam, and for a smaller mini-batch.
        if step == nil || optimizer.dependsOnTime || batch.count < m {
          step = optimizer.step(update, m: batch.count, regularization)
        }
        guard let step else { continue }
        if regularization.gradientClip == nil, m <= pass.capacity {
          descend(batch, update, step, &tally)
        } else {
          descendInParts(batch, update, step, &tally)
        }
      }
      return tally
    }
  }

}

/// Where in a run an update stands.
struct Update: Sendable {
  /// η.
  let eta: Double
  let epoch: Int
  /// The mini-batch's number in the epoch, from 0.
  let batch: Int
  /// The update's number in the run, from 1.
  let number: Int
  /// n, the size of the training set.
  let trainingCount: Int
}
