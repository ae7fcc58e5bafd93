/// The learning rate of epoch e of E, from the rate η asked for.
public enum Schedule: Sendable, Hashable {
  /// η.
  case constant
  /// η f^(e−1).
  case exponential(factor: Double)
  /// η f^⌊(e−1)/s⌋.
  case step(factor: Double, epochs: Int)
  /// η_min + (η − η_min)(1 + cos(π(e−1)/E))/2.
  case cosine(minimum: Double)
  /// η e/u for e ≤ u, then the cosine over the E − u epochs left.
  case warmupCosine(minimum: Double, warmup: Int)
  /// η × f after each s epochs without a new lowest watched cost.
  case plateau(factor: Double, epochs: Int)

  /// A schedule's name without its parameters.
  public enum Name: String, CaseIterable, Sendable {
    case constant, exponential, step, cosine
    case warmupCosine = "warmup_cosine"
    case plateau
  }

  /// The name in definitions.
  public var name: Name {
    switch self {
    case .constant: .constant
    case .exponential: .exponential
    case .step: .step
    case .cosine: .cosine
    case .warmupCosine: .warmupCosine
    case .plateau: .plateau
    }
  }

  /// Whether the rate of an epoch depends on how many there will be.
  public var dependsOnTotal: Bool { name == .cosine || name == .warmupCosine }

  /// Whether the rate of an epoch depends on the costs of those before it.
  public var dependsOnCosts: Bool { name == .plateau }
}
