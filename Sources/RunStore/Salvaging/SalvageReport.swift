/// What was read of a damaged file, and what was lost with it.
public struct SalvageReport: Sendable, Equatable {
  /// A part of a record.
  public enum Part: String, CaseIterable, Sendable {
    /// Lost are those of whose definition nothing is left that holds.
    case runs
    /// Of the runs that were read, and of the lost ones as far as traces of them are left.
    case epochs
    /// Epochs whose weights were kept, the layers of each counted as one.
    case weights
    /// What runs need to go on.
    case states
    /// Findings of the epochs that were read.
    case findings
    /// Sweeps with at least one run.
    case sweeps
    /// Tags of runs.
    case tags
    /// Notes on runs.
    case notes
    /// The times that a run was trained again and compared.
    case verifications
    /// The times that a run's gradients were compared with central differences.
    case gradientChecks = "gradient checks"
  }

  /// A number of parts.
  public struct Count: Sendable, Equatable {
    /// How many were read.
    public var read = 0
    /// How many are known to be lost.
    public var lost = 0

    /// Creates a count.
    public init(read: Int = 0, lost: Int = 0) { (self.read, self.lost) = (read, lost) }
  }

  private var counts: [Part: Count] = [:]
  /// Everything that was lost, by run and epoch.
  public var losses: [Damage] = []

  /// How many of a part were read and lost.
  public subscript(part: Part) -> Count {
    get { counts[part] ?? Count() }
    set { counts[part] = newValue }
  }
}
