import Foundation
import Testing

@testable import Experiments

@Suite struct DataCatalogueTests {
  @Test(
    arguments: DataCatalogue.entries.filter { $0.name != "mnist" && $0.name != "fashion-mnist" }
  )
  func `says of a built-in set what is in it`(entry: DataCatalogue.Entry) throws {
    let data = try DataSource(entry.name, environment: DataEnvironment()).load()
    #expect(data.training.count == entry.examples)
    #expect(data.featureCount == entry.features)
    #expect(data.classes.count == entry.classes)
    #expect(data.kind == entry.kind)
    #expect(data.source == entry.source)
    #expect(data.licence == entry.licence)
    #expect(DataSource.isInstalled(entry, environment: DataEnvironment()))
  }

  @Test func `embeds the files whose check sums it shows`() throws {
    let known = DataCatalogue.entries.filter { $0.package == nil }.flatMap(\.checksums)
    for file in BuiltInFile.allCases {
      guard case .bytes(let bytes, let name) = file.source else { continue }
      #expect(known.first { $0.file == name }?.sha256 == SHA256.hash(bytes).description)
    }
  }

  @Test func `has the digits of the UCI repository`() throws {
    let data = try DataSource("digits", environment: DataEnvironment()).load()
    #expect(data.shape == [8, 8])
    #expect(data.maximum == 16)
    let counts = [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
    #expect(try DatasetSummary(data).classes.map(\.training) == counts)
    #expect(data.featureName(9) == "pixel [1, 1]")
  }

  @Test func `has penguins out of the box, without the rows that lack values`() throws {
    let data = try DataSource("penguins", environment: DataEnvironment()).load()
    #expect(data.droppedRows == 11)
    #expect(data.classes == ["Adelie", "Chinstrap", "Gentoo"])
    #expect(try DatasetSummary(data).classes.map(\.training) == [146, 68, 119])
    let refused = DataFixture.message {
      _ = try DataSource("penguins", environment: DataEnvironment()).load(missing: .refuse)
    }
    #expect(refused.contains("line 5, column 3: column 'bill_length_mm' has no value"))
  }

  @Test func `takes another target of a built-in table`() throws {
    let data = try DataSource("penguins", environment: DataEnvironment()).load(
      target: "body_mass_g"
    )
    #expect(data.task == .regression)
    #expect(data.featureNames.contains("species=Gentoo"))
  }

  @Test func `suggests a name that is close`() {
    #expect(DataCatalogue.nearestName(to: "digit") == "digits")
    #expect(DataCatalogue.nearestName(to: "fashionmnist") == "fashion-mnist")
    #expect(DataCatalogue.nearestName(to: "something else") == nil)
    #expect(DataCatalogue.nearestName(to: String(repeating: "x", count: 100_000)) == nil)
  }
}
