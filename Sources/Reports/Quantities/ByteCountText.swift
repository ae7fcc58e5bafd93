/// Amounts of storage for people.
public enum ByteCountText {
  private static let units = ["B", "kB", "MB", "GB", "TB", "PB", "EB"]

  /// `512 B`, `4.2 MB`, `38 GB`: powers of 1000, two digits that count.
  public static func of(_ bytes: Int) -> String {
    var value = Double(bytes.magnitude)
    var unit = 0
    while value >= 999.5, unit < units.count - 1 {
      value /= 1000
      unit += 1
    }
    let sign = bytes < 0 ? "-" : ""
    if unit == 0 || value >= 9.95 {
      return "\(sign)\(DecimalDigits(value).fixed(decimals: 0)) \(units[unit])"
    }
    return "\(sign)\(DecimalDigits(value).fixed(decimals: 1)) \(units[unit])"
  }
}
