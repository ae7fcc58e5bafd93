public import Experiments

/// A sweep as it is launched: the points to train and what to call them.
public struct SweepPlan: Sendable {
  /// The question that the sweep belongs to.
  public var experiment: String
  /// What to call it; nil for the first digits of its points' digest.
  public var name: String?
  /// What was asked for, as it was written.
  public var source: String
  /// Which weights are kept: every, best, last, none or a number.
  public var weights: String
  /// The metric that the sweep is about.
  public var metric: String?
  /// The direction in which it gets better.
  public var goal: SweepMetric.Goal?
  /// The points, in their order; a point that comes twice counts once.
  public var runs: [PlannedRun]

  /// Creates a plan from its points.
  public init(
    experiment: String,
    name: String? = nil,
    source: String = "",
    weights: String = "every",
    metric: String? = nil,
    goal: SweepMetric.Goal? = nil,
    runs: [PlannedRun]
  ) {
    self.experiment = experiment
    self.name = name
    self.source = source
    self.weights = weights
    self.metric = metric
    self.goal = goal
    self.runs = runs
  }

  /// The points without repetitions.
  var points: [PlannedRun] {
    var seen: Set<RunID> = []
    return runs.filter { seen.insert($0.id).inserted }
  }
}

/// A sweep as it was registered.
public struct PlannedSweep: Sendable, Equatable {
  /// What it is called.
  public var name: String
  /// Whether it was launched for the first time.
  public var isNew: Bool
  /// What should be said of the name asked for; nil where none was, and where nothing is surprising.
  public var nameConflict: NameConflict?
  /// The points without repetitions, in order, and how each ended that is done; nil for those that
  /// are left to train.
  public var points: [PlannedPoint]

  /// How many points are left to train.
  public var remaining: Int { points.count { $0.ending == nil } }
}

/// What a launch should say of the name that was asked for: of sweeps of one name it means the newest.
public enum NameConflict: Sendable, Equatable {
  /// It is not given: the points are a sweep of another name already.
  case notGiven(asked: String)
  /// It means this sweep now, and no longer an older one, of so many points.
  case takenOver(points: Int)
  /// It means a newer sweep, of so many points.
  case meansNewer(points: Int)
}

/// A point of a sweep with what the record knows of it.
public struct PlannedPoint: Sendable, Equatable {
  /// The run.
  public var run: RunID
  /// How it ended by the limits asked for now; nil where there is something left to train.
  public var ending: RunEnding?
  /// The last recorded epoch.
  public var epochsDone: Int
}
