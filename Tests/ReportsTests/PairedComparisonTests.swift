import Testing

@testable import Reports

@Suite struct PairedComparisonTests {
  private let reference = PairedComparison.Group(
    name: "sgd",
    values: [.integer(1): 0.5, .integer(2): 0.6, .integer(3): 0.4, .integer(4): .nan]
  )
  private let adam = PairedComparison.Group(
    name: "adam",
    values: [.integer(3): 0.3, .integer(1): 0.3, .integer(2): 0.3, .integer(4): 1]
  )
  private let momentum = PairedComparison.Group(
    name: "momentum",
    values: [.integer(1): 0.6, .integer(2): 0.5, .integer(9): 0]
  )

  @Test func `pairs runs by seed and leaves out those without a finite partner`() throws {
    let comparisons = PairedComparison.compare([adam, momentum], with: reference)
    #expect(comparisons.map(\.tTest?.pairs) == [3, 2])
    #expect(comparisons.map(\.unpaired) == [2, 3])
    let difference = try #require(comparisons[0].tTest?.meanDifference)
    #expect(agree(difference, -0.2, within: 1e-15))
  }

  @Test func `corrects for the number of comparisons`() throws {
    let comparisons = PairedComparison.compare([adam, momentum], with: reference)
    let p = try #require(comparisons[0].tTest?.p)
    #expect(comparisons[0].correctedT == 2 * p)
    #expect(comparisons[1].correctedT == comparisons[1].tTest?.p)
  }

  @Test func `has a cell for each column and names its tests`() {
    let row = PairedComparison.compare([adam], with: reference)[0].row
    #expect(row.count == PairedComparison.columns.count)
    #expect(row[10] == .real(0))
    #expect(row[11] == .real(0.25))
    #expect(row.last == .text("exact"))
    #expect(PairedComparison.columns[8].name == "paired_t_p")
  }

  @Test func `tests nothing without pairs`() {
    let other = PairedComparison.Group(name: "other", values: [.integer(7): 1])
    let comparison = PairedComparison.compare([other], with: reference)[0]
    #expect(comparison.tTest == nil && comparison.correctedT == nil)
    #expect(comparison.row[2] == .integer(0))
  }
}
