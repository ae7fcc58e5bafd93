/// C_x of one example as a function of one parameter, by the forward pass alone.
struct CostProbe {
  private let network: Network
  private let cost: Cost
  private let y: [Double]
  private let z: PerLayer<[Double]>
  private let a: PerLayer<[Double]>
  private let value: Double

  init(_ network: Network, _ cost: Cost, x: [Double], y: [Double]) {
    (self.network, self.cost, self.y) = (network, cost, y)
    (z, a) = network.forward(x)
    value = network.cost(cost, x: x, y: y)
  }

  /// The error of a partial derivative, by the best step that stays clear of kinks; nil where none
  /// does.
  func error(
    of derivative: Double,
    _ parameter: GradientCheck.Parameter,
    tolerance: Double
  ) -> Double? {
    guard derivative.isFinite, value.isFinite else { return .nan }
    let errors = GradientCheck.steps.compactMap { step -> Double? in
      let center = self[parameter]
      let h = step * max(1, center.magnitude)
      let (up, down) = (moved(parameter, to: center + h), moved(parameter, to: center - h))
      guard up.pieces == down.pieces else { return nil }
      let difference = (up.cost - down.cost) / ((center + h) - (center - h))
      let rounding = 0x1p-48 * (1 + value.magnitude) / h
      let scale = max(derivative.magnitude, difference.magnitude, rounding / tolerance)
      return (derivative - difference).magnitude / scale
    }
    return errors.min()
  }

  private subscript(parameter: GradientCheck.Parameter) -> Double {
    guard let k = parameter.k else { return network.b[parameter.l][parameter.j] }
    return network.w[parameter.l][parameter.j, k]
  }

  /// C_x with a parameter moved, and on which side of every kink the example then lies.
  private func moved(
    _ parameter: GradientCheck.Parameter,
    to value: Double
  ) -> (cost: Double, pieces: [Int8]) {
    let (l, j) = (parameter.l, parameter.j)
    var row = network.w[l][row: j]
    var bias = network.b[l][j]
    if let k = parameter.k { row[k] = value } else { bias = value }
    var z = self.z[l]
    z[j] = zip(row, a[l - 1]).reduce(0) { $0 + $1.0 * $1.1 } + bias
    var pieces: [Int8] = []
    var a = self.a[l]
    for layer in l...network.lastLayer {
      if layer > l { z = network.w[layer] * a + network.b[layer] }
      let sigma = network.sigma(layer)
      a = sigma.apply(z)
      pieces += z.map { sigma.piece($0) }
    }
    pieces += zip(a, y).map { cost.piece($0 - $1) }
    return (cost.value(z: z, y: y, output: network.outputActivation), pieces)
  }
}

extension Matrix {
  /// Row j.
  fileprivate subscript(row j: Int) -> [Double] {
    Array(values[j * columns..<(j + 1) * columns])
  }
}

extension OutputActivation {
  /// On which smooth piece of σ a weighted input lies.
  fileprivate func piece(_ z: Double) -> Int8 {
    switch self {
    case .elementwise(.relu), .elementwise(.leakyRelu), .elementwise(.elu):
      z > 0 ? 1 : z < 0 ? -1 : 0
    default: 0
    }
  }
}

extension Cost {
  /// On which smooth piece of C_x a difference a − y lies.
  fileprivate func piece(_ d: Double) -> Int8 {
    switch self {
    case .absolute: d > 0 ? 1 : d < 0 ? -1 : 0
    case .huber: d > 1 ? 1 : d < -1 ? -1 : 0
    default: 0
    }
  }
}
