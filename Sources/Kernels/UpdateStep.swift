public import CKernels

/// An optimizer's rule, as PyTorch defines it, with g = (1/m) S + (λ/n) w + (λ₁/n) sign w.
public enum UpdateRule: Equatable, Sendable {
  /// w ← (1 − ηλ/n) w − (η/m) S.
  case sgd
  /// v ← μv + g, w ← w − ηv.
  case momentum(Double)
  /// v ← μv + g, w ← w − η(g + μv).
  case nesterov(Double)
  /// s ← ρs + (1 − ρ)g², w ← w − ηg / (√s + ε).
  case rmsprop(decay: Double, epsilon: Double)
  /// v ← β₁v + (1 − β₁)g, s ← β₂s + (1 − β₂)g², w ← w − (η/c₁) v / (√s/√c₂ + ε), where the caller
  /// forms c₁ = 1 − β₁^t and c₂ = 1 − β₂^t in Double. With a weight decay it is adamw.
  case adam(
    beta1: Double,
    beta2: Double,
    epsilon: Double,
    correction1: Double,
    correction2: Double
  )

  /// How many buffers of state, laid out like the weights, the rule keeps: 0, 1 or 2.
  public var stateCount: Int {
    switch self {
    case .sgd: 0
    case .momentum, .nesterov, .rmsprop: 1
    case .adam: 2
    }
  }
}

/// One update's constants: formed once in Double, rounded once to the run's precision.
public struct UpdateStep: Sendable {
  @usableFromInline let raw: CKUpdate

  /// The step of a mini-batch.
  ///
  /// - Parameters:
  ///   - rule: The optimizer's rule.
  ///   - learningRate: η.
  ///   - miniBatchSize: m, the mini-batch's own size: S is divided by it.
  ///   - trainingSize: n, the training set's size: λ and λ₁ are divided by it.
  ///   - l2: λ.
  ///   - l1: λ₁.
  ///   - weightDecay: adamw's: w ← (1 − η · decay) w first. Sgd and adam read it.
  ///   - factor: A factor of the whole of g, as gradient clipping wants: min(1, c/‖g‖).
  public init(
    _ rule: UpdateRule,
    learningRate: Double,
    miniBatchSize: Int,
    trainingSize: Int = 1,
    l2: Double = 0,
    l1: Double = 0,
    weightDecay: Double = 0,
    factor: Double = 1
  ) {
    var raw = CKUpdate()
    let m = Double(miniBatchSize), n = Double(trainingSize)
    raw.step = learningRate
    raw.shrink = 1 - learningRate * weightDecay
    raw.scale = factor / m
    raw.decay = factor * l2 / n
    raw.l1 = factor * l1 / n
    switch rule {
    case .sgd:
      raw.step = learningRate * factor / m
      raw.shrink = 1 - learningRate * (weightDecay + raw.decay)
      raw.l1Step = learningRate * raw.l1
    case .momentum(let mu): raw.momentum = mu
    case .nesterov(let mu): raw.momentum = mu
    case .rmsprop(let decay, let epsilon):
      raw.beta2 = decay
      raw.epsilon = epsilon
    case .adam(let beta1, let beta2, let epsilon, let correction1, let correction2):
      raw.beta1 = beta1
      raw.beta2 = beta2
      raw.epsilon = epsilon
      raw.step = learningRate / correction1
      raw.inverseRoot = 1 / correction2.squareRoot()
    }
    raw.rule = rule.code
    self.raw = raw
  }

  /// Whether it is sgd without λ₁: w ← shrink · w − step · S and no more.
  var isPlain: Bool { Int(raw.rule) == CK_SGD && raw.l1Step == 0 }

  private init(raw: CKUpdate) { self.raw = raw }

  /// The same step for biases: without λ, λ₁ and weight decay.
  public var forBiases: UpdateStep {
    var raw = raw
    raw.shrink = 1
    raw.decay = 0
    raw.l1 = 0
    raw.l1Step = 0
    return UpdateStep(raw: raw)
  }
}

extension UpdateRule {
  fileprivate var code: Int32 {
    switch self {
    case .sgd: 0
    case .momentum: 1
    case .nesterov: 2
    case .rmsprop: 3
    case .adam: 4
    }
  }
}

/// Weights or biases in memory, with the optimizer's state in the same layout.
@frozen
public struct Parameters<Scalar: KernelScalar> {
  /// w or b.
  public var values: UnsafeMutablePointer<Scalar>

  /// v of momentum, nesterov and adam; s of rmsprop.
  public var first: UnsafeMutablePointer<Scalar>?

  /// s of adam.
  public var second: UnsafeMutablePointer<Scalar>?

  /// Parameters at an address.
  @inlinable
  public init(
    _ values: UnsafeMutablePointer<Scalar>,
    first: UnsafeMutablePointer<Scalar>? = nil,
    second: UnsafeMutablePointer<Scalar>? = nil
  ) {
    self.values = values
    self.first = first
    self.second = second
  }

  @usableFromInline var raw: CKParameters {
    @inlinable get { CKParameters(values: values, first: first, second: second) }
  }
}
