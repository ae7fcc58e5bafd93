import Reports
import RunStore

extension NameConflict {
  /// What is said of a sweep whose name does not mean what its user may think.
  func text(of sweep: PlannedSweep) -> String {
    switch self {
    case .notGiven(let asked):
      "the name '\(asked)' is not given: these points are the sweep '\(sweep.name)' already, "
        + "which 'descent rename --sweep' renames"
    case .takenOver(let points):
      "'\(sweep.name)' now means this sweep, of \(CountText.of(sweep.points.count, "run")); "
        + "an older one of \(points) has the name too"
    case .meansNewer(let points):
      "'\(sweep.name)' means a newer sweep, of \(CountText.of(points, "run")); "
        + "this one of \(sweep.points.count) has the name too"
    }
  }
}
