/// A comparison of BP1 to BP4 with central differences, derivative by derivative.
///
/// Central differences know only the forward pass and C_x, so a mistake in any of the four equations
/// shows. Each ∂C_x/∂w and ∂C_x/∂b of single examples is compared by itself: nothing averages out.
///
/// **Error.** |∂C − Δ| / max(|∂C|, |Δ|, r/t), t being the tolerance and r what rounding alone makes of
/// the difference quotient, 2⁻⁴⁸ (1 + C_x)/h: less than that cannot be told from zero.
///
/// **Steps.** h = s · max(1, |w|) for each of ``steps``; the formula errs by h² and rounding by 1/h, so
/// the best of a large, a middle and a small one counts. A wrong equation agrees with none.
///
/// **Kinks.** Where relu and leaky_relu bend at z = 0, absolute at a = y, and where elu and huber have
/// a jump in their second derivative, the quotient over a kink is not the derivative on either side.
/// A step that carries any z or a over a kink does not count; a derivative all of whose steps do is
/// left out and counted in ``Layer/kinks``.
public struct GradientCheck: Sendable {
  /// What was found in one layer.
  public struct Layer: Sendable, Equatable {
    /// l.
    public var layer: Int
    /// The number of weights and biases.
    public var parameters: Int
    /// How many of them were moved.
    public var checked: Int
    /// How many derivatives were compared.
    public var compared = 0
    /// How many were left out, because no step stays clear of a kink.
    public var kinks = 0
    /// The largest relative error; NaN where a derivative is not a number.
    public var largestError = 0.0
  }

  /// A weight, or with k nil a bias.
  public struct Parameter: Sendable, Hashable {
    /// The layer l, the neuron j of it and k of the one before, from 0.
    public var l: Int, j: Int, k: Int?
  }

  /// Gives the partial derivatives that are judged.
  public typealias Derivatives =
    @Sendable (Network, _ x: [Double], _ y: [Double], Cost) -> Backpropagation

  /// The relative steps.
  public static let steps = [0x1p-13, 0x1p-17, 0x1p-21]
  /// The largest error that passes.
  ///
  /// In double precision the best step leaves about 1e-9; a third derivative a thousand times the
  /// first, as large inputs make it, 1e-7. A wrong equation is wrong in the first digits.
  public static let tolerance = 1e-6

  /// The most parameters of a layer that are moved; a layer with more is sampled.
  public var sampleSize: Int
  /// The seed of the sample.
  public var seed: Int
  private let derivatives: Derivatives

  /// Creates a check; `derivatives` is backpropagation unless something else is to be judged.
  public init(
    sampleSize: Int,
    seed: Int = 0,
    derivatives: @escaping Derivatives = { $0.backpropagate(x: $1, y: $2, cost: $3) }
  ) {
    (self.sampleSize, self.seed, self.derivatives) = (sampleSize, seed, derivatives)
  }

  /// Compares at some examples, layer by layer.
  public func check(
    _ network: Network,
    cost: Cost,
    examples: [(x: [Double], y: [Double])]
  ) -> [Layer] {
    var layers = network.w.layers.map { l in
      let parameters = parameters(of: l, in: network)
      let layer = Layer(
        layer: l,
        parameters: network.w[l].rows * (network.w[l].columns + 1),
        checked: parameters.count
      )
      return (layer, parameters)
    }
    for (x, y) in examples {
      let pass = derivatives(network, x, y, cost)
      let probe = CostProbe(network, cost, x: x, y: y)
      for index in layers.indices {
        for parameter in layers[index].1 {
          layers[index].0.take(
            probe.error(of: pass[parameter], parameter, tolerance: Self.tolerance)
          )
        }
      }
    }
    return layers.map(\.0)
  }

  /// All parameters of a layer, or a sample: as many biases as fit in a fifth of it, the rest weights.
  func parameters(of l: Int, in network: Network) -> [Parameter] {
    let (rows, columns) = (network.w[l].rows, network.w[l].columns)
    let (weights, biases) = (rows * columns, rows)
    let isWhole = weights + biases <= sampleSize
    let biasCount = isWhole ? biases : min(biases, max(1, sampleSize / 5))
    let weightCount = isWhole ? weights : min(weights, sampleSize - biasCount)
    return choose(weightCount, of: weights, l, 0).map {
      Parameter(l: l, j: $0 / columns, k: $0 % columns)
    } + choose(biasCount, of: biases, l, 1).map { Parameter(l: l, j: $0, k: nil) }
  }

  /// One number out of each of `count` equal parts of 0..<n.
  private func choose(_ count: Int, of n: Int, _ l: Int, _ kind: Int) -> [Int] {
    var stream = RandomStream(seed: seed, purpose: .weights, l, kind)
    return (0..<count).map { part in
      let (first, end) = (part * n / count, (part + 1) * n / count)
      return first + Int(stream.unit() * Double(end - first))
    }
  }
}

extension GradientCheck.Layer {
  /// Whether derivatives were compared and all agree.
  public var passes: Bool { compared > 0 && largestError <= GradientCheck.tolerance }

  fileprivate mutating func take(_ error: Double?) {
    guard let error else {
      kinks += 1
      return
    }
    compared += 1
    if error.isNaN || error > largestError { largestError = error }
  }
}

extension Backpropagation {
  fileprivate subscript(parameter: GradientCheck.Parameter) -> Double {
    guard let k = parameter.k else { return nablaB[parameter.l][parameter.j] }
    return nablaW[parameter.l][parameter.j, k]
  }
}
