import Foundation

/// Spans of time for people.
public enum DurationText {
  /// `850 µs`, `12 ms`, `1.2 s`, `3 min 20 s`, `2 h 05 min`, `3 d 4 h`; `us` for `µs` in ASCII.
  public static func of(_ seconds: Double, isASCII: Bool = false) -> String {
    guard seconds.isFinite else { return seconds.isNaN ? "nan" : seconds < 0 ? "-inf" : "inf" }
    if seconds < 0 { return "-" + of(-seconds, isASCII: isASCII) }
    if seconds == 0 { return "0 s" }
    if seconds < 0.0009995 {
      return DecimalDigits.significant(seconds * 1e6, digits: 3) + (isASCII ? " us" : " µs")
    }
    if seconds < 0.9995 { return DecimalDigits.significant(seconds * 1e3, digits: 3) + " ms" }
    if seconds < 9.95 { return DecimalDigits(seconds).fixed(decimals: 1) + " s" }
    guard seconds < 1e15 else { return DecimalDigits.significant(seconds / 86_400) + " d" }
    return whole(Int(seconds.rounded()))
  }

  private static func whole(_ seconds: Int) -> String {
    switch seconds {
    case ..<60: return "\(seconds) s"
    case ..<3600: return "\(seconds / 60) min \(twoDigits(seconds % 60)) s"
    case ..<86_400: return "\(seconds / 3600) h \(twoDigits(seconds % 3600 / 60)) min"
    default: return "\(seconds / 86_400) d \(seconds % 86_400 / 3600) h"
    }
  }

  private static func twoDigits(_ value: Int) -> String { value < 10 ? "0\(value)" : "\(value)" }
}
