import Kernels
import Synchronization
import Testing

@Suite struct PiecesTests {
  private func pieces(_ count: Int, size: Int) -> [Range<Int>] {
    let pieces = Mutex<[Range<Int>]>([])
    Pieces.concurrently(count, size: size) { piece in pieces.withLock { $0.append(piece) } }
    return pieces.withLock { $0.sorted { $0.lowerBound < $1.lowerBound } }
  }

  @Test(arguments: [(0, 3), (1, 3), (3, 3), (4, 3), (1000, 7), (7, 1000)])
  func `pieces are all there is, once, and none is larger than asked`(count: Int, size: Int) {
    let pieces = pieces(count, size: size)
    #expect(pieces.flatMap { Array($0) } == Array(0..<count))
    #expect(pieces.allSatisfy { !$0.isEmpty && $0.count <= size })
    #expect(pieces == self.pieces(count, size: size))
  }
}
