import Experiments
import Foundation
import Testing

@testable import descent

@Suite struct RecordedDatasetsTests {
  /// A definition of a table in a file, and the file.
  private func table(_ folder: TemporaryFolder) throws -> (definition: Definition, path: String) {
    let path = folder.path + "/points.csv"
    let rows = (0..<20).map { "\($0),\(2 * $0),\($0 % 2 == 0 ? "even" : "odd")" }
    try (["x,y,parity", "1,,odd"] + rows).joined(separator: "\n").write(
      toFile: path,
      atomically: true,
      encoding: .utf8
    )
    let shelf = DataShelf(dropsMissing: true)
    return (try shelf.definition(Settings([.data: .text(path)])), path)
  }

  @Test func `finds what was recorded without its incomplete rows, and reads it once`() throws {
    let folder = TemporaryFolder()
    let (definition, path) = try table(folder)
    let datasets = RecordedDatasets()
    #expect(try datasets.dataset(of: definition).training.count == 20)
    try FileManager.default.removeItem(atPath: path)
    #expect(try datasets.dataset(of: definition).training.count == 20)
  }

  @Test func `tries again to read what could not be read`() throws {
    let folder = TemporaryFolder()
    let (definition, path) = try table(folder)
    let content = try Data(contentsOf: URL(fileURLWithPath: path))
    try FileManager.default.removeItem(atPath: path)
    let datasets = RecordedDatasets()
    #expect(throws: (any Error).self) { try datasets.dataset(of: definition) }
    try content.write(to: URL(fileURLWithPath: path))
    #expect(try datasets.dataset(of: definition).training.count == 20)
  }
}
