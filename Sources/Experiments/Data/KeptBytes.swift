import FoundationEssentials
import Kernels
import Synchronization

/// The values of a kept entry: mapped bytes in pieces, each compared with its check sum when it is
/// first asked for.
///
/// What trains on the first examples of a large data set reads no more of the file than these.
final class KeptBytes: Sendable {
  /// Bytes of a piece; the last one's may be fewer.
  static let pieceSize = 1 << 20

  private let bytes: Data
  private let sums: [UInt64]
  /// Which pieces have been found to be as they were written.
  private let sound: Mutex<[Bool]>

  /// Some of the bytes: the inputs of a part.
  struct Slice: Sendable {
    let whole: KeptBytes
    let range: Range<Int>

    /// Whether bytes, counted from the first of the slice, are as they were written.
    func isSound(_ bytes: Range<Int>) -> Bool {
      whole.isSound(range.lowerBound + bytes.lowerBound..<range.lowerBound + bytes.upperBound)
    }
  }

  /// Takes bytes and the check sums they were written with; nil unless there is one for each piece.
  init?(_ bytes: Data, sums: [UInt64]) {
    guard sums.count == Self.pieceCount(bytes.count) else { return nil }
    (self.bytes, self.sums) = (bytes, sums)
    sound = Mutex(sums.map { _ in false })
  }

  /// The number of bytes.
  var count: Int { bytes.count }

  static func pieceCount(_ byteCount: Int) -> Int { (byteCount + pieceSize - 1) / pieceSize }

  /// The check sum of each piece; all cores compute.
  static func sums(of bytes: Data) -> [UInt64] {
    sums(Array(0..<pieceCount(bytes.count)), of: bytes)
  }

  /// Some of the bytes; nil where they are not as they were written.
  func slice(_ range: Range<Int>) -> Data? { isSound(range) ? unproved(range) : nil }

  /// Some of the bytes as they stand.
  func unproved(_ range: Range<Int>) -> Data {
    bytes.dropFirst(range.lowerBound).prefix(range.count)
  }

  /// Whether some of the bytes are as they were written.
  func isSound(_ range: Range<Int>) -> Bool {
    guard !range.isEmpty else { return true }
    let first = range.lowerBound / Self.pieceSize
    let pieces = first..<Self.pieceCount(range.upperBound)
    return sound.withLock { sound in
      let asked = pieces.filter { !sound[$0] }
      for (piece, sum) in zip(asked, Self.sums(asked, of: bytes)) {
        sound[piece] = sum == sums[piece]
      }
      return pieces.allSatisfy { sound[$0] }
    }
  }

  private static func sums(_ pieces: [Int], of bytes: Data) -> [UInt64] {
    let sums = Mutex(pieces.map { _ in UInt64(0) })
    Pieces.concurrently(pieces.count, size: 1) { indices in
      for index in indices {
        let piece = bytes.dropFirst(pieces[index] * pieceSize).prefix(pieceSize)
        let sum = LaneChecksum.of(piece)
        sums.withLock { $0[index] = sum }
      }
    }
    return sums.withLock(\.self)
  }
}
