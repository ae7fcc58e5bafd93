import Experiments
import Foundation
@testable import RunStore
import Testing

@Suite struct RecordDigestTests {
  /// What hashlib makes of the same values: see Fixtures/record_digest.py.
  let expected: [String]

  init() throws {
    let url = try #require(
      Bundle.module.url(forResource: "Fixtures/record_digest", withExtension: "txt")
    )
    expected = try String(contentsOf: url, encoding: .utf8).split(separator: "\n").map(String.init)
  }

  func hex(_ bytes: [UInt8]) -> String {
    bytes.map { String(format: "%02x", $0) }.joined()
  }

  /// Samples with an epoch of NaN, −0 and infinity.
  func record(_ epoch: Int) -> EpochRecord {
    var record = Samples.epoch(epoch)
    if epoch == 2 {
      record.train.cost = -.nan
      record.train.accuracy = -0.0
      record.gradientNorm = .infinity
    }
    return record
  }

  @Test func `the chain over epochs is what hashlib computes`() {
    var chain = Samples.id(1).bytes
    for epoch in 0...2 {
      let digests = Samples.weights(epoch).layers.map { RecordDigest.of($0) }
      chain = record(epoch).chain(after: chain, weightsDigests: digests)
      #expect(hex(chain) == expected[epoch])
    }
  }

  @Test func `every kind of value is what hashlib computes`() {
    var digest = RecordDigest()
    digest.append("ä")
    digest.append("")
    digest.append(7)
    digest.append(nil as Int?)
    digest.append([0, 1] as [UInt8])
    #expect(hex(digest.finished()) == expected[3])
  }

  @Test func `the record has the chain of its epochs`() throws {
    let folder = try TemporaryFolder()
    let store = try RunStore.open(path: folder.file(), mode: .create)
    let recorder = try SQLiteRecorder.sample(store)
    _ = try recorder.begin(Samples.run())
    for epoch in 0...2 {
      try recorder.record(
        record(epoch),
        state: Samples.state(epoch),
        weights: .whileLast,
        of: Samples.id(1)
      )
    }
    try recorder.close()
    #expect(try store.details(of: Samples.id(1)).summary.chain.map(hex) == expected[2])
    try store.close()
  }

  @Test func `a changed value changes the digest of a definition and a summary`() {
    var definition = StoredDefinition(Samples.definition(), numericsVersion: 1)
    let before = definition.digest(of: Samples.id(1))
    definition.values[.learningRate] = .real(0.5.nextUp)
    #expect(definition.digest(of: Samples.id(1)) != before)
    var summary = RunSummary(plannedAt: 1)
    let plain = summary.digest(of: Samples.id(1))
    summary.best[3] = 0.5
    #expect(summary.digest(of: Samples.id(1)) != plain)
  }
}
