import Experiments
import Foundation
import Testing

@testable import descent

@Suite struct DataShelfTests {
  @Test func `opens a file once, for the settings and for what they resolve to`() throws {
    let folder = TemporaryFolder()
    let path = folder.path + "/points.csv"
    let rows = (0..<20).map { "\($0),\(2 * $0),\($0 % 2 == 0 ? "even" : "odd")" }
    try (["x,y,parity"] + rows).joined(separator: "\n").write(
      toFile: path,
      atomically: true,
      encoding: .utf8
    )
    let shelf = DataShelf()
    let definition = try shelf.definition(Settings([.data: .text(path)]))
    try FileManager.default.removeItem(atPath: path)
    #expect(try shelf.dataset(of: definition).training.count == 20)
    #expect(throws: (any Error).self) { try DataShelf().dataset(of: definition) }
  }
}
