/// What has been counted over the examples seen so far.
public struct Tally: Sendable, Equatable {
  /// The number of examples.
  public var count = 0
  /// Σ_x C_x.
  public var cost = 0.0
  /// The number of examples whose largest output is the right class's.
  public var correct = 0
  /// Σ_x ‖a^L − y‖².
  public var squaredError = 0.0

  /// Creates the tally of nothing.
  public init() {}
}
