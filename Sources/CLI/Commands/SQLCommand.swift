import ArgumentParser
import Experiments
import Reports
import RunStore

/// Runs a SELECT of the user's.
struct SQLCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "sql",
    abstract: "Ask in SQL: read-only, over the views runs, epochs and layers.",
    discussion: """
      One SELECT statement; the database itself refuses everything else. The views have the columns \
      of the exports; NaN reads as NULL in them.

      EXAMPLES:
        descent sql "SELECT seed, avg(train_cost) FROM runs GROUP BY seed"
        descent sql "SELECT run FROM runs WHERE l2 > :min" --param min=0.1
      """
  )

  @Argument(help: ArgumentHelp("A SELECT statement.", valueName: "statement")) var sql: String
  @Option(
    name: .customLong("param"),
    help: ArgumentHelp(
      "A value for :name; numbers are numbers, all else is text. May be given again.",
      valueName: "name=value"
    )
  )
  var parameters: [String] = []
  @Option(help: ArgumentHelp("Stop after this many seconds.", valueName: "seconds"))
  var timeout = 30.0
  @OptionGroup var output: OutputOptions
  @OptionGroup var database: DatabaseOption

  func validate() throws {
    guard timeout > 0, timeout <= 86_400 else {
      throw ValidationError("--timeout '\(timeout)' is not between 0 and 86400 s")
    }
  }

  func run() throws {
    let values = try parameters.map(Self.parameter)
    let store = try database.open(.read)
    defer { try? store.close() }
    var names: [String] = []
    var answer: Answer?
    do {
      try store.query(sql, parameters: values, seconds: timeout, header: { names = $0 }) { row in
        let cells = row.map(Field.init)
        if answer == nil { answer = try Answer(output, columns: Self.columns(names, cells)) }
        try answer?.write(cells)
      }
      if answer == nil { answer = try Answer(output, columns: Self.columns(names, [])) }
      try answer?.finish()
    } catch {
      answer?.discard()
      throw error
    }
  }

  /// The columns, numbers at the right where the first row has some.
  ///
  /// Names that come twice are told apart by a number, so that JSON keeps both.
  private static func columns(_ names: [String], _ first: [Field]) -> [Column] {
    var seen: Set<String> = []
    return names.enumerated().map { index, name in
      var title = name
      var number = 2
      while !seen.insert(title).inserted {
        title = "\(name)_\(number)"
        number += 1
      }
      let isText = if case .text = first.dropFirst(index).first { true } else { false }
      return Column(title, isText ? .text : .number)
    }
  }

  private static func parameter(_ word: String) throws -> RunStore.Parameter {
    guard let equals = word.firstIndex(of: "="), equals > word.startIndex else {
      throw Failure.usage("--param '\(word)' is not name=value", hint: nil)
    }
    let text = String(word[word.index(after: equals)...])
    return RunStore.Parameter(name: String(word[..<equals]), value: StoredValue(word: text))
  }
}

extension StoredValue {
  /// The value that a word of the command line stands for: a number where it reads as one.
  init(word: String) {
    if let integer = Int(word) {
      self = .integer(integer)
    } else if let real = Double(word), real.isFinite, word.first?.isLetter == false {
      self = .real(real)
    } else {
      self = .text(word)
    }
  }
}
