import Foundation
import Kernels
import NeuralNetwork
import Testing

@testable import Experiments

@Suite struct DataSourceTests {
  private let nowhere = DataEnvironment()

  private func failure(_ name: String, _ environment: DataEnvironment) -> DataError? {
    do {
      _ = try DataSource(name, environment: environment).load()
      return nil
    } catch {
      return error
    }
  }

  @Test func `tells missing files, wrong names and bad files apart`() throws {
    let folder = try ScratchFolder()
    let bad = try folder.write("bad.csv", Array("1,2\n3".utf8))
    let absent = failure("\(folder.path)/none.csv", nowhere)
    #expect(absent == .notFound(path: "\(folder.path)/none.csv"))
    #expect(absent?.category == .missing)
    let wrong = failure("digitz", nowhere)
    #expect(wrong == .unknownName("digitz", nearest: "digits"))
    #expect(wrong?.category == .usage)
    #expect(failure(bad, nowhere)?.category == .data)
    #expect(failure("a\0b", nowhere)?.category == .usage)
    let loose = DataError.system(path: "f", operation: "read", code: EIO)
    #expect(loose.category == .io)
    #expect(DataError.system(path: "f", operation: "open", code: EACCES).category == .permission)
  }

  @Test func `says how to get a data set that is not installed`() {
    let missing = failure("fashion-mnist", nowhere)
    #expect(missing?.category == .missing)
    #expect(
      missing?.description
        == "data set 'fashion-mnist' is not installed; run 'apt install dataset-fashion-mnist', "
        + "or put its files into 'fashion-mnist' in the folder that DESCENT_DATA names"
    )
    #expect(failure("mnist", nowhere)?.description.contains("apt") == false)
  }

  @Test func `finds a known data set in the first folder that has it`() throws {
    let folder = try ScratchFolder()
    let set = folder.path + "/mnist"
    try FileManager.default.createDirectory(atPath: set, withIntermediateDirectories: false)
    try folder.write("mnist/train-images-idx3-ubyte", DataFixture.idx([2, 1, 2], [1, 2, 3, 4]))
    try folder.write("mnist/train-labels-idx1-ubyte", DataFixture.idx([2], [0, 1]))
    let environment = DataEnvironment(dataFolders: ["/nowhere", folder.path])
    let named = try DataSource("mnist", environment: environment).load()
    let path = try DataSource(set, environment: nowhere).load()
    #expect(named.training.count == 2)
    #expect(named.licence == "CC BY-SA 3.0")
    #expect(path.licence == nil)
    #expect(named.digest == path.digest)
  }

  /// A folder of 3,000 images of 28 x 28 pixels, opened once, and the file in which they are kept.
  private func opened(_ folder: ScratchFolder) throws -> (source: DataSource, kept: URL) {
    let set = folder.path + "/set"
    try FileManager.default.createDirectory(atPath: set, withIntermediateDirectories: false)
    let pixels = (0..<3000 * 784).map { UInt8(truncatingIfNeeded: $0 / 784) }
    try folder.write("set/train-images-idx3-ubyte", DataFixture.idx([3000, 28, 28], pixels))
    let labels = (0..<3000).map { UInt8($0 % 10) }
    try folder.write("set/train-labels-idx1-ubyte", DataFixture.idx([3000], labels))
    return try opened(folder, set)
  }

  private func opened(
    _ folder: ScratchFolder,
    _ set: String
  ) throws -> (source: DataSource, kept: URL) {
    let source = DataSource(set, environment: DataEnvironment(cacheFolder: folder.path + "/kept"))
    _ = try source.load()
    let name = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/kept").first
    return (source, URL(filePath: "\(folder.path)/kept/\(try #require(name))"))
  }

  /// Changes a byte: the first pixel of image 2000, which is in the second of three pieces.
  private func damage(_ kept: URL, fromEnd offset: Int = 8 * 3000 + 1000 * 784) throws {
    var bytes = try Data(contentsOf: kept)
    bytes[bytes.count - offset] ^= 1
    try bytes.write(to: kept)
  }

  @Test func `parses files again where damage to their kept form is in the way`() throws {
    let folder = try ScratchFolder()
    let (source, kept) = try opened(folder)
    try damage(kept)
    let damaged = try Data(contentsOf: kept)
    let dataset = try source.load()
    let first: PreparedData<Float> = try dataset.prepared(trainLimit: 100, validation: .count(0))
    #expect(first.training.inputs[99 * 784] == Float(99.0 / 255))
    #expect(try Data(contentsOf: kept) == damaged)
    let all: PreparedData<Float> = try dataset.prepared(validation: .count(0))
    #expect(all.training.inputs[2000 * 784] == Float(Double(2000 & 255) / 255))
    #expect(try Data(contentsOf: kept) != damaged)
    let inputs = try source.load().training.inputs
    #expect(inputs.isSound(0..<3000) && inputs[2000, 0] == Double(2000 & 255))
  }

  @Test func `looks at a test part where it is validated with, and else not`() throws {
    let folder = try ScratchFolder()
    try FileManager.default.createDirectory(
      atPath: folder.path + "/set",
      withIntermediateDirectories: false
    )
    for (part, count) in [("train", 1400), ("t10k", 4000)] {
      let pixels = [UInt8](repeating: 7, count: count * 784)
      try folder.write("set/\(part)-images-idx3-ubyte", DataFixture.idx([count, 28, 28], pixels))
      let labels = (0..<count).map { UInt8($0 % 2) }
      try folder.write("set/\(part)-labels-idx1-ubyte", DataFixture.idx([count], labels))
    }
    let (source, kept) = try opened(folder, folder.path + "/set")
    // Image 1800 of the test part: neither its labels nor the training part are in that piece.
    try damage(kept, fromEnd: 8 * 4000 + 2200 * 784)
    let damaged = try Data(contentsOf: kept)
    let dataset = try source.load()
    let held: PreparedData<Float> = try dataset.prepared(validation: .count(100))
    #expect(held.training.count == 1300)
    _ = try DatasetSummary(dataset)
    #expect(try Data(contentsOf: kept) == damaged)
    let tested: PreparedData<Float> = try dataset.prepared(validation: .test)
    #expect(tested.validation?.inputs[1800 * 784] == Float(7.0 / 255))
    #expect(try Data(contentsOf: kept) != damaged)
  }

  @Test func `parses files again once, however many preparations there are`() throws {
    let folder = try ScratchFolder()
    let (source, kept) = try opened(folder)
    try damage(kept)
    let dataset = try source.load()
    let _: PreparedData<Float> = try dataset.prepared(validation: .count(0))
    try FileManager.default.removeItem(atPath: folder.path + "/set")
    let double = try dataset.prepared(validation: .count(0), as: Double.self)
    #expect(double.training.inputs[2000 * 784] == Double(2000 & 255) / 255)
  }

  @Test func `a summary tells of no damaged values`() throws {
    let folder = try ScratchFolder()
    let (source, kept) = try opened(folder)
    let whole = try DatasetSummary(try source.load())
    try damage(kept)
    #expect(try DatasetSummary(try source.load()) == whole)
  }

  @Test func `a damaged kept form does not hide that the files were changed`() throws {
    let folder = try ScratchFolder()
    let (source, kept) = try opened(folder)
    try damage(kept)
    let dataset = try source.load()
    let labels = [UInt8](repeating: 1, count: 1500) + [UInt8](repeating: 2, count: 1500)
    try folder.write("set/train-labels-idx1-ubyte", DataFixture.idx([3000], labels))
    #expect(throws: DataError.malformed(file: folder.path + "/set", nil, .changed)) {
      let _: PreparedData<Float> = try dataset.prepared(validation: .count(0))
    }
  }

  @Test func `refuses a column's name where there are no columns`() {
    let message = DataFixture.message {
      _ = try DataSource("digits", environment: nowhere).load(target: "label")
    }
    #expect(message == "target 'label' names a column, but the data is no CSV file")
  }

  @Test func `explains files that hold no targets`() throws {
    let folder = try ScratchFolder()
    let idx = try folder.write("images", DataFixture.idx([1, 2], [1, 2]))
    #expect(
      failure(idx, nowhere)?.description
        == "\(idx): has no targets; give the folder that holds images and labels"
    )
    let npy = try folder.write("x.npy", NPYFile.magic + [1, 0])
    #expect(failure(npy, nowhere)?.description.contains("one .npz file") == true)
  }

  @Test func `opens a large file a second time as it was parsed`() throws {
    let folder = try ScratchFolder()
    let cached = DataEnvironment(cacheFolder: folder.path + "/cache")
    let row = String(repeating: "1.25,", count: 200) + "0\n"
    let text = String(repeating: row + row.replacing("1.25,0\n", with: "1.25,1\n"), count: 600)
    let file = try folder.write("t.csv", Array(text.utf8))
    let first = try DataSource(file, environment: cached).load()
    let entries = try FileManager.default.contentsOfDirectory(atPath: folder.path + "/cache")
    #expect(entries.count == 1)
    let second = try DataSource(file, environment: cached).load()
    #expect(second.digest == first.digest)
    #expect(second.training == first.training)
    #expect(second.featureNames == first.featureNames)
    try Data(text.replacing("1.25,0\n", with: "1.25,7\n").utf8).write(to: URL(filePath: file))
    #expect(try DataSource(file, environment: cached).load().classes == ["1", "7"])
  }

  @Test func `reads folders from the environment`() {
    let given = DataEnvironment.current([
      "DESCENT_DATA": "/d", "XDG_CACHE_HOME": "/c", "HOME": "/h",
    ])
    #expect(given.dataFolders.first == "/d")
    #expect(given.cacheFolder == "/c/descent")
    let plain = DataEnvironment.current(["DESCENT_DATA": "", "HOME": "/h"])
    #expect(plain.dataFolders == ["/usr/share/datasets", "/usr/local/share/datasets"])
    #expect(plain.cacheFolder == "/h/.cache/descent")
    #expect(DataEnvironment.current([:]).cacheFolder == nil)
  }
}
