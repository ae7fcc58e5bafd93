import NeuralNetwork

/// Generated points of the plane in two classes, the same on every machine.
enum PointGenerator: String, CaseIterable, Sendable {
  case xor, moons, circles, spirals

  /// Points of a generator other than xor.
  static let count = 1000
  private static let seed: UInt64 = 0x6465_7363_656e_74

  /// The points.
  ///
  /// Classes take turns, so that any first N hold as many of each.
  func generate() -> ParsedData {
    var random = SplitMix64(seed: Self.seed)
    var points: [Double] = []
    var classes: [Double] = []
    for index in 0..<(self == .xor ? 4 : Self.count) {
      let (point, label) = point(index, &random)
      points += [point.x, point.y]
      classes.append(Double(label))
    }
    let inputs = FeatureMatrix(columns: 2, reals: points)
    return ParsedData(
      kind: .generator,
      shape: [2],
      featureNames: ["x", "y"],
      targetName: "class",
      training: ParsedData.Part(inputs: inputs, target: .numbers(classes, width: 1))
    )
  }

  private typealias Point = (x: Double, y: Double)

  private func point(_ index: Int, _ random: inout SplitMix64) -> (Point, label: Int) {
    let label = index % 2
    switch self {
    case .xor:
      let (x, y) = (index / 2, index % 2)
      return ((Double(x), Double(y)), x ^ y)
    case .moons:
      let (cosine, sine) = Turn.cosineAndSine(random.unit() / 2)
      let point: Point = label == 0 ? (cosine, sine) : (1 - cosine, 0.5 - sine)
      return (noisy(point, 0.1, &random), label)
    case .circles:
      let (cosine, sine) = Turn.cosineAndSine(random.unit())
      let radius = label == 0 ? 1.0 : 0.5
      return (noisy((radius * cosine, radius * sine), 0.05, &random), label)
    case .spirals:
      let radius = random.unit().squareRoot()
      let (cosine, sine) = Turn.cosineAndSine(1.5 * radius + 0.5 * Double(label))
      return (noisy((radius * cosine, radius * sine), 0.02, &random), label)
    }
  }

  private func noisy(_ point: Point, _ deviation: Double, _ random: inout SplitMix64) -> Point {
    let dx = random.nearlyNormal()
    let dy = random.nearlyNormal()
    return (point.x + deviation * dx, point.y + deviation * dy)
  }
}

/// Cosine and sine of a share of a full turn, by + − × alone: their bits are the same everywhere.
enum Turn {
  /// cos 2πt and sin 2πt for |t| < 2^40, to within 1e-15.
  static func cosineAndSine(_ t: Double) -> (cosine: Double, sine: Double) {
    let quarters = (4 * t).rounded(.toNearestOrEven)
    // |x| ≤ π/4; the product with the quarter turn's length is the only error of the argument.
    let x = (4 * t - quarters) * (Double.pi / 2)
    let (cosine, sine) = (self.cosine(x), self.sine(x))
    switch Int(quarters) & 3 {
    case 0: return (cosine, sine)
    case 1: return (-sine, cosine)
    case 2: return (-cosine, -sine)
    default: return (sine, -cosine)
    }
  }

  /// Taylor's series up to x^17/17!, whose rest is below 1e-18 for |x| ≤ π/4.
  private static func sine(_ x: Double) -> Double {
    series(-x * x, [17 * 16, 15 * 14, 13 * 12, 11 * 10, 9 * 8, 7 * 6, 5 * 4, 3 * 2]) * x
  }

  /// Taylor's series up to x^16/16!, whose rest is below 1e-17 for |x| ≤ π/4.
  private static func cosine(_ x: Double) -> Double {
    series(-x * x, [16 * 15, 14 * 13, 12 * 11, 10 * 9, 8 * 7, 6 * 5, 4 * 3, 2 * 1])
  }

  /// 1 + (s/d_n)(… (1 + s/d_1)), from the innermost factor outwards.
  private static func series(_ s: Double, _ divisors: [Double]) -> Double {
    divisors.reduce(1) { 1 + s / $1 * $0 }
  }
}

extension SplitMix64 {
  /// Nearly normal, mean 0 and deviation 1: twelve uniform numbers less six.
  ///
  /// Sums and nothing else, so that it has the same bits everywhere.
  fileprivate mutating func nearlyNormal() -> Double {
    var sum = 0.0
    for _ in 0..<12 { sum += unit() }
    return sum - 6
  }
}
