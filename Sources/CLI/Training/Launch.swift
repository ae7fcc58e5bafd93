import Dispatch
import Experiments
import Foundation
import Kernels
import RunStore

/// The training of planned runs into a database, with progress on standard error.
struct Launch {
  let database: String
  let plan: SweepPlan
  let shelf: DataShelf
  let weights: WeightsPolicy
  let jobs: Int
  let threads: Int

  /// What became of the runs.
  struct Outcome {
    let sweep: PlannedSweep
    let display: ProgressDisplay.Totals
  }

  /// Registers the sweep, trains what is left of it, and returns when everything is on the disk.
  ///
  /// Names that cannot be are refused before the file is made.
  ///
  /// - Throws: ``Failure/interrupted(signal:)`` when the user stopped it; what recording throws.
  func run() throws -> Outcome {
    try plan.checkNames()
    let commit = Background { GitCommit.of(folder: FileManager.default.currentDirectoryPath) }
    let kernel = try Machine.instructionSet()
    let datasets = RecordedDatasets(shelf)
    let shared = sharedData(datasets)
    let store = try RunStore.open(path: database, mode: .create)
    defer { try? store.close() }
    let data = RecordedData(store, datasets: datasets)
    try data.keepInitialWeights(of: plan.runs)
    let sweep = try store.plan(plan, numericsVersion: Numerics.version)
    if let conflict = sweep.nameConflict { StandardError.write(conflict.text(of: sweep) + "\n") }
    let display = ProgressDisplay(sweep: sweep, runs: plan.runs, metric: plan.sweepMetric)
    let recorder = try SQLiteRecorder(
      store: store,
      environment: .current(kernel: kernel, commit: commit.value),
      numericsVersion: Numerics.version,
      onFinished: display.noteSafe
    )
    let training = RunTraining(
      weights: weights,
      instructionSet: kernel,
      data: shared,
      loadWeights: { try data.initialWeights($0) }
    )
    do {
      try train(ordered(sweep, data), training, recorder, display)
    } catch {
      try? recorder.close()
      throw error
    }
    try recorder.close()
    return Outcome(sweep: sweep, display: display.totals)
  }

  /// The data sets of the runs.
  ///
  /// Where there is no file yet every run is to be trained, and the first one's data are prepared
  /// while the file is made.
  private func sharedData(_ datasets: RecordedDatasets) -> SharedData {
    let shared = SharedData(load: { try datasets.dataset(of: $0) })
    if let first = plan.runs.first, !FileManager.default.fileExists(atPath: database) {
      DispatchQueue.global().async { shared.prepare(first.definition) }
    }
    return shared
  }

  /// The runs that are left to train.
  private func ordered(_ sweep: PlannedSweep, _ data: RecordedData) -> [PlannedRun] {
    let left = sweep.points.filter { $0.ending == nil }
    let epochsDone = Dictionary(left.map { ($0.run, $0.epochsDone) }) { first, _ in first }
    return TrainingOrder(jobs: jobs, epochsDone: epochsDone, dataset: data.dataset)
      .sorted(plan.runs.filter { epochsDone[$0.id] != nil })
  }

  private func train(
    _ runs: [PlannedRun],
    _ training: RunTraining,
    _ recorder: SQLiteRecorder,
    _ display: ProgressDisplay
  ) throws {
    let interruption = Interruption()
    let runner = SweepRunner(
      jobs: jobs,
      threads: threads,
      cancellation: interruption.cancellation
    )
    display.start()
    defer { display.stop() }
    do {
      try interruption.whileListening {
        display.note("stopping after this epoch; once more stops at once")
      } end: {
        try? recorder.interrupt()
        display.note(display.interruptionNotice())
      } _: {
        try runner.run(
          runs,
          training: training,
          recorder: recorder,
          observe: display.observe
        )
      }
    } catch {
      guard interruption.endsWithoutTraining, let signal = interruption.signal else { throw error }
      throw Failure.interrupted(signal: signal)
    }
    if let signal = interruption.signal {
      try recorder.flush()
      display.stop()
      StandardError.write(display.interruptionNotice() + "\n")
      throw Failure.interrupted(signal: signal)
    }
  }
}

extension Environment {
  /// The program, the machine and the command as they are.
  static func current(kernel: InstructionSet, commit: GitCommit?) -> Environment {
    Environment(
      programVersion: Program.version,
      gitCommit: commit?.hash,
      gitIsDirty: commit?.isDirty,
      cpu: Machine.processor,
      kernel: kernel.rawValue,
      operatingSystem: Machine.operatingSystem,
      commandLine: CommandLine.arguments.joined(separator: " ")
    )
  }
}

extension SweepPlan {
  /// The number that the sweep is after.
  fileprivate var sweepMetric: SweepMetric? {
    metric.flatMap(SweepMetric.Name.init(rawValue:)).map { name in
      SweepMetric(name: name, goal: goal)
    }
  }
}
