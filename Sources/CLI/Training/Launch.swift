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
    let shared = SharedData(load: datasets.dataset(of:))
    prepareAhead(shared, datasets)
    let store = try RunStore.open(path: database, mode: .create)
    defer { try? store.close() }
    let data = RecordedData(store, datasets: datasets)
    try data.keepInitialWeights(of: plan.runs)
    let sweep = try store.plan(plan, numericsVersion: Numerics.version)
    if let conflict = sweep.nameConflict { StandardError.write(conflict.text(of: sweep) + "\n") }
    let display = ProgressDisplay(sweep: sweep, metric: plan.sweepMetric)
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
      try train(sweep, datasets, training, recorder, display)
    } catch {
      try? recorder.close()
      throw error
    }
    try recorder.close()
    return Outcome(sweep: sweep, display: display.totals)
  }

  /// Prepares the data of the run that will be trained first while the file is made, where there is
  /// none yet: then there is everything to train.
  private func prepareAhead(_ shared: SharedData, _ datasets: RecordedDatasets) {
    guard !FileManager.default.fileExists(atPath: database) else { return }
    let order = TrainingOrder(jobs: jobs)
    DispatchQueue.global().async { [runs = plan.runs] in
      let work = RemainingWork(runs, dataset: datasets.dataset(of:))
      if let first = order.sorted(work).first { shared.prepare(first.definition) }
    }
  }

  /// What is left to train of the sweep.
  private func work(_ sweep: PlannedSweep, _ datasets: RecordedDatasets) -> RemainingWork {
    let left = sweep.points.filter { $0.ending == nil }
    let epochsDone = Dictionary(left.map { ($0.run, $0.epochsDone) }) { first, _ in first }
    return RemainingWork(
      plan.runs.filter { epochsDone[$0.id] != nil },
      epochsDone: epochsDone,
      dataset: datasets.dataset(of:)
    )
  }

  private func train(
    _ sweep: PlannedSweep,
    _ datasets: RecordedDatasets,
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
        let work = work(sweep, datasets)
        display.expect(work)
        try runner.run(
          TrainingOrder(jobs: jobs).sorted(work),
          work: { work.left(of: $0.id) },
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
