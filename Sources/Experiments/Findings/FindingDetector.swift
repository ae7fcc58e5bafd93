internal import NeuralNetwork

/// Finds what a run's history shows: exploding and vanishing gradients, saturated and dead layers,
/// plateaus, overfitting and divergence.
///
/// It takes the recorded epochs one by one, from epoch 0 on, and remembers a few numbers of each layer.
/// So its findings are a function of the record: a run that was interrupted has those of one that was
/// not, and anyone can make them again. Each is made once, at the epoch in which its rule first holds;
/// NaN meets no rule but those that ask for a number that is not finite.
public struct FindingDetector: Sendable, Equatable {
  /// What was found so far, in the order of the epochs, then of the layers and names.
  public private(set) var findings: [Finding] = []

  private let activation: Activation
  /// The epoch that all others are measured by.
  private var start: Start?
  private var highCost = Streak()
  private var growing = Streak()
  private var shrinking = Streak()
  private var flat: [Streak] = []
  private var overfitting = Streak()
  private var lowestTrain = Lowest()
  private var lowestValidation = Lowest()

  /// The numbers of the first epoch.
  private struct Start: Equatable {
    var trainCost: Double
    var validationCost: Double?
    var gradientNorm: Double
  }

  /// The lowest of a cost so far.
  private struct Lowest: Equatable {
    var cost = Double.infinity
    var epoch = 0
    /// The training cost of that epoch.
    var trainCost = Double.infinity
  }

  /// Creates a detector for a network whose hidden layers have the activation of the definition.
  public init(_ definition: Definition) {
    activation = definition.activation
  }

  /// Creates a detector for a network whose hidden layers have the activation of a name; nil where it
  /// has none.
  public init(activationNamed name: String?) {
    activation = name.flatMap(Activation.init(rawValue:)) ?? .sigmoid
  }

  /// Takes the next epoch in.
  public mutating func absorb(_ record: EpochRecord) {
    let start = start ?? begin(record)
    let known = findings.count
    findDivergence(record, start)
    findExplosion(record, start)
    if record.layers.count >= 3 { findDeltas(record) }
    findFlatLayers(record, start)
    findPlateau(record, start)
    if let cost = record.validation?.cost, let first = start.validationCost {
      findOverfitting(record, cost, first)
    }
    if findings.count > known + 1 { findings[known...].sort(by: Self.isListedBefore) }
  }

  private static func isListedBefore(_ left: Finding, _ right: Finding) -> Bool {
    (left.layer ?? 0, left.kind.rawValue) < (right.layer ?? 0, right.kind.rawValue)
  }

  private mutating func begin(_ record: EpochRecord) -> Start {
    let start = Start(
      trainCost: record.train.cost,
      validationCost: record.validation?.cost,
      gradientNorm: record.gradientNorm
    )
    self.start = start
    flat = record.layers.dropLast().map { _ in Streak() }
    return start
  }

  /// Keeps a finding unless it was made before.
  private mutating func note(
    _ kind: Finding.Kind,
    at epoch: Int,
    layer: Int? = nil,
    _ metric: Finding.Metric,
    _ value: Double,
    against reference: Double,
    since: Int
  ) {
    guard !findings.contains(where: { $0.kind == kind && $0.layer == layer }) else { return }
    findings.append(
      Finding(
        kind,
        epoch: epoch,
        layer: layer,
        metric,
        value: value,
        reference: reference,
        since: since
      )
    )
  }
}

// The rules.
extension FindingDetector {
  /// A cost is not finite, or the training cost is far above what it was before training.
  private mutating func findDivergence(_ record: EpochRecord, _ start: Start) {
    let (epoch, cost, first) = (record.epoch, record.train.cost, start.trainCost)
    if !cost.isFinite {
      note(.divergence, at: epoch, .trainCost, cost, against: first, since: epoch)
    } else if let cost = record.validation?.cost, !cost.isFinite {
      let first = start.validationCost ?? .nan
      note(.divergence, at: epoch, .validationCost, cost, against: first, since: epoch)
    }
    let isHigh = cost > FindingRules.divergenceFactor * first
    if let since = highCost.holds(isHigh, at: epoch, for: FindingRules.persistence) {
      note(.divergence, at: epoch, .trainCost, cost, against: first, since: since)
    }
  }

