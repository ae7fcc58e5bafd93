import Foundation

/// What is known of a running sweep at one moment.
public struct Progress: Sendable, Equatable {
  /// The best value so far and the run that has it.
  public struct BestSoFar: Sendable, Equatable {
    /// The metric's name.
    public var metric: String
    /// Its value.
    public var value: Double
    /// The run's short id.
    public var run: String

    /// Creates the best so far.
    public init(metric: String, value: Double, run: String) {
      self.metric = metric
      self.value = value
      self.run = run
    }
  }

  /// Runs that ended, those that diverged among them.
  public var runsDone: Int
  /// All runs of the sweep.
  public var runsTotal: Int
  /// Runs that diverged or failed.
  public var runsLost: Int
  /// Epochs trained in this launch.
  public var epochsDone: Int
  /// How much of the work of this launch is done, 0…1; nil where it is not known.
  public var workShare: Double?
  /// Seconds since the launch.
  public var seconds: Double
  /// The best so far; nil before the first value.
  public var best: BestSoFar?

  /// Creates a state.
  public init(
    runsDone: Int,
    runsTotal: Int,
    runsLost: Int = 0,
    epochsDone: Int,
    workShare: Double? = nil,
    seconds: Double,
    best: BestSoFar? = nil
  ) {
    self.runsDone = runsDone
    self.runsTotal = runsTotal
    self.runsLost = runsLost
    self.epochsDone = epochsDone
    self.workShare = workShare
    self.seconds = seconds
    self.best = best
  }

  /// Epochs trained per second; nil before the first.
  public var epochsPerSecond: Double? {
    seconds > 0 && epochsDone > 0 ? Double(epochsDone) / seconds : nil
  }

  /// Seconds left at the rate so far; nil where it cannot be told.
  public var secondsLeft: Double? {
    guard let workShare, workShare > 0 else { return nil }
    return seconds * max(0, 1 - workShare) / workShare
  }

  /// How much is done, 0…1, by work where that is known, else by runs.
  public var share: Double {
    let byRuns = runsTotal > 0 ? Double(runsDone) / Double(runsTotal) : 1
    return min(1, max(0, workShare ?? byRuns))
  }
}

/// The line that shows progress: `12/48 runs ███▌      25 %  1234 epochs/s  3 min 20 s left`.
public enum ProgressLine {
  private static let barWidth = 20
  private static let eighths = Array(" ▏▎▍▌▋▊▉")

  /// Renders the state in one line that fits the screen; what matters least goes first: the bar,
  /// the best so far, the rate, the time left.
  public static func render(_ state: Progress, style: TerminalStyle) -> String {
    let runs = "\(state.runsDone)/\(state.runsTotal) runs"
    let lost = state.runsLost > 0 ? " (\(state.runsLost) lost)" : ""
    let percent = "\(Int(state.share * 100)) %"
    // In the order of the line, each with its rank: the highest leaves first.
    var parts: [(text: String, rank: Int)] = [
      (runs + lost, 0), (bar(state.share, style: style), 5), (percent, 1),
    ]
    if let rate = state.epochsPerSecond {
      parts.append(("\(CountText.plain(rate)) epochs/s", 3))
    }
    if let left = state.secondsLeft {
      parts.append(("\(DurationText.of(left, isASCII: style.isASCII)) left", 2))
    }
    if let best = state.best {
      let value = DecimalDigits.significant(best.value)
      parts.append(("best \(best.metric) \(value) (\(best.run))", 4))
    }
    while let width = style.width, line(parts).count > width, parts.count > 1,
      let last = parts.indices.max(by: { parts[$0].rank < parts[$1].rank })
    {
      parts.remove(at: last)
    }
    return DisplayWidth.shorten(
      line(parts),
      to: style.width ?? Int.max,
      ellipsis: style.ellipsis
    )
  }

  private static func line(_ parts: [(text: String, rank: Int)]) -> String {
    parts.map(\.text).joined(separator: "  ")
  }

  private static func bar(_ share: Double, style: TerminalStyle) -> String {
    if style.isASCII {
      let full = Int(share * Double(barWidth))
      return "[" + String(repeating: "#", count: full)
        + String(repeating: " ", count: barWidth - full) + "]"
    }
    let filled = Int(share * Double(barWidth * 8))
    let full = String(repeating: "█", count: filled / 8)
    guard filled < barWidth * 8 else { return full }
    let rest = String(repeating: " ", count: barWidth - 1 - filled / 8)
    return full + String(eighths[filled % 8]) + rest
  }
}
