import Experiments
import Foundation
import GRDB
@testable import RunStore
import Testing

@Suite struct BackupTests {
  let folder: TemporaryFolder
  let store: RunStore

  init() throws {
    folder = try TemporaryFolder()
    store = try RunStore.open(path: folder.file(), mode: .create)
  }

  @Test func `a copy made while runs are recorded has whole epochs, and goes on by itself`() throws
  {
    let recorder = try SQLiteRecorder.sample(store)
    try recorder.train(Samples.run(seed: 1), upTo: 3)
    try recorder.train(Samples.run(seed: 2), upTo: 2, ending: nil)
    try recorder.flush()
    let reader = try RunStore.open(path: folder.file(), mode: .read)
    try reader.backUp(to: folder.file("copy.db"))
    try reader.close()
    try recorder.close()
    try store.close()
    #expect(try folder.contents() == ["copy.db", "descent.db"])
    let copy = try RunStore.open(path: folder.file("copy.db"), mode: .write)
    #expect(try copy.check() == [])
    #expect(try copy.epochs(of: Samples.id(2)).count == 3)
    let again = try SQLiteRecorder.sample(copy)
    try again.train(Samples.run(seed: 5), upTo: 3)
    try again.flush()
    #expect(FileProbe.size(folder.file("copy.db-wal")) ?? 0 > 0)
    try again.close()
    try copy.close()
  }

  @Test func `a file is replaced only when asked, and never one in use`() throws {
    try store.backUp(to: folder.file("copy.db"))
    let error = #expect(throws: StoreError.self) { try store.backUp(to: folder.file("copy.db")) }
    #expect(error?.exitCode == 73)
    try store.tag([], adding: ["x"])
    try store.backUp(to: folder.file("copy.db"), isReplacing: true)
    try Data([1]).write(to: URL(fileURLWithPath: folder.file("copy.db-wal")))
    for path in [folder.file("copy.db"), folder.file(), folder.path] {
      #expect(throws: StoreError.self) { try store.backUp(to: path, isReplacing: true) }
    }
  }

  @Test func `a damaged record makes no copy`() throws {
    let recorder = try SQLiteRecorder.sample(store)
    try recorder.train(Samples.run(), upTo: 3)
    try recorder.close()
    try store.writing { try $0.execute(sql: "UPDATE epoch SET train_cost = 9 WHERE epoch = 1") }
    let error = #expect(throws: StoreError.self) { try store.backUp(to: folder.file("copy.db")) }
    #expect(error?.exitCode == 65)
    #expect(!FileManager.default.fileExists(atPath: folder.file("copy.db")))
  }

  @Test func `what a killed backup left is removed by the next`() throws {
    let left = folder.file("copy.db.new-999999999-1")
    try Data([1]).write(to: URL(fileURLWithPath: left))
    try store.backUp(to: folder.file("copy.db"))
    #expect(!FileManager.default.fileExists(atPath: left))
  }
}
