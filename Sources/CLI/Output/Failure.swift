import Reports

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
  /// A data set is no longer what it was when its digest was taken.
  case changed(String)
  /// A run has no such epoch.
  case notRecorded(run: String, epoch: Int, last: Int)
  /// A run has no such training example.
  case noExample(index: Int, count: Int)
  /// A run was computed by another version of the arithmetic.
  case otherNumerics(run: String, version: Int)
  /// What is recorded is not what was recorded.
  case damaged(path: String, count: Int)
  /// Two files do not have the same history of some runs.
  case conflicts(count: Int)
  /// There is no database where the command looked.
  case noDatabase(path: String)
  /// The options do not make sense together.
  case usage(String, hint: String?)
  /// The answer is no.
  case no(String)
  /// Runs that were trained again are not what was recorded.
  case notAsRecorded(Int, of: Int)
  /// The user asked to stop, by this signal.
  case interrupted(signal: Int32)

  /// The exit code, as sysexits.h has them.
  var exitCode: Int32 {
    switch self {
    case .closedPipe: 0
    case .no, .notAsRecorded: 1
    case .usage: 64
    case .changed, .conflicts, .damaged, .otherNumerics: 65
    case .noDatabase, .missingFile, .notRecorded, .noExample: 66
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
    case .damaged(let path, let count):
      ("\(path): damaged in \(count) \(count == 1 ? "place" : "places")", nil)
    case .conflicts(let count):
      (
        "\(CountText.of(count, "run")) \(count == 1 ? "differs" : "differ"); nothing was changed",
        "'descent verify' tells which copy is right"
      )
    case .changed(let label):
      ("'\(label)' is not what it was when the run was planned", "launch the sweep again")
    case .notRecorded(let run, let epoch, let last):
      ("run \(run) has no epoch '\(epoch)'", "its epochs are 0 to \(last)")
    case .noExample(let index, let count):
      ("there is no training example '\(index)'", "they are counted from 0 to \(count - 1)")
    case .otherNumerics(let run, let version):
      (
        "run \(run) was computed by numerics version '\(version)'; this program has another",
        "train it again with the program that recorded it, as 'descent show' tells"
      )
    case .noDatabase(let path):
      (
        "no database at '\(path)'",
        "'descent train' and 'descent sweep' create one; --db or DESCENT_DB names another"
      )
    case .usage(let text, let hint): (text, hint)
    case .no(let text): (text, nil)
    case .notAsRecorded(let count, let all):
      ("\(count) of \(all) runs trained again \(count == 1 ? "is" : "are") not as recorded", nil)
    }
  }
}
