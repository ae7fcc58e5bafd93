import Experiments
import Foundation
import RunStore

/// A small record with something in every table, in a folder of its own.
struct SampleRecord {
  let folder = FileManager.default.temporaryDirectory
    .appendingPathComponent("descent-fuzz-\(getpid())").path
  let runs: [PlannedRun]
  var path: String { folder + "/sample.db" }

  init() throws {
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    let data = try DataSource("xor").load()
    let first = Settings([.hiddenLayers: .list([2]), .epochs: .integer(2)])
    var second = first
    second[.optimizer] = .text("adam")
    runs = try [first, second].map {
      PlannedRun(definition: try Definition(resolving: $0, for: data.traits(label: "xor")))
    }
  }

  /// Trains the runs; the store is open, and what it wrote last stands in its log.
  func record() throws -> RunStore {
    let store = try RunStore.open(path: path, mode: .create)
    let environment = Environment(
      programVersion: "1",
      cpu: "cpu",
      kernel: "portable",
      operatingSystem: "os",
      commandLine: "fuzz"
    )
    _ = try store.plan(
      SweepPlan(experiment: "experiment", name: "sweep", runs: runs),
      numericsVersion: Numerics.version
    )
    let recorder = try SQLiteRecorder(
      store: store,
      environment: environment,
      numericsVersion: Numerics.version
    )
    let training = RunTraining { _ in try DataSource("xor").load() }
    for run in runs { try training.train(run, recorder: recorder) }
    try recorder.close()
    try store.tag([runs[0].id], adding: ["tag"])
    try store.note("note", on: runs[1].id)
    try addEvidence(store, environment)
    return store
  }

  private func addEvidence(_ store: RunStore, _ environment: Environment) throws {
    let run = runs[0].id
    try store.recordVerification(
      of: run,
      epochs: 2,
      chain: [UInt8](repeating: 1, count: 16),
      difference: nil,
      environment: environment
    )
    let layer = GradientEvidence.Layer(
      layer: 2,
      parameters: 6,
      checked: 6,
      compared: 24,
      kinks: 0,
      largestError: 1e-9
    )
    let evidence = GradientEvidence(
      epoch: 2,
      examples: 4,
      tolerance: 1e-6,
      passed: true,
      layers: [layer],
      environment: environment
    )
    try store.record(evidence, of: run)
    guard let weights = try store.weights(of: run, epoch: 1) else { return }
    try store.keep(InitialWeightsFile(weights, label: "weights"))
  }
}
