import Foundation
import Testing

@testable import Experiments

@Suite struct TrainingSplitTests {
  private struct Case: Decodable {
    let count: Int
    let held: Int
    let seed: UInt64
    let validation: [Int]
  }

  @Test func `draws what the same draw in Python holds out`() throws {
    for example in try DataFixture.json("splits.json", as: [Case].self) {
      let split = TrainingSplit(count: example.count, heldOut: example.held, seed: example.seed)
      #expect(split.validation == .some(example.validation))
      let kept = (0..<example.count).filter { !example.validation.contains($0) }
      #expect(split.training == .some(kept))
    }
  }

  @Test func `keeps the file's order when nothing is held out`() {
    let split = TrainingSplit(count: 5, heldOut: 0, seed: 3)
    #expect((0..<5).map { split.training[$0] } == [0, 1, 2, 3, 4])
    #expect(split.validation.count == 0)
  }
}
