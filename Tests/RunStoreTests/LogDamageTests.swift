import Experiments
import Foundation
@testable import RunStore
import Testing

@Suite struct LogDamageTests {
  let folder: TemporaryFolder
  /// A record whose every epoch is still in the log, as a killed process leaves it.
  let killed: String
  let log: Data

  init() throws {
    folder = try TemporaryFolder()
    let store = try RunStore.open(path: folder.file(), mode: .create)
    let recorder = try SQLiteRecorder.sample(store)
    _ = try recorder.begin(Samples.run())
    for epoch in 0...3 {
      try recorder.record(epoch, weights: .always, of: Samples.id(1))
      try recorder.flush()
    }
    killed = try folder.snapshot(of: folder.file(), as: "killed.db")
    log = try Data(contentsOf: URL(fileURLWithPath: killed + "-wal"))
    try recorder.close()
    try store.close()
  }

  /// Puts another log beside a fresh copy of the record.
  private func record(with log: Data) throws -> String {
    let path = try folder.snapshot(of: killed, as: UUID().uuidString)
    try log.write(to: URL(fileURLWithPath: path + "-wal"))
    return path
  }

  private func flipped(_ bit: Int) -> Data {
    var bytes = log
    bytes[bit / 8] ^= 1 << UInt8(bit % 8)
    return bytes
  }

  @Test func `a log that a killed process leaves is whole`() throws {
    #expect(log.count > 10 * 4120)
    #expect(LogDamage.find(in: killed + "-wal") == nil)
    #expect(LogDamage.find(in: folder.file("none")) == nil)
  }

  @Test func `what was not committed is no damage`() throws {
    let cut = try record(with: log.dropLast(4120 + 100))
    #expect(LogDamage.find(in: cut + "-wal") == nil)
    let tail = try record(with: log + Data(repeating: 7, count: 3 * 4120))
    #expect(LogDamage.find(in: tail + "-wal") == nil)
  }

  @Test func `a changed bit is found wherever it takes an epoch away`() throws {
    let whole = try epochCount(killed)
    #expect(whole == 4)
    let header = [0, 9 * 8, 17 * 8, 25 * 8]
    let frames = (0..<60).map { 8 * 32 + ($0 * 245_489) % (8 * (log.count - 32)) }
    for bit in header + frames {
      let path = try record(with: flipped(bit))
      let damage = LogDamage.find(in: path + "-wal")
      guard let found = try? epochCount(path), found == whole else {
        #expect(damage?.commits ?? 0 > 0, "bit \(bit)")
        continue
      }
    }
  }

  @Test func `the check names the run whose epochs went with the log`() throws {
    let path = try record(with: flipped(8 * (log.count - 2 * 4120)))
    let store = try RunStore.open(path: path, mode: .read)
    defer { try? store.close() }
    let damage = try store.check()
    #expect(damage.contains { $0.what.hasPrefix("the log breaks off at byte ") }, "\(damage)")
    let left = try store.epochs(of: Samples.id(1)).count
    #expect(damage.contains { $0.run == Samples.id(1) && $0.epoch == left }, "\(damage)")
  }

  @Test func `a header that is no log's is none, whatever its check sum says`() throws {
    var head = Array(log.prefix(32))
    head.replaceSubrange(8..<12, with: [0, 0, 2, 1])
    var sum = LogChecksum()
    sum.add(head, 0..<24, isBigEndian: head[3] & 1 == 1)
    for (place, word) in [(24, sum.first), (28, sum.second)] {
      for byte in 0..<4 {
        head[place + byte] = UInt8(truncatingIfNeeded: word >> (24 - 8 * UInt32(byte)))
      }
    }
    let path = try record(with: Data(head) + log.dropFirst(32))
    #expect(LogHeader(head) == nil)
    #expect(LogDamage.find(in: path + "-wal") == nil)
  }

  @Test(arguments: [(4096, 4096), (8192, 8192), (8193, 8192), (0, 8192)])
  func `a changed header's page size is believed if it can be one`(said: Int, taken: Int) {
    var head = Array(log.prefix(32))
    for byte in 0..<4 { head[8 + byte] = UInt8(truncatingIfNeeded: said >> (24 - 8 * byte)) }
    head[20] ^= 1
    #expect(LogHeader(head)?.pageSize == taken)
  }

  private func epochCount(_ path: String) throws -> Int {
    let store = try RunStore.open(
      path: try record(with: try Data(contentsOf: URL(fileURLWithPath: path + "-wal"))),
      mode: .read
    )
    defer { try? store.close() }
    return try store.epochs(of: Samples.id(1)).count
  }
}
