import Experiments
import Foundation
import GRDB
@testable import RunStore
import Testing

@Suite struct StateRowTests {
  let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  @Test(arguments: [WeightsRetention.always, .whileBest, .whileLast])
  func `weights that are kept are written once, and the state is whole`(
    retention: WeightsRetention
  ) throws {
    try record(retention)
    let store = try RunStore.open(path: folder.file(), mode: .read)
    defer { try? store.close() }
    #expect(try ownBytes() == (retention == .whileLast ? Samples.weights(2).bytes.count : 0))
    #expect(try store.state(of: Samples.id(1)) == Samples.state(2))
    #expect(try store.weights(of: Samples.id(1), epoch: 2) == Samples.weights(2))
    #expect(try store.check() == [])
  }

  @Test func `a state that has weights of its own, as earlier files have, is read`() throws {
    try record(.always)
    try change("UPDATE state SET weights = ?", Data(Samples.weights(2).bytes))
    let store = try RunStore.open(path: folder.file(), mode: .write)
    defer { try? store.close() }
    #expect(try store.state(of: Samples.id(1)) == Samples.state(2))
    let kept = KeptWeights(best: false)
    #expect(try store.dropWeights(of: Samples.id(1), keeping: kept).epochs == 3)
    #expect(try store.weights(of: Samples.id(1), epoch: 2) == Samples.weights(2))
    #expect(try store.check() == [])
  }

  @Test func `the last epoch's weights stay where the state has none`() throws {
    try record(.always)
    let store = try RunStore.open(path: folder.file(), mode: .write)
    defer { try? store.close() }
    let kept = KeptWeights(best: false)
    #expect(try store.dropWeights(of: Samples.id(1), keeping: kept).epochs == 2)
    #expect(try store.state(of: Samples.id(1)) == Samples.state(2))
  }

  @Test(arguments: ["DELETE FROM weights", "UPDATE weights SET biases = zeroblob(length(biases))"])
  func `a state whose weights are gone or changed is damaged`(statement: String) throws {
    try record(.always)
    try change("\(statement) WHERE epoch = 2")
    let store = try RunStore.open(path: folder.file(), mode: .read)
    defer { try? store.close() }
    #expect(throws: StoreError.self) { try store.state(of: Samples.id(1)) }
    #expect(try !store.check().isEmpty)
  }

  /// A run that was interrupted after epoch 2.
  private func record(_ retention: WeightsRetention) throws {
    let store = try RunStore.open(path: folder.file(), mode: .create)
    let recorder = try SQLiteRecorder.sample(store)
    _ = try recorder.begin(Samples.run(seed: 1, epochs: 5))
    for epoch in 0...2 { try recorder.record(epoch, weights: retention, of: Samples.id(1)) }
    try recorder.end(Samples.id(1), .interrupted)
    try recorder.close()
    try store.close()
  }

  private func ownBytes() throws -> Int? {
    let queue = try DatabaseQueue(path: folder.file())
    defer { try? queue.close() }
    return try queue.read { try Int.fetchOne($0, sql: "SELECT length(weights) FROM state") }
  }

  private func change(_ sql: String, _ values: Data...) throws {
    let queue = try DatabaseQueue(path: folder.file())
    try queue.write { try $0.execute(sql: sql, arguments: StatementArguments(values)) }
    try queue.close()
  }
}
