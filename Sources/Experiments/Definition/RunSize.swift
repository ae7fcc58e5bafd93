import NeuralNetwork

/// How large a run's network is, and how much of the disk its record takes.
public struct RunSize: Sendable, Equatable {
  /// n_1, n_2, … n_L.
  public let sizes: [Int]
  /// The number of weights and biases: Σ_l n_l (n_(l−1) + 1).
  public let parameters: Int
  /// The weights and biases of one epoch, in bytes.
  public let bytesPerEpoch: Int
  /// What the optimizer remembers, in bytes; kept for the last epoch only.
  public let stateBytes: Int

  /// The most bytes of weights and optimizer's memory that can be recorded of an epoch: a row of
  /// SQLite has at most 10⁹.
  public static let maximumBytes = 999_000_000

  /// Measures the network of a definition.
  ///
  /// - Throws: `networkTooLarge` when it has more than ``maximumBytes``.
  public init(
    of definition: Definition,
    inputs: Int,
    outputs: Int
  ) throws(DefinitionError) {
    sizes = [inputs] + definition.hiddenLayers + [outputs]
    let bytes = definition.precision.byteCount
    guard let parameters = Self.parameters(of: sizes),
      let perEpoch = Self.product(parameters, bytes),
      let state = Self.product(perEpoch, definition.optimizer.memory),
      let resume = Self.sum(perEpoch, state), resume <= Self.maximumBytes
    else {
      let layers = SettingValue.list(definition.hiddenLayers).description
      throw DefinitionError(.networkTooLarge(hiddenLayers: layers))
    }
    (self.parameters, bytesPerEpoch, stateBytes) = (parameters, perEpoch, state)
  }

  /// The size of the record of a run, in bytes, as `--dry-run` predicts it.
  ///
  /// Weights are counted exactly, rows by ``rowBytes``. What cannot be counted is `Int.max`.
  public func recordBytes(epochs: Int, keeping policy: WeightsPolicy) -> Int {
    let rows = Self.product(epochs + 1, Self.rowBytes * sizes.count)
    let weights = Self.product(policy.snapshots(epochs: epochs), bytesPerEpoch)
    guard let rows, let weights, let both = Self.sum(rows, weights) else { return .max }
    return Self.sum(both, stateBytes) ?? .max
  }

  /// An estimate of one row of an epoch or a layer: about twelve numbers of eight bytes.
  static let rowBytes = 100

  private static func parameters(of sizes: [Int]) -> Int? {
    zip(sizes, sizes.dropFirst()).reduce(0) { total, pair in
      guard let total, let weights = product(pair.0, pair.1), let layer = sum(weights, pair.1)
      else { return nil }
      return sum(total, layer)
    }
  }

  private static func product(_ a: Int, _ b: Int) -> Int? {
    let (value, overflow) = a.multipliedReportingOverflow(by: b)
    return overflow ? nil : value
  }

  private static func sum(_ a: Int, _ b: Int) -> Int? {
    let (value, overflow) = a.addingReportingOverflow(b)
    return overflow ? nil : value
  }
}
