import Kernels

extension Schedule {
  /// The learning rate of an epoch.
  ///
  /// `epoch` is e, from 1; `total` is E, the number of epochs asked for; `eta` is η, the rate asked
  /// for; `costs` are the watched costs of the epochs 0…e−1, which only `plateau` looks at.
  public func rate(epoch: Int, of total: Int, eta: Double, costs: [Double]) -> Double {
    switch self {
    case .constant: eta
    case .exponential(let factor): eta * Elementary.power(factor, epoch - 1)
    case .step(let factor, let epochs): eta * Elementary.power(factor, (epoch - 1) / epochs)
    case .cosine(let minimum): halfCosine(from: eta, to: minimum, epoch - 1, of: total)
    case .warmupCosine(let minimum, let warmup):
      epoch <= warmup
        ? eta * Double(epoch) / Double(warmup)
        : halfCosine(from: eta, to: minimum, epoch - 1 - warmup, of: total - warmup)
    case .plateau(let factor, let epochs):
      eta * Elementary.power(factor, Self.plateaus(in: costs, of: epochs))
    }
  }

  /// How often the cost went a number of epochs without a new lowest value; each time the count
  /// starts again.
  private static func plateaus(in costs: [Double], of epochs: Int) -> Int {
    var lowest = Double.infinity
    var since = 0
    var plateaus = 0
    for cost in costs {
      since = cost < lowest ? 0 : since + 1
      lowest = cost < lowest ? cost : lowest
      if since == epochs {
        plateaus += 1
        since = 0
      }
    }
    return plateaus
  }
}

/// η_min + (η − η_min)(1 + cos(π e/E))/2 for e whole epochs already done of E.
private func halfCosine(
  from eta: Double,
  to minimum: Double,
  _ done: Int,
  of total: Int
) -> Double {
  let halfTurns = Double(done) / Double(total)
  return minimum + (eta - minimum) * (1 + Elementary.cosine(ofTurns: halfTurns / 2)) / 2
}
