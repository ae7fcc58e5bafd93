import Foundation
import Kernels

/// The numbers that ranges and distributions make.
///
/// They are rounded to twelve significant digits: `0.3`, not `0.30000000000000004`, so that what a
/// linspace makes and what a person types is the same run.
enum SearchNumber {
  /// The nearest number with twelve significant decimal digits; whole numbers as they are.
  static func rounded(_ value: Double) -> Double {
    guard value.isFinite, value != value.rounded() else { return value }
    return Double(String(format: "%.11e", value)) ?? value
  }

  /// 10^x; exact for whole x.
  static func powerOfTen(_ x: Double) -> Double {
    let whole = x.rounded(.down)
    guard let exponent = Int(exactly: whole), let power = Double("1e\(exponent)") else {
      return .nan
    }
    return x == whole ? power : rounded(Elementary.exp((x - whole) * 2.302585092994046) * power)
  }

}
