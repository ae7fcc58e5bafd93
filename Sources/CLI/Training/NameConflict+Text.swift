import RunStore

extension NameConflict {
  /// What is said of a sweep whose name does not mean what its user may think.
  func text(of sweep: PlannedSweep) -> String {
    switch self {
    case .nobody(let asked):
      "the name '\(asked)' is not given: these points are the sweep '\(sweep.name)' already, "
        + "which 'descent rename --sweep' renames"
    case .noLonger(let points):
      "'\(sweep.name)' now means this sweep of \(sweep.points.count); "
        + "an older one of \(points) other points has the name too"
    case .newer(let points):
      "'\(sweep.name)' means a newer sweep of \(points) other points; "
        + "this one of \(sweep.points.count) has the name too"
    }
  }
}
