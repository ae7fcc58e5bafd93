import Foundation

/// A curve in one line of characters: `█▅▃▂▁▁`.
///
/// A gap where the value is NaN, `↑` and `↓` for ±∞. Curves longer than the width are cut into
/// buckets, each shown by its last value, but the bucket of the lowest and that of the highest
/// value by these: no extreme is lost and no value is made up.
public enum Sparkline {
  /// How values become heights.
  public enum Scale: Sendable {
    /// In proportion to the value.
    case linear
    /// In proportion to its logarithm; zero and less are drawn as −∞.
    case logarithmic
  }

  private static let blocks = Array("▁▂▃▄▅▆▇█")
  private static let asciiBlocks = Array("_.-:=+*#")

  /// Renders a curve in at most `width` characters; shorter curves take one a value.
  public static func render(
    _ values: [Double],
    width: Int,
    scale: Scale = .linear,
    isASCII: Bool = false
  ) -> String {
    let heights =
      scale == .linear ? values : values.map { $0 > 0 ? log($0) : $0.isNaN ? $0 : -.infinity }
    let shown = resample(heights, to: width)
    let finite = shown.filter(\.isFinite)
    let low = finite.min() ?? 0
    let high = finite.max() ?? 0
    let ramp = isASCII ? asciiBlocks : blocks
    return String(
      shown.map { value in
        if value.isNaN { return " " }
        if value.isInfinite { return value > 0 ? (isASCII ? "^" : "↑") : (isASCII ? "v" : "↓") }
        return ramp[level(value, low: low, high: high, count: ramp.count)]
      }
    )
  }

  /// The block of a value between the lowest and the highest: 0…count − 1; the middle where all
  /// are the same.
  private static func level(_ value: Double, low: Double, high: Double, count: Int) -> Int {
    guard high > low else { return (count - 1) / 2 }
    // Halved, so that the range of the largest numbers stays finite.
    let share = (value / 2 - low / 2) / (high / 2 - low / 2)
    return min(count - 1, max(0, Int(share * Double(count))))
  }

  /// One value for each of at most `width` buckets of nearly equal length.
  static func resample(_ values: [Double], to width: Int) -> [Double] {
    guard values.count > width else { return values }
    guard width > 0 else { return [] }
    var shown = (0..<width).map { values[($0 + 1) * values.count / width - 1] }
    let finite = values.indices.filter { values[$0].isFinite }
    guard let lowest = finite.min(by: { values[$0] < values[$1] }),
      let highest = finite.max(by: { values[$0] < values[$1] })
    else { return shown }
    let low = bucket(of: lowest, count: values.count, width: width)
    let high = bucket(of: highest, count: values.count, width: width)
    shown[low] = values[lowest]
    // In one bucket both cannot be seen; the bucket before it then shows the earlier one.
    if low == high, width > 1 {
      let later = max(low, 1)
      shown[later - 1] = values[min(lowest, highest)]
      shown[later] = values[max(lowest, highest)]
    } else {
      shown[high] = values[highest]
    }
    return shown
  }

  private static func bucket(of index: Int, count: Int, width: Int) -> Int {
    ((index + 1) * width + count - 1) / count - 1
  }
}
