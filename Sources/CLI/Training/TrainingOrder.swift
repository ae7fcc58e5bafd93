import Experiments

/// In which order the runs of a launch are trained; no number of theirs depends on it.
///
/// One job trains them as they stand. Several begin with the longest, so that none of those is left
/// over when everything else is done (R. L. Graham, Bounds on multiprocessing timing anomalies,
/// 1969). Runs that share prepared data stay together, those with the longest run first: memory
/// does not hold the data of many splits.
struct TrainingOrder {
  let jobs: Int

  /// The runs in order; those that are equally long stay as they stand.
  func sorted(_ work: RemainingWork) -> [PlannedRun] {
    let runs = work.runs
    guard min(jobs, runs.count) > 1 else { return runs }
    let left = runs.map { work.left(of: $0.id) }
    let isBefore = { (a: Int, b: Int) in (-left[a], a) < (-left[b], b) }
    return Dictionary(grouping: runs.indices) { SharedData.Key(runs[$0].definition) }
      .values.map { $0.sorted(by: isBefore) }
      .sorted { isBefore($0[0], $1[0]) }
      .flatMap { group in group.map { runs[$0] } }
  }

  /// How long the jobs take for runs of so many seconds each.
  func seconds(_ runs: [Double]) -> Double {
    var ends = Array(repeating: 0.0, count: max(1, min(jobs, runs.count)))
    for run in runs.sorted(by: >) {
      let first = ends.indices.min { ends[$0] < ends[$1] } ?? 0
      ends[first] += run
    }
    return ends.max() ?? 0
  }
}
