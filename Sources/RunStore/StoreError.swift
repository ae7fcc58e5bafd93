public import Experiments

/// What can go wrong between the program and its record.
public enum StoreError: Error, Sendable, Equatable {
  /// There is no file at this path.
  case missing(path: String)
  /// The file has no bytes.
  case empty(path: String)
  /// The file is not an SQLite database.
  case notADatabase(path: String)
  /// The database belongs to another program.
  case foreign(path: String)
  /// The database's schema is newer than this program.
  case newer(path: String, schema: Int, known: Int)
  /// The database's schema is older, and reading changes nothing.
  case older(path: String, schema: Int, known: Int)
  /// A table, index or view is not what this program made.
  case altered(path: String, object: String)
  /// What is stored cannot be what was recorded.
  case corrupt(path: String, detail: String)
  /// The file cannot be made.
  case cannotCreate(path: String, reason: String)
  /// Reading or writing failed.
  case inputOutput(path: String, reason: String)
  /// The disk is full.
  case full(path: String)
  /// Another process held the file for too long.
  case locked(path: String, holder: String?)
  /// A process trains what was to be changed.
  case beingTrained(String, holder: String)
  /// A file is not what was recorded, in these places.
  case damaged(path: String, places: [Damage])
  /// The file may be read only.
  case readOnly(path: String)
  /// The run was claimed by another process while this one was silent.
  case taken(RunID)
  /// An epoch was recorded out of its order.
  case outOfOrder(RunID, expected: Int, epoch: Int)
  /// No run has this name.
  case unknownRun(String)
  /// Several runs' ids begin with these digits.
  case ambiguousRun(String, count: Int)
  /// What was given names no run in any database.
  case malformedRun(String)
  /// There is no such column, sweep, epoch or parameter.
  case unknown(kind: String, name: String, known: [String])
  /// A name or text that the record does not take.
  case badText(kind: String, text: String, reason: String)
  /// The user's statement was refused.
  case statement(reason: String)
  /// The user's statement took longer than it may.
  case timeLimit(seconds: Double)
  /// The store or recorder was closed before.
  case closed
  /// A state that only a mistake in this program explains.
  case unexpected(path: String, detail: String)
}

extension StoreError: CustomStringConvertible {
  /// One line: what failed, then the remedy.
  public var description: String {
    switch self {
    case .missing(let path): "\(path): there is no such file"
    case .empty(let path): "\(path): the file is empty, not a database of descent"
    case .notADatabase(let path): "\(path): not a database"
    case .foreign(let path): "\(path): a database of another program"
    case .newer(let path, let schema, let known):
      "\(path) was written by a newer descent (schema \(schema); this one knows \(known))"
    case .older(let path, let schema, let known):
      "\(path) was written by an older descent (schema \(schema); this one reads \(known)); "
        + "open it once where it may be written"
    case .altered(let path, let object):
      "\(path): the schema was altered at '\(object)', so nothing in it is believed; use a copy from before"
    case .corrupt(let path, let detail):
      "\(path): damaged, \(detail); 'db check' names what is"
    case .cannotCreate(let path, let reason): "\(path): cannot be created, \(reason)"
    case .inputOutput(let path, let reason): "\(path): \(reason)"
    case .full(let path):
      "\(path): the disk is full; free some space and resume, nothing recorded is lost"
    case .locked(let path, let holder):
      "\(path): locked for too long by \(holder ?? "another process"); try again"
    case .readOnly(let path): "\(path): may only be read"
    case .beingTrained(let what, let holder):
      "\(what) is being trained by \(holder); try again when that has ended"
    case .damaged(let path, let places):
      "\(path): damaged in \(places.count) \(places.count == 1 ? "place" : "places"), first "
        + "\(places.first?.description ?? ""); 'db salvage' takes what is whole"
    default: runDescription
    }
  }

  private var runDescription: String {
    switch self {
    case .taken(let run): "run \(run.short) was taken over by another process"
    case .outOfOrder(let run, let expected, let epoch):
      "run \(run.short): epoch \(epoch) recorded where epoch \(expected) was due"
    case .unknownRun(let name): "no run is named '\(name)'"
    case .ambiguousRun(let prefix, let count):
      "'\(prefix)' is the beginning of \(count) runs; give more digits"
    case .malformedRun(let name):
      "'\(name)' names no run; give at least 4 digits of its id, or @1 for the newest"
    case .unknown(let kind, let name, let known):
      "there is no \(kind) '\(name)'" + (known.isEmpty ? "" : "; try \(Self.quoted(known))")
    case .badText(let kind, let text, let reason): "\(kind) '\(text)' \(reason)"
    case .statement(let reason): "the statement was refused: \(reason)"
    case .timeLimit(let seconds):
      "the statement was stopped after \(NumberText.shortest(seconds)) s; ask for less"
    case .closed: "the record is closed"
    case .unexpected(let path, let detail): "\(path): \(detail)"
    default: "unknown error"
    }
  }

  private static func quoted(_ names: [String]) -> String {
    names.map { "'\($0)'" }.joined(separator: ", ")
  }

  /// The exit code of design §7 that the error ends the program with.
  public var exitCode: Int32 {
    switch self {
    case .missing: 66
    case .empty, .notADatabase, .foreign, .newer, .older, .altered, .corrupt, .damaged: 65
    case .cannotCreate: 73
    case .inputOutput, .full: 74
    case .locked, .taken, .beingTrained: 75
    case .readOnly: 77
    case .unknownRun, .ambiguousRun, .malformedRun, .unknown, .badText, .statement, .timeLimit: 64
    case .outOfOrder, .closed, .unexpected: 70
    }
  }
}