  /// ‖∇C‖ is not finite, or grew out of all proportion while the cost rose.
  private mutating func findExplosion(_ record: EpochRecord, _ start: Start) {
    let (norm, first) = (record.gradientNorm, start.gradientNorm)
    let hasGrown =
      norm > FindingRules.gradientFactor * first && record.train.cost > start.trainCost
    guard hasGrown || !norm.isFinite else { return }
    note(.explodingGradient, at: record.epoch, .gradientNorm, norm, against: first, since: 0)
  }

  /// ‖δ‖ of the first hidden layer is out of all proportion to that of the last.
  private mutating func findDeltas(_ record: EpochRecord) {
    let (layers, epoch) = (record.layers, record.epoch)
    let (l, first, last) = (
      layers[0].layer, layers[0].deltaNorm, layers[layers.count - 2].deltaNorm
    )
    let (factor, count) = (FindingRules.gradientFactor, FindingRules.persistence)
    let isDead = activation.hasOneFlatEnd && layers.dropLast().contains(where: Self.isDead)
    if let since = growing.holds(first > factor * last, at: epoch, for: count) {
      note(.explodingGradient, at: epoch, layer: l, .deltaNorm, first, against: last, since: since)
    }
    if let since = shrinking.holds(factor * first < last && !isDead, at: epoch, for: count) {
      note(.vanishingGradient, at: epoch, layer: l, .deltaNorm, first, against: last, since: since)
    }
  }

  private static func isDead(_ layer: LayerRecord) -> Bool {
    layer.saturated.map { $0 >= FindingRules.deadShare } ?? false
  }

  /// The neurons of a hidden layer are where σ is flat.
  private mutating func findFlatLayers(_ record: EpochRecord, _ start: Start) {
    let mayDie = activation.hasOneFlatEnd
    guard mayDie || activation.hasTwoFlatEnds else { return }
    let (kind, bound): (Finding.Kind, Double) =
      mayDie
      ? (.deadLayer, FindingRules.deadShare) : (.saturatedLayer, FindingRules.saturatedShare)
    let isUntaught = record.train.cost > FindingRules.learnedShare * start.trainCost
    let epoch = record.epoch
    for (index, layer) in record.layers.dropLast().enumerated() where index < flat.count {
      guard let share = layer.saturated else { continue }
      let isFlat = mayDie ? Self.isDead(layer) : share > bound && isUntaught
      let since = flat[index].holds(isFlat, at: epoch, for: FindingRules.persistence)
      guard let since else { continue }
      note(kind, at: epoch, layer: layer.layer, .saturated, share, against: bound, since: since)
    }
  }

  /// The training cost has not fallen for a while, and is still high, or most answers are wrong.
  private mutating func findPlateau(_ record: EpochRecord, _ start: Start) {
    let (epoch, cost) = (record.epoch, record.train.cost)
    if cost < (1 - FindingRules.plateauFall) * lowestTrain.cost {
      lowestTrain = Lowest(cost: cost, epoch: epoch, trainCost: cost)
    }
    let lowest = lowestTrain
    let isWrong = record.train.accuracy.map { $0 < FindingRules.plateauAccuracy } ?? false
    guard epoch - lowest.epoch >= FindingRules.plateauEpochs,
      cost > FindingRules.plateauShare * start.trainCost || isWrong
    else { return }
    note(.plateau, at: epoch, .trainCost, cost, against: lowest.cost, since: lowest.epoch)
  }

  /// The validation cost is above its lowest while the training cost has fallen further.
  private mutating func findOverfitting(_ record: EpochRecord, _ cost: Double, _ first: Double) {
    let (epoch, trainCost) = (record.epoch, record.train.cost)
    if cost < lowestValidation.cost {
      lowestValidation = Lowest(cost: cost, epoch: epoch, trainCost: trainCost)
    }
    let lowest = lowestValidation
    let hasRisen =
      cost > (1 + FindingRules.overfittingRise) * lowest.cost
      && cost - lowest.cost > FindingRules.overfittingLeast * first
      && trainCost < lowest.trainCost
    let count = FindingRules.overfittingEpochs
    guard overfitting.holds(hasRisen, at: epoch, for: count) != nil else { return }
    note(.overfitting, at: epoch, .validationCost, cost, against: lowest.cost, since: lowest.epoch)
  }
}
