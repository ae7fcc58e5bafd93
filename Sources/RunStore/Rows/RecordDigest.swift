internal import Experiments

/// The digests that make damage to the record visible: SHA-256, cut to 16 bytes.
///
/// Values are hashed one after the other, each behind a byte that tells its kind: 0 for nothing;
/// 1 and an integer's 8 bytes; 2 and a number's 8 bytes, NaN with one bit pattern and zero without a
/// sign; 3 and 4, the length as 8 bytes and a text's UTF-8 or a blob. All little-endian.
struct RecordDigest {
  /// The number of bytes that are kept.
  static let byteCount = 16

  private var hash = SHA256()

  mutating func append(_ value: Int?) {
    guard let value else { return append(kind: 0) }
    append(kind: 1, word: UInt64(bitPattern: Int64(value)))
  }

  mutating func append(_ value: Double?) {
    guard let value else { return append(kind: 0) }
    append(kind: 2, word: Self.recorded(value).bitPattern)
  }

  mutating func append(_ value: String?) {
    guard let value else { return append(kind: 0) }
    append(kind: 3, word: UInt64(value.utf8.count))
    hash.update(value.utf8)
  }

  mutating func append(_ value: [UInt8]?) {
    guard let value else { return append(kind: 0) }
    append(kind: 4, word: UInt64(value.count))
    value.withUnsafeBytes { hash.update($0) }
  }

  /// Appends a blob that is at hand in pieces.
  mutating func append(pieces: [[UInt8]]) {
    append(kind: 4, word: UInt64(pieces.reduce(0) { $0 + $1.count }))
    for piece in pieces { piece.withUnsafeBytes { hash.update($0) } }
  }

  mutating func append(numbers: [Double?]) {
    for number in numbers { append(number) }
  }

  /// The digest of everything appended so far.
  func finished() -> [UInt8] {
    Array(hash.finalized().bytes.prefix(Self.byteCount))
  }

  /// A number as it is recorded: one NaN, and zero without a sign.
  static func recorded(_ value: Double) -> Double {
    value.isNaN ? .nan : value == 0 ? 0 : value
  }

  private mutating func append(kind: UInt8) {
    withUnsafeBytes(of: kind) { hash.update($0) }
  }

  private mutating func append(kind: UInt8, word: UInt64) {
    append(kind: kind)
    withUnsafeBytes(of: word.littleEndian) { hash.update($0) }
  }
}

extension RecordDigest {
  /// The digest of texts, as of names, tags and notes.
  static func of(_ texts: String...) -> [UInt8] {
    var digest = RecordDigest()
    for text in texts { digest.append(text) }
    return digest.finished()
  }

  /// The digest of a layer's weights and biases.
  static func of(_ layer: WeightsSnapshot.Layer) -> [UInt8] {
    var digest = RecordDigest()
    digest.append(layer.weights)
    digest.append(layer.biases)
    return digest.finished()
  }
}
