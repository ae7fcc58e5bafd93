import Foundation
import Synchronization
import Testing

@testable import Experiments

/// Trainings made to show something, and healthy ones, with what a second implementation of the rules
/// finds in their records (`Fixtures/findings/make_findings.py`).
@Suite struct FindingDetectorTests {
  struct Case: Decodable, Sendable {
    struct Expected: Decodable, Sendable {
      let finding, metric: String
      let epoch, since: Int
      let layer: Int?
      let value, reference: Number
    }

    let words: String
    let findings: [Expected]
  }

  /// A number; NaN and the infinities as text.
  struct Number: Decodable, Sendable {
    let value: Double

    init(from decoder: any Decoder) throws {
      let container = try decoder.singleValueContainer()
      value =
        if let text = try? container.decode(String.self) {
          Double(text) ?? .zero
        } else {
          try container.decode(Double.self)
        }
    }
  }

  static let cases: [Case] =
    (try? JSONDecoder().decode(
      [Case].self,
      from: Data(
        contentsOf: URL(filePath: Bundle.module.resourcePath ?? "").appending(path: Self.path)
      )
    )) ?? []

  private static let path = "Fixtures/findings/findings.json"

  private func train(_ words: String) throws -> (PlannedRun, InMemoryRecorder.History) {
    let request = try SearchRequest(arguments: words.split(separator: " ").map(String.init))
    let settings = try request.settings()
    let label = try #require(settings[.data]).description
    let task = settings[.task].flatMap { Dataset.Task(rawValue: $0.description) }
    let data = try DataSource(label).load(task: task)
    let run = PlannedRun(
      definition: try Definition(resolving: settings, for: data.traits(label: label))
    )
    let recorder = InMemoryRecorder()
    try RunTraining(weights: .none, load: { _ in data }).train(run, recorder: recorder)
    return (run, try #require(recorder[run.id]))
  }

  @Test func `the trainings show every kind of finding, and half of them none`() {
    let kinds = Self.cases.flatMap(\.findings).compactMap { Finding.Kind(rawValue: $0.finding) }
    #expect(Set(kinds) == Set(Finding.Kind.allCases))
    #expect(Self.cases.count { $0.findings.isEmpty } == Self.cases.count / 2)
  }

  @Test(arguments: cases.indices)
  func `finds what the rules say, with the numbers of the record`(index: Int) throws {
    let expected = Self.cases[index].findings
    let (run, history) = try train(Self.cases[index].words)
    try #require(history.findings.map(\.kind.rawValue) == expected.map(\.finding))
    for (finding, wanted) in zip(history.findings, expected) {
      #expect(finding.epoch == wanted.epoch)
      #expect(finding.layer == wanted.layer)
      #expect(finding.metric.rawValue == wanted.metric)
      #expect(finding.since == wanted.since)
      #expect(Self.isSame(finding.value, wanted.value.value))
      #expect(Self.isSame(finding.reference, wanted.reference.value))
    }
    var again = FindingDetector(run.definition)
    for epoch in history.epochs { again.absorb(epoch) }
    #expect(again.findings.map(\.kind) == history.findings.map(\.kind))
  }

  private static func isSame(_ left: Double, _ right: Double) -> Bool {
    left == right || left.isNaN && right.isNaN
  }

  @Test func `a replayed run shows what the run showed`() throws {
    let words = try #require(Self.cases.first { !$0.findings.isEmpty }).words
    let (run, history) = try train(words)
    let data = try DataSource(run.definition.data.label).load()
    let detector = Mutex(FindingDetector(run.definition))
    try Replay(run, training: RunTraining(load: { _ in data }))
      .train(through: run.definition.epochs) { epoch, _ in
        detector.withLock { $0.absorb(epoch) }
        return true
      }
    #expect(detector.withLock { $0.findings } == history.findings)
  }

  @Test func `an epoch without layers or numbers shows nothing`() throws {
    let settings = Settings([.activation: .text("relu")])
    let traits = DefinitionSamples.images()
    var detector = FindingDetector(try Definition(resolving: settings, for: traits))
    for epoch in 0...30 {
      detector.absorb(
        EpochRecord(
          epoch: epoch,
          train: Metrics(cost: 0),
          validation: nil,
          learningRate: nil,
          gradientNorm: 0,
          weightNorm: .nan,
          seconds: 0,
          examples: 0,
          layers: []
        )
      )
    }
    #expect(detector.findings.isEmpty)
  }
}
