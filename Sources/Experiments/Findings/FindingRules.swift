internal import NeuralNetwork

/// The bounds of the rules by which findings are made; `docs/findings.md` says where they come from.
public enum FindingRules {
  /// Epochs in a row for which a state must hold before it is found.
  public static let persistence = 3
  /// How much larger or smaller ‖δ^2‖ is than ‖δ^(L−1)‖ where gradients explode or vanish.
  public static let gradientFactor = 100.0
  /// Times the cost before training that a diverging cost is above.
  public static let divergenceFactor = 4.0
  /// Share of (example, neuron) pairs that a saturated layer has more of at their ends.
  public static let saturatedShare = 0.75
  /// Share of the cost before training below which saturated neurons are those that have learned.
  public static let learnedShare = 0.1
  /// Share of (example, neuron) pairs without an answer in a dead layer.
  public static let deadShare = 1.0
  /// Epochs without a fall that make a plateau.
  public static let plateauEpochs = 10
  /// How much the cost must fall to count, relative to its lowest.
  public static let plateauFall = 1e-4
  /// Share of the cost before training above which a cost that stands still is a plateau.
  public static let plateauShare = 0.5
  /// Share of right answers below which a cost that stands still is a plateau, however low it is.
  public static let plateauAccuracy = 0.5
  /// How far above its lowest the validation cost is where a network overfits, relative to it.
  public static let overfittingRise = 0.1
  /// The least such rise, relative to the validation cost before training.
  public static let overfittingLeast = 0.01
  /// Epochs in a row for which it must be.
  public static let overfittingEpochs = 5
}

extension Activation {
  /// Whether σ has two flat ends, in which a neuron saturates.
  var hasTwoFlatEnds: Bool {
    switch self {
    case .sigmoid, .tanh: true
    case .relu, .leakyRelu, .elu, .gelu, .softplus, .identity: false
    }
  }

  /// Whether σ is flat on one side only, in which a neuron dies.
  var hasOneFlatEnd: Bool {
    switch self {
    case .relu, .elu, .gelu, .softplus: true
    case .sigmoid, .tanh, .leakyRelu, .identity: false
    }
  }
}
