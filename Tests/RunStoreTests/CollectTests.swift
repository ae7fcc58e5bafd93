import Experiments
import Foundation
@testable import RunStore
import Testing

@Suite struct CollectTests {
  let folder: TemporaryFolder
  let store: RunStore

  init() throws {
    folder = try TemporaryFolder()
    store = try RunStore.open(path: folder.file(), mode: .create)
    let recorder = try SQLiteRecorder.sample(store)
    for seed in 1...40 { try recorder.train(Samples.run(seed: seed, epochs: 20), upTo: 20) }
    try recorder.close()
  }

  @Test(arguments: [
    (KeptWeights(best: false), [20]), (KeptWeights(best: true), [20]),
    (KeptWeights(best: false, every: 8), [0, 8, 16, 20]),
  ])
  func `keeps the last epoch's weights and those asked for`(
    kept: KeptWeights,
    epochs: [Int]
  ) throws {
    let expected = try store.weightsToDrop(of: Samples.id(1), keeping: kept)
    #expect(try store.dropWeights(of: Samples.id(1), keeping: kept) == expected)
    #expect(expected.bytes > 0)
    #expect(try store.keptEpochs(of: Samples.id(1)) == epochs)
    #expect(try store.weights(of: Samples.id(1), epoch: 20) == Samples.weights(20))
    #expect(try store.dropWeights(of: Samples.id(1), keeping: kept) == DroppedWeights())
    #expect(try store.check() == [])
  }

  @Test func `the file shrinks while another reads`() throws {
    let reader = try RunStore.open(path: folder.file(), mode: .read)
    for seed in 1...40 {
      try store.dropWeights(of: Samples.id(seed), keeping: KeptWeights(best: false))
    }
    let size = try store.shrink()
    #expect(size.after < size.before / 2)
    #expect(size.isDone && FileProbe.size(folder.file()) == size.after)
    #expect(try reader.epochs(of: Samples.id(1)).count == 21)
    try reader.close()
    #expect(try store.check() == [])
    #expect(try store.info().freePageCount == 0)
  }

  @Test func `refuses while another process trains`() throws {
    let recorder = try SQLiteRecorder.sample(store)
    let error = #expect(throws: StoreError.self) { try store.shrink() }
    #expect(error?.exitCode == 75)
    try recorder.close()
    _ = try store.shrink()
  }
}
