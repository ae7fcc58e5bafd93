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

  /// The check sum of each piece.
  static func sums(of bytes: Data) -> [UInt64] {
    (0..<pieceCount(bytes.count)).map { LaneChecksum.of(piece($0, of: bytes)) }
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
      for piece in compare(asked) { sound[piece] = true }
      return pieces.allSatisfy { sound[$0] }
    }
  }

  /// Those of some pieces that are as they were written; all cores compare.
  private func compare(_ pieces: [Int]) -> [Int] {
    let equal = Mutex<[Int]>([])
    Pieces.concurrently(pieces.count, size: 1) { indices in
      for piece in pieces[indices]
      where LaneChecksum.of(Self.piece(piece, of: bytes)) == sums[piece] {
        equal.withLock { $0.append(piece) }
      }
    }
    return equal.withLock(\.self)
  }

  private static func piece(_ index: Int, of bytes: Data) -> Data {
    bytes.dropFirst(index * pieceSize).prefix(pieceSize)
  }
}
