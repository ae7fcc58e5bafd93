/// Why a command ends without an answer; the exit code and the words are in one place.
enum Failure: Error, Equatable {
  /// The reader of standard output has gone: the rest is silence.
  case closedPipe
  /// A file cannot be created.
  case cannotCreate(path: String, reason: String)
  /// A write failed: the disk is full, say.
  case inputOutput(path: String, reason: String)
  /// A file that was named is not there.
  case missingFile(path: String)
  /// A file cannot be read, or is too large for what it should be.
  case unreadable(path: String)
  /// A data set is no longer what it was when its digest was taken.
  case changed(String)
  /// An epoch's weights were not kept.
  case notKept(run: String, epoch: Int, kept: [Int])
  /// What is recorded is not what was recorded.
  case damaged(path: String, count: Int)
  /// There is no database where the command looked.
  case noDatabase(path: String)
  /// The options do not make sense together.
  case usage(String, hint: String?)
  /// The answer is no.
  case no(String)
  /// The user asked to stop, by this signal.
  case interrupted(signal: Int32)

  /// The exit code, as sysexits.h has them.
  var exitCode: Int32 {
    switch self {
    case .closedPipe: 0
    case .no: 1
    case .usage: 64
    case .changed, .damaged: 65
    case .noDatabase, .missingFile, .notKept: 66
    case .unreadable: 77
    case .cannotCreate: 73
    case .inputOutput: 74
    case .interrupted(let signal): 128 + signal
    }
  }

  /// What is told on standard error, nil for silence, and what could help.
  var message: (text: String, hint: String?)? {
    switch self {
    case .closedPipe, .interrupted: nil
    case .cannotCreate(let path, let reason): ("cannot create '\(path)': \(reason)", nil)
    case .inputOutput(let path, let reason): ("cannot write to '\(path)': \(reason)", nil)
    case .missingFile(let path):
      (
        "'\(path)' is neither a file nor key=value",
        "write keys as learning_rate=0.5; 'descent train --help' shows examples"
      )
    case .unreadable(let path): ("cannot read '\(path)' as a YAML file of at most 1 MB", nil)
    case .damaged(let path, let count):
      ("\(path): damaged in \(count) \(count == 1 ? "place" : "places")", nil)
    case .changed(let label):
      ("data '\(label)' is not what it was when the run was planned", "launch the sweep again")
    case .notKept(let run, let epoch, let kept):
      (
        "run \(run) has no weights of epoch '\(epoch)'",
        "kept: \(kept.isEmpty ? "none" : Self.ranges(of: kept))"
      )
    case .noDatabase(let path):
      (
        "no database at '\(path)'",
        "'descent train' and 'descent sweep' create one; --db or DESCENT_DB names another"
      )
    case .usage(let text, let hint): (text, hint)
    case .no(let text): (text, nil)
    }
  }

  /// `0-20, 25, 30`.
  private static func ranges(of numbers: [Int]) -> String {
    var ranges: [ClosedRange<Int>] = []
    for number in numbers {
      if let last = ranges.last, last.upperBound + 1 == number {
        ranges[ranges.count - 1] = last.lowerBound...number
      } else {
        ranges.append(number...number)
      }
    }
    let texts = ranges.prefix(20).map { range in
      range.count == 1 ? "\(range.lowerBound)" : "\(range.lowerBound)-\(range.upperBound)"
    }
    return texts.joined(separator: ", ") + (ranges.count > 20 ? ", …" : "")
  }
}
