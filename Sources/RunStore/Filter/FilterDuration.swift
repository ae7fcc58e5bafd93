/// Durations as filters write them: `30s`, `1.5h`, `1h30m`, `100ms`.
enum FilterDuration {
  /// Seconds of each unit.
  static let units: KeyValuePairs = [
    "ms": 0.001, "s": 1, "m": 60, "h": 3600, "d": 86_400, "w": 604_800,
  ]

  /// The seconds; nil for other text, and for what no clock counts.
  static func seconds(in text: String) -> Double? {
    var rest = Substring(text.lowercased())
    var seconds = 0.0
    guard !rest.isEmpty else { return nil }
    while !rest.isEmpty {
      let digits = rest.prefix { $0 == "." || ("0"..."9").contains($0) }
      let unit = rest.dropFirst(digits.count).prefix { ("a"..."z").contains($0) }
      guard let size = units.first(where: { $0.key == unit })?.value,
        !digits.hasPrefix("."), !digits.hasSuffix("."), let number = Double(digits)
      else { return nil }
      seconds += number * size
      rest = rest.dropFirst(digits.count + unit.count)
    }
    return seconds < 1e12 ? seconds : nil
  }
}
