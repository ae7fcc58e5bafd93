import Foundation
import Testing

@testable import Experiments

@Suite struct IDXFolderTests {
  private let images = DataFixture.idx([3, 2, 2], Array(1...12))
  private let labels = DataFixture.idx([3], [7, 5, 7])

  private func read(_ folder: ScratchFolder) throws -> ParsedData {
    try IDXFolder(folder.path).read(limits: DataLimits())
  }

  @Test func `pairs images with labels, plain or gzipped, with a test part or none`() throws {
    let folder = try ScratchFolder()
    try folder.write("train-images-idx3-ubyte", images)
    try folder.write("train-labels-idx1-ubyte.gz", DataFixture.gzip(labels))
    let alone = try read(folder)
    #expect(alone.test == nil)
    #expect(alone.shape == [2, 2])
    #expect(alone.maximum == 255)
    #expect(alone.training.target == .numbers([7, 5, 7], width: 1))
    try folder.write("t10k-images.idx3-ubyte", DataFixture.idx([1, 2, 2], [9, 9, 9, 8]))
    try folder.write("t10k-labels.idx1-ubyte", DataFixture.idx([1], [5]))
    let both = try read(folder)
    #expect(both.test?.inputs[0, 3] == 8)
    #expect(both.test?.target == .numbers([5], width: 1))
  }

  @Test func `takes the plain file of a plain and a gzipped one`() throws {
    let folder = try ScratchFolder()
    try folder.write("train-images-idx3-ubyte", images)
    try folder.write("train-images-idx3-ubyte.gz", [1, 2, 3])
    try folder.write("train-labels-idx1-ubyte", labels)
    #expect(try read(folder).training.inputs.rows == 3)
  }

  @Test func `names the file that is missing, and files it cannot choose among`() throws {
    let folder = try ScratchFolder()
    try folder.write("train-images-idx3-ubyte", images)
    let missing = DataFixture.message { _ = try read(folder) }
    #expect(missing == "\(folder.path): has no file 'train-labels' or 'train-labels.gz'")
    try folder.write("other-train-images-idx3-ubyte", images)
    let ambiguous = DataFixture.message { _ = try read(folder) }
    #expect(ambiguous.contains("cannot choose among 'other-train-images-idx3-ubyte', 'train-"))
  }

  @Test func `refuses parts that do not belong together`() throws {
    let folder = try ScratchFolder()
    try folder.write("train-images", images)
    try folder.write("train-labels", DataFixture.idx([2], [7, 5]))
    #expect(
      DataFixture.message { _ = try read(folder) }
        == "\(folder.path)/train-images: 3 inputs but 2 targets"
    )
    try folder.write("train-labels", labels)
    try folder.write("t10k-images", DataFixture.idx([1, 1, 2], [9, 9]))
    try folder.write("t10k-labels", DataFixture.idx([1], [5]))
    #expect(
      DataFixture.message { _ = try read(folder) }
        == "\(folder.path)/t10k-images: test inputs have shape [1, 2], training inputs [2, 2]"
    )
  }

  @Test func `refuses sets without examples or without pixels`() throws {
    let folder = try ScratchFolder()
    try folder.write("train-images", DataFixture.idx([0, 2, 2], []))
    try folder.write("train-labels", DataFixture.idx([0], []))
    #expect(
      DataFixture.message { _ = try read(folder) } == "\(folder.path)/train-images: has no examples"
    )
    try folder.write("train-images", DataFixture.idx([3, 0, 4_000_000], []))
    try folder.write("train-labels", labels)
    #expect(
      DataFixture.message { _ = try read(folder) } == "\(folder.path)/train-images: has no features"
    )
  }
}
