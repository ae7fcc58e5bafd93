import Experiments
import Foundation
import RunStore

/// A record whose file or log an input changes.
///
/// An input is a list of changes of six bytes each: a place (four bytes, little-endian, modulo the
/// bytes there are), what to do (set, flip, add, cut off from here) and with which byte.
struct ChangedRecord {
  let path: String
  let runs: [RunID]
  private let file: [UInt8]
  private let log: [UInt8]

  init() throws {
    let sample = try SampleRecord()
    let store = try sample.record()
    path = sample.folder + "/changed.db"
    runs = sample.runs.map(\.id)
    log = Array(try Data(contentsOf: URL(filePath: sample.path + "-wal")))
    file = Array(try Data(contentsOf: URL(filePath: sample.path)))
    try store.close()
  }

  /// Writes the record with these changes.
  func change(by bytes: [UInt8]) {
    do {
      try write(changed(by: bytes))
    } catch {
      preconditionFailure("\(error)")
    }
  }

  private func changed(by bytes: [UInt8]) -> (file: [UInt8], log: [UInt8]) {
    var all = file + log
    var end = all.count
    for start in stride(from: 0, to: bytes.count - 5, by: 6) {
      let place = bytes[start..<start + 4].reversed().reduce(0) { $0 << 8 | Int($1) } % all.count
      let byte = bytes[start + 5]
      switch bytes[start + 4] % 16 {
      case 0: end = min(end, max(place, 1))
      case 1...7: all[place] ^= 1 << (byte % 8)
      case 8...11: all[place] = byte
      default: all[place] &+= byte
      }
    }
    let whole = all[..<end]
    return (Array(whole.prefix(file.count)), Array(whole.dropFirst(file.count)))
  }

  private func write(_ content: (file: [UInt8], log: [UInt8])) throws {
    try? FileManager.default.removeItem(atPath: path + "-shm")
    try Data(content.log).write(to: URL(filePath: path + "-wal"))
    try Data(content.file).write(to: URL(filePath: path))
  }
}
