/// Moments as filters write them; all in UTC, as every list shows them.
enum FilterTime {
  /// Milliseconds since 1970 of `now`, `today`, `yesterday`, `2h ago`, `2026-11-23` (its first
  /// moment), `2026-11-23T10:00`, also with seconds and an offset from UTC; nil for other text.
  ///
  /// The first four are counted from the moment `now`.
  static func moment(in text: String, now: Int) -> Int? {
    let midnight = now - ((now % day) + day) % day
    switch text.lowercased() {
    case "now": return now
    case "today": return midnight
    case "yesterday": return midnight - day
    default: break
    }
    if text.lowercased().hasSuffix(" ago") {
      let duration = text.dropLast(4)
      return FilterDuration.seconds(in: String(duration)).map { now - Int(($0 * 1000).rounded()) }
    }
    return date(Array(text.utf8))
  }

  private static let day = 86_400_000

  private static func date(_ text: [UInt8]) -> Int? {
    var reader = DigitReader(text)
    guard let year = reader.number(4), reader.take("-"), let month = reader.number(2),
      reader.take("-"), let dayOfMonth = reader.number(2), (1...9999).contains(year),
      (1...12).contains(month), (1...length(ofMonth: month, year)).contains(dayOfMonth)
    else { return nil }
    let start = days(year, month, dayOfMonth) * day
    if reader.isAtEnd { return start }
    guard reader.take("T") || reader.take("t") || reader.take(" "), let time = time(&reader),
      let offset = offset(&reader), reader.isAtEnd
    else { return nil }
    return start + time - offset
  }

  /// `10:00`, `10:00:30` or `10:00:30.125`.
  private static func time(_ reader: inout DigitReader) -> Int? {
    guard let hour = reader.number(2), reader.take(":"), let minute = reader.number(2),
      hour < 24, minute < 60
    else { return nil }
    let start = (hour * 60 + minute) * 60_000
    guard reader.take(":") else { return start }
    guard let second = reader.number(2), second < 60 else { return nil }
    guard reader.take(".") else { return start + second * 1000 }
    return reader.thousandths().map { start + second * 1000 + $0 }
  }

  /// Nothing, `Z`, `+01:00` or `-0530`.
  private static func offset(_ reader: inout DigitReader) -> Int? {
    if reader.isAtEnd || reader.take("Z") || reader.take("z") { return 0 }
    let isWest = reader.take("-")
    guard isWest || reader.take("+"), let hour = reader.number(2) else { return nil }
    _ = reader.take(":")
    guard let minute = reader.number(2), hour < 24, minute < 60 else { return nil }
    return (hour * 60 + minute) * (isWest ? -60_000 : 60_000)
  }

  private static func isLeap(_ year: Int) -> Bool {
    year.isMultiple(of: 4) && !year.isMultiple(of: 100) || year.isMultiple(of: 400)
  }

  private static func length(ofMonth month: Int, _ year: Int) -> Int {
    month == 2 ? (isLeap(year) ? 29 : 28) : [4, 6, 9, 11].contains(month) ? 30 : 31
  }

  /// Days from 1970-01-01 in the Gregorian calendar; years begin in March, so that the leap day is
  /// their last.
  private static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let shifted = month <= 2 ? year - 1 : year
    let dayOfYear = (153 * ((month + 9) % 12) + 2) / 5 + day - 1
    return shifted * 365 + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
  }
}

/// Reads numbers of a fixed width.
private struct DigitReader {
  private let text: [UInt8]
  private var next = 0

  init(_ text: [UInt8]) {
    self.text = text
  }

  var isAtEnd: Bool { next == text.count }

  mutating func take(_ sign: Unicode.Scalar) -> Bool {
    guard next < text.count, UInt32(text[next]) == sign.value else { return false }
    next += 1
    return true
  }

  mutating func number(_ width: Int) -> Int? {
    guard text.count - next >= width else { return nil }
    var number = 0
    for digit in text[next..<next + width] {
      guard (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(digit) else { return nil }
      number = number * 10 + Int(digit - UInt8(ascii: "0"))
    }
    next += width
    return number
  }

  /// One to three digits after a point, as thousandths.
  mutating func thousandths() -> Int? {
    for (width, scale) in [(3, 1), (2, 10), (1, 100)] {
      if let number = number(width) { return number * scale }
    }
    return nil
  }
}
