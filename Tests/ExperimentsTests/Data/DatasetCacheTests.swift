import Foundation
import Testing

@testable import Experiments

@Suite struct DatasetCacheTests {
  private func entry() throws -> DatasetCache.Entry {
    var data = try DataReader().file(.path(DataFixture.path("keras.npz")))
    data.droppedRows = 3
    return DatasetCache.Entry(data)
  }

  private func textEntry() throws -> DatasetCache.Entry {
    DatasetCache.Entry(try DataFixture.table("c,x,y\nu,1,é\nv,2,f\n"))
  }

  @Test func `gives back what it was given`() throws {
    let folder = try ScratchFolder()
    let cache = DatasetCache(folder: folder.path + "/new/folder")
    for (key, entry) in [("a", try entry()), ("b", try textEntry())] {
      #expect(cache.load(key) == nil)
      cache.store(entry, key)
      #expect(cache.load(key) == entry)
    }
    #expect(cache.load("a") != cache.load("b"))
  }

  @Test func `believes no file of another key`() throws {
    let folder = try ScratchFolder()
    let cache = DatasetCache(folder: folder.path)
    cache.store(try entry(), "a")
    try FileManager.default.moveItem(
      atPath: "\(folder.path)/a.dataset",
      toPath: "\(folder.path)/b.dataset"
    )
    #expect(cache.load("b") == nil)
  }

  @Test func `believes no file with a byte changed or cut off`() throws {
    let folder = try ScratchFolder()
    let cache = DatasetCache(folder: folder.path)
    cache.store(try textEntry(), "a")
    let whole = Array(try Data(contentsOf: URL(filePath: "\(folder.path)/a.dataset")))
    for index in whole.indices {
      var damaged = whole
      damaged[index] ^= 0x80
      #expect(believed(damaged) == nil, "byte \(index)")
      #expect(believed(Array(whole[..<index])) == nil)
    }
    #expect(believed(whole) == (try textEntry()))
  }

  /// An entry of which everything is asked for.
  private func believed(_ bytes: [UInt8]) -> DatasetCache.Entry? {
    guard let entry = DatasetCacheFile.decode(Data(bytes), key: "a") else { return nil }
    let parts = [entry.data.training, entry.data.test].compactMap(\.self)
    return parts.allSatisfy { $0.inputs.isSound(0..<$0.inputs.rows) } ? entry : nil
  }

  @Test func `keeps the newest entries only`() throws {
    let folder = try ScratchFolder()
    let cache = DatasetCache(folder: folder.path)
    let entry = try textEntry()
    for number in 0..<DatasetCache.mostEntries + 3 { cache.store(entry, "\(number)") }
    let names = try FileManager.default.contentsOfDirectory(atPath: folder.path)
    #expect(names.count == DatasetCache.mostEntries)
  }

  @Test func `names an entry by size, times and request, and leaves small files alone`() throws {
    let folder = try ScratchFolder()
    let cache = DatasetCache(folder: folder.path)
    let file = try folder.write("large", [UInt8](repeating: 1, count: 1 << 20))
    let small = try folder.write("small", [1])
    let key = try #require(try cache.key([file], "r"))
    #expect(try cache.key([file], "r") == key)
    #expect(try cache.key([file], "other") != key)
    #expect(try cache.key([file, small], "r") != key)
    #expect(try cache.key([small], "r") == nil)
    #expect(try DatasetCache(folder: nil).key([file], "r") == nil)
    try FileManager.default.setAttributes(
      [.modificationDate: Date(timeIntervalSince1970: 1)],
      ofItemAtPath: file
    )
    #expect(try cache.key([file], "r") != key)
  }

  @Test func `does no harm where it cannot write`() throws {
    let folder = try ScratchFolder()
    let file = try folder.write("file", [1])
    let cache = DatasetCache(folder: file + "/below")
    cache.store(try entry(), "a")
    #expect(cache.load("a") == nil)
  }
}
