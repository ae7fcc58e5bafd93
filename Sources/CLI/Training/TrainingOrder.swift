import Experiments

/// In which order the runs of a launch are trained; no number of theirs depends on it.
///
/// One job trains them as they stand. Several begin with the longest, so that none of those is left
/// over when everything else is done (R. L. Graham, Bounds on multiprocessing timing anomalies,
/// 1969); runs that take equally long stay as they stand.
struct TrainingOrder {
  let jobs: Int
  /// The last recorded epoch of each run.
  let epochsDone: [RunID: Int]
  let dataset: (Definition) throws -> Dataset

  /// The runs in order.
  func sorted(_ runs: [PlannedRun]) -> [PlannedRun] {
    guard min(jobs, runs.count) > 1 else { return runs }
    let work = runs.map(work(of:))
    return runs.indices.sorted { (-work[$0], $0) < (-work[$1], $1) }.map { runs[$0] }
  }

  /// How long jobs take for runs of so many seconds each, in this order.
  static func seconds(_ runs: [Double], jobs: Int) -> Double {
    var ends = Array(repeating: 0.0, count: max(1, min(jobs, runs.count)))
    for run in runs.sorted(by: >) {
      let first = ends.indices.min { ends[$0] < ends[$1] } ?? 0
      ends[first] += run
    }
    return ends.max() ?? 0
  }

  /// The multiply-adds that are left of a run; none of one that cannot be trained, as it will say.
  private func work(of run: PlannedRun) -> Double {
    guard let dataset = try? dataset(run.definition),
      let epoch = try? EpochWork(of: run.definition, over: dataset)
    else { return 0 }
    return epoch.products * Double(run.definition.epochs - (epochsDone[run.id] ?? 0))
  }
}
