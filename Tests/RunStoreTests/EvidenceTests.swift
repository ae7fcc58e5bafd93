import Experiments
import Foundation
import GRDB
import NeuralNetwork
@testable import RunStore
import Testing

@Suite struct EvidenceTests {
  let folder: TemporaryFolder
  let store: RunStore
  let run = Samples.id(1)

  init() throws {
    folder = try TemporaryFolder()
    store = try RunStore.open(path: folder.file(), mode: .create)
    let recorder = try SQLiteRecorder.sample(store)
    try recorder.train(Samples.run(seed: 1), upTo: 2)
    try recorder.close()
    try store.recordVerification(
      of: run,
      epochs: 2,
      chain: [UInt8](repeating: 1, count: 16),
      difference: "epoch 1",
      environment: Samples.environment
    )
    try store.record(evidence, of: run)
    try store.keep(first)
  }

  let evidence = GradientEvidence(
    epoch: 2,
    examples: 8,
    tolerance: 1e-6,
    passed: true,
    layers: [
      .init(layer: 2, parameters: 9, checked: 9, compared: 70, kinks: 2, largestError: 1e-9),
      .init(layer: 3, parameters: 8, checked: 8, compared: 64, kinks: 0, largestError: nil),
    ],
    environment: Samples.environment
  )

  /// First weights whose numbers are finite.
  let first = InitialWeightsFile(
    WeightsSnapshot(
      sizes: [2, 1],
      precision: .single,
      layers: [
        .init(weights: [0, 0, 128, 63, 0, 0, 0, 64], biases: [0, 0, 0, 191])
      ]
    ),
    label: "here@0.npz"
  )

  @Test func `reads back what was recorded`() throws {
    let verification = try #require(try store.verifications(of: run).first)
    #expect(verification.difference == "epoch 1")
    #expect(verification.environment == Samples.environment)
    #expect(try store.gradientChecks(of: run) == [evidence])
    #expect(try store.check() == [])
  }

  @Test func `keeps first weights by their content`() throws {
    let source = Definition.Source(label: "elsewhere.npz", digest: first.digest.bytes)
    let kept = try #require(try store.initialWeights(source))
    #expect(kept.path == "elsewhere.npz")
    #expect(kept.snapshot == first.snapshot)
    let network = try kept.network(
      sizes: [2, 1],
      activation: .sigmoid,
      outputActivation: .elementwise(.identity)
    )
    #expect(network.w[2].values == [1, 2])
    #expect(network.b[2] == [-0.5])
    let other = Definition.Source(label: "", digest: [UInt8](repeating: 0, count: 32))
    #expect(try store.initialWeights(other)?.path == nil)
  }

  @Test(arguments: [
    "UPDATE verification SET difference = NULL", "UPDATE gradient_check SET passed = 'false'",
    "UPDATE gradient_check_layer SET largest_error = 0 WHERE layer = 2",
    "DELETE FROM gradient_check_layer WHERE layer = 3",
    "UPDATE initial_weights SET weights = zeroblob(length(weights))",
  ])
  func `changed evidence is damage`(sql: String) throws {
    try store.writing { db in try db.execute(sql: sql) }
    #expect(try store.check().count == 1)
  }

  @Test func `goes with its run`() throws {
    try store.writing { db in try db.execute(sql: "DELETE FROM run") }
    for table in ["verification", "gradient_check", "gradient_check_layer"] {
      let count = try store.reading { db in
        try Int.fetchOne(db, sql: "SELECT count(*) FROM \(table)")
      }
      #expect(count == 0, "\(table)")
    }
  }
}
