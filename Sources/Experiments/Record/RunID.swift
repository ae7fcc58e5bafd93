/// The name of a run everywhere: the first 16 bytes of the SHA-256 of its canonical definition.
///
/// The same definition has the same id in every database and on every machine.
public struct RunID: Hashable, Sendable, Comparable, CustomStringConvertible {
  /// The number of bytes of an id.
  public static let byteCount = 16

  /// The bytes, most significant first.
  public let bytes: [UInt8]

  /// Creates an id from exactly ``byteCount`` bytes; nil for any other number.
  public init?(bytes: some Collection<UInt8>) {
    guard bytes.count == Self.byteCount else { return nil }
    self.bytes = Array(bytes)
  }

  /// Reads the 32 hexadecimal digits of a full id; nil for anything else.
  public init?(hex: some StringProtocol) {
    let digits = hex.utf8.compactMap { Character(UnicodeScalar($0)).hexDigitValue }
    guard digits.count == hex.utf8.count, digits.count == 2 * Self.byteCount else { return nil }
    bytes = stride(from: 0, to: digits.count, by: 2).map {
      UInt8(truncatingIfNeeded: digits[$0] << 4 | digits[$0 + 1])
    }
  }

  /// The full id, 32 lower-case hexadecimal digits.
  public var description: String {
    let digits = Array("0123456789abcdef".utf8)
    let hex = bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }
    return String(decoding: hex, as: UTF8.self)
  }

  /// The first eight digits, for tables read by people.
  public var short: String { String(description.prefix(8)) }

  /// Orders ids by their bytes.
  public static func < (left: RunID, right: RunID) -> Bool {
    left.bytes.lexicographicallyPrecedes(right.bytes)
  }
}
