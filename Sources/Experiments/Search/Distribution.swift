import Kernels
import NeuralNetwork

/// Where the values of a key of a random search are drawn from.
public enum Distribution: Sendable, Hashable {
  /// Every number between the bounds alike.
  case uniform(ClosedRange<Double>)
  /// The logarithm is uniform; the lower bound is above 0.
  case logUniform(ClosedRange<Double>)
  /// Every whole number alike, both bounds included.
  case integers(ClosedRange<Int>)
  /// Uniform, then rounded to the nearest multiple of q > 0.
  case quantized(ClosedRange<Double>, q: Double)
  /// Log-uniform, then rounded to the nearest multiple of q > 0.
  case logQuantized(ClosedRange<Double>, q: Double)

  /// Draws a number.
  func draw(from stream: inout SplitMix64) -> Double {
    switch self {
    case .uniform(let range): Self.clamp(Self.linear(range, stream.unit()), range)
    case .logUniform(let range): Self.clamp(Self.logarithmic(range, stream.unit()), range)
    case .integers(let range): Double(range.lowerBound + stream.below(range.count))
    case .quantized(let range, let q): Self.quantize(Self.linear(range, stream.unit()), q, range)
    case .logQuantized(let range, let q):
      Self.quantize(Self.logarithmic(range, stream.unit()), q, range)
    }
  }

  /// All values, for a grid, as W&B has it; nil where there are too many to list.
  var elements: [Double]? {
    switch self {
    case .uniform, .logUniform, .logQuantized: nil
    case .integers(let range):
      range.count <= SearchRange.maximumCount ? range.map(Double.init) : nil
    case .quantized(let range, let q):
      SearchRange(start: range.lowerBound, end: range.upperBound, step: q, includesEnd: true)
        .elements
    }
  }

  private static func linear(_ range: ClosedRange<Double>, _ u: Double) -> Double {
    range.lowerBound + (range.upperBound - range.lowerBound) * u
  }

  private static func logarithmic(_ range: ClosedRange<Double>, _ u: Double) -> Double {
    let low = Elementary.log(range.lowerBound)
    let high = Elementary.log(range.upperBound)
    return Elementary.exp(low + (high - low) * u)
  }

  private static func quantize(_ x: Double, _ q: Double, _ range: ClosedRange<Double>) -> Double {
    clamp((x / q).rounded(.toNearestOrEven) * q, range)
  }

  private static func clamp(_ x: Double, _ range: ClosedRange<Double>) -> Double {
    min(max(SearchNumber.rounded(x), range.lowerBound), range.upperBound)
  }
}
