import Foundation
import Testing

@testable import Experiments

@Suite struct DatasetTests {
  private func dataset(
    _ text: String,
    task: Dataset.Task? = nil,
    limits: DataLimits = DataLimits()
  ) throws -> Dataset {
    let data = try DataFixture.table(text)
    return try Dataset(
      data,
      name: "t.csv",
      entry: nil,
      digest: data.digest(),
      task: task,
      limits: limits
    )
  }

  private func message(_ text: String, _ task: Dataset.Task) -> String {
    DataFixture.message { _ = try dataset(text, task: task) }
  }

  /// A table whose targets are the values.
  private func table(_ targets: [String]) -> String {
    "x,y\n" + targets.map { "1,\($0)\n" }.joined()
  }

  @Test func `takes whole numbers for classes, ordered as numbers`() throws {
    let data = try dataset(table(["10", "9", "-1", "10"]))
    #expect(data.task == .classification)
    #expect(data.classes == ["-1", "9", "10"])
    #expect(data.training.targets == .classes([2, 1, 0, 2]))
    #expect(data.outputCount == 3)
  }

  @Test func `numbers small classes as all others`() throws {
    let values = ["256", "-0", "255", "1e300", "0", "-3", "256", "255"]
    let data = try dataset(table(values))
    #expect(data.classes == ["-3", "0", "255", "256", "1e+300"])
    #expect(data.training.targets == .classes([3, 1, 2, 4, 1, 0, 3, 2]))
  }

  @Test func `orders texts by Unicode scalars`() throws {
    let data = try dataset(table(["b", "a", "B", "é", "10", "9"]))
    #expect(data.classes == ["10", "9", "B", "a", "b", "é"])
  }

  @Test func `takes twenty whole numbers for classes and twenty-one for values`() throws {
    #expect(try dataset(table((1...20).map { "\($0)" })).task == .classification)
    let values = try dataset(table((1...21).map { "\($0)" }))
    #expect(values.task == .regression)
    #expect(values.outputCount == 1)
    #expect(values.classes.isEmpty)
  }

  @Test func `takes fractions, and a single number, for values`() throws {
    #expect(try dataset(table(["1", "2.5"])).task == .regression)
    #expect(try dataset(table(["1", "1"])).task == .regression)
  }

  @Test func `honours a task`() throws {
    #expect(
      try dataset(table(["1", "2"]), task: .regression).training.targets
        == .values([1, 2], width: 1)
    )
    #expect(try dataset(table((1...21).map { "\($0)" }), task: .classification).classes.count == 21)
  }

  @Test func `refuses a task that does not fit, with the reason`() {
    #expect(
      message(table(["u", "v"]), .regression)
        == "task 'regression' needs numbers, but the target has text such as 'u'"
    )
    #expect(
      message(table(["1", "2.5"]), .classification)
        == "task 'classification' needs classes, but the target has values such as '2.5'"
    )
    #expect(
      message(table(["7", "7"]), .classification)
        == "task 'classification' needs two classes, but the target is always '7'"
    )
    #expect(
      DataFixture.message { _ = try dataset(table(["u", "u"])) }
        == "task 'classification' needs two classes, but the target is always 'u'"
    )
    var limits = DataLimits()
    limits.classes = 2
    #expect(
      DataFixture.message {
        _ = try dataset(table(["1", "2", "3"]), task: .classification, limits: limits)
      } == "task 'classification' needs classes, but the target has 3 different values (at most 2)"
    )
  }

  @Test func `counts the classes of the test part too`() throws {
    var data = try DataFixture.table(table(["3", "5"]))
    data.test = try DataFixture.table(table(["4", "3"])).training
    let dataset = try Dataset(
      data,
      name: "t",
      entry: nil,
      digest: data.digest(),
      task: nil,
      limits: DataLimits()
    )
    #expect(dataset.classes == ["3", "4", "5"])
    #expect(dataset.training.targets == .classes([0, 2]))
    #expect(dataset.test?.targets == .classes([1, 0]))
  }

  @Test func `sums up its values`() throws {
    let summary = try DatasetSummary(try dataset("a,b,y\n1,5,u\n3,-5,v\n8,0,u\n"))
    #expect(summary.features.map(\.name) == ["a", "b"])
    #expect(summary.features.map(\.minimum) == [1, -5])
    #expect(summary.features.map(\.maximum) == [8, 5])
    #expect(summary.features.map(\.mean) == [4, 0])
    #expect(summary.classes.map(\.training) == [2, 1])
    let values = try DatasetSummary(try dataset(table(["1.5", "2.5"])))
    #expect(values.targets.map(\.mean) == [2])
    #expect(values.targets.map(\.name) == ["y"])
  }
}
