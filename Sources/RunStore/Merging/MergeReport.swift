public import Experiments

/// What a merge took from which file.
public struct MergeReport: Sendable, Equatable {
  /// What became of the runs of one file.
  public struct Source: Sendable, Equatable {
    /// The file.
    public var path: String
    /// Runs that were not there before.
    public var added = 0
    /// Runs whose copy in the file is preferred, because it has more epochs or ended later.
    public var replaced = 0
    /// Runs that stay as they were, but for labels, evidence and kept weights that are united.
    public var kept = 0
    /// Sweeps that were not there before.
    public var sweeps = 0

    init(path: String) { self.path = path }
  }

  /// What became of each file's runs, in the order of the files.
  public var sources: [Source] = []
  /// The runs that differ where both copies have an epoch; where there are any, nothing was changed.
  public var conflicts: [MergeConflict] = []
}

/// A run of which two files do not have the same history.
public struct MergeConflict: Sendable, Equatable {
  /// The run.
  public var run: RunID
  /// The file that differs from what is there.
  public var path: String
  /// The first difference: recorded is what is there, computed is what the file has.
  public var difference: RecordDifference

  /// One line that names the place and both values.
  public var description: String {
    let place = [difference.epoch.map { "epoch \($0)" }, difference.layer.map { "layer \($0)" }]
      .compactMap(\.self)
    let values =
      "\(difference.recorded ?? "nothing") here, \(difference.computed ?? "nothing") there"
    return (place + ["\(difference.name): \(values)"]).joined(separator: ", ")
  }
}
