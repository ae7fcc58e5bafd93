import Testing

@testable import RunStore

@Suite struct FilterErrorTests {
  private func error(_ filter: String) -> FilterError? {
    do {
      _ = try Condition(filter: filter)
      return nil
    } catch {
      return error
    }
  }

  @Test func `a mistyped name is pointed at, with the nearest`() {
    let error = error("learning_rate > 1 and validaton_cost < 0.1")
    #expect(
      error?.description == """
        unknown name 'validaton_cost'; did you mean 'validation_cost'?
          learning_rate > 1 and validaton_cost < 0.1
                                ^
        """
    )
    #expect(error?.message == "unknown name 'validaton_cost'; did you mean 'validation_cost'?")
    #expect(error?.exitCode == 64)
  }

  @Test(arguments: [
    (
      "optimizer = 3", 12,
      "'optimizer' is text and cannot be compared with the number 3; "
        + "for the text write '3' in quotes"
    ),
    (
      "learning_rate > '3.0'", 16,
      "'learning_rate' is a number and cannot be compared with the text "
        + "'3.0'; write numbers without quotes"
    ),
    ("optimizer < adam", 10, "'optimizer' is text, which '<' does not apply to"),
    ("seed like '1%'", 5, "'seed' is a number, which 'like' does not apply to"),
    ("status is nan", 10, "'status' is text, which 'is nan' does not apply to"),
    ("train_cost != nan", 14, "no comparison matches nan; write 'is nan' or 'is not nan'"),
    ("status = finshed", 9, "no status is 'finshed'; did you mean 'finished'?"),
    (
      "params.lerning_rate = 1", 0,
      "unknown name 'params.lerning_rate'; did you mean 'params.learning_rate'?"
    ),
    ("avg(train_cost) < 1", 0, "unknown function 'avg'; did you mean 'min'?"),
    ("min(seed) < 1", 4, "'seed' has no values over the epochs; did you mean 'seconds'?"),
    ("train_cost@x < 1", 11, "expected the number of an epoch, found 'x'"),
    (
      "train_cost@99999999999999999999 < 1", 11,
      "the number '99999999999999999999' is too large; write inf for infinity"
    ),
    ("train_cost < 1e999", 13, "the number '1e999' is too large; write inf for infinity"),
    (
      "train_cost", 10,
      "expected a comparison such as =, <, in, between, like, contains or is, "
        + "found the end"
    ),
    ("", 0, "expected a name, found the end"),
    ("seed = 1 seed = 2", 9, "expected 'and', 'or' or the end, found 'seed'"),
    ("(seed = 1", 9, "expected ')', found the end"),
    ("seed in 1", 8, "expected '(', found '1'"),
    ("seed in (1 2)", 11, "expected ',' or ')', found '2'"),
    ("seed not = 1", 9, "expected 'in', 'between', 'like' or 'contains', found '='"),
    ("seed = ", 7, "expected a number, found the end"),
    (
      "started_at > soon", 13,
      "expected a time such as 2026-11-23, 2026-11-23T10:00, 2h ago, today or yesterday, "
        + "found 'soon'"
    ),
    (
      "started_at > 2026-02-30", 13,
      "expected a time such as 2026-11-23, 2026-11-23T10:00, 2h ago, today or yesterday, "
        + "found '2026-02-30'"
    ),
    (
      "seconds > 5parsecs", 10,
      "expected a number of seconds or a duration such as 5m, found '5parsecs'"
    ),
    ("learning_rate > 5m", 16, "expected a number, found '5m'"),
    ("hidden_layers = 30", 16, "expected a list such as [64, 32], found '30'"),
    ("hidden_layers = [64, x]", 16, "expected a list such as [64, 32], found '[64, x]'"),
    ("run = xyz1", 6, "expected the first digits of a run's id, at least 4, found 'xyz1'"),
    ("note = 'open", 7, "the text that begins here has no end"),
    ("hidden_layers = [1", 16, "the list that begins here has no end"),
    ("' or 1=1 --", 0, "the text that begins here has no end"),
    ("seed = 1; drop table run", 8, "unexpected character ';'; put text in quotes"),
    ("seed = 1 -- comment", 9, "expected 'and', 'or' or the end, found '--'"),
    ("seed = 1 /* comment */", 10, "unexpected character '*'; put text in quotes"),
    ("1 = 1", 0, "unknown name '1'; did you mean 'l1'?"),
    ("and", 0, "expected a name, found 'and'"),
  ])
  func `what is wrong is said, and where`(filter: String, offset: Int, message: String) {
    let error = error(filter)
    #expect(error?.message == message)
    #expect(error?.offset == offset)
  }

  @Test func `a value that a key cannot have names what it can`() {
    #expect(
      error("optimizer in (adam, mometum)")?.message
        == "optimizer 'mometum' is not sgd, momentum, nesterov, rmsprop, adam or adamw; "
        + "the nearest is 'momentum'"
    )
  }

  @Test func `the caret stands under the place as it is drawn`() {
    // Two wide characters, a combining accent, a tab and a line end before the place.
    let caret = String(repeating: " ", count: 2 + 7 + 1 + 4 + 1 + 1 + 5) + "^"
    #expect(
      error("note = '漢字e\u{301}'\tand\nnose = 1")?.description
        == "unknown name 'nose'; did you mean 'note'?\n  note = '漢字e\u{301}' and nose = 1\n\(caret)"
    )
  }

  @Test func `a long expression is shown around the place`() {
    let long = String(repeating: "seed = 1 and ", count: 500)
    let lines = error("\(long)sed = 1\(String(repeating: " or seed = 2", count: 500))")?
      .description.split(separator: "\n").map { Array($0) }
    #expect(lines?.count == 3)
    #expect((lines?[1].count ?? 0) < 90)
    if let caret = lines?[2].firstIndex(of: "^") {
      #expect(lines?[1][caret...].starts(with: "sed") == true)
    }
  }

  @Test func `control characters of an expression are not printed`() {
    let text = error("no\u{1B}[2Jte = 1")?.description
    #expect(text?.contains("\u{1B}") == false)
  }

  @Test func `what is too much for a filter is an error`() {
    let limits: [(String, FilterError.Problem)] = [
      (String(repeating: "(", count: 60_000), .tooDeep(limit: 200)),
      (String(repeating: "not ", count: 15_000) + "seed = 1", .tooDeep(limit: 200)),
      (String(repeating: " ", count: 65_537), .tooLong(limit: 65_536)),
      (
        Array(repeating: "seed=1", count: 1001).joined(separator: " or "),
        .tooMany("comparisons", limit: 1000)
      ),
      (
        "seed in (\(Array(repeating: "1", count: 4097).joined(separator: ",")))",
        .tooMany("values", limit: 4096)
      ),
      (Self.ladder(60), .tooDeep(limit: 40)),
    ]
    for (filter, problem) in limits { #expect(error(filter)?.problem == problem) }
  }

  /// `and` and `or` inside each other.
  static func ladder(_ depth: Int) -> String {
    (0..<depth).reduce("seed = 1") { inner, level in
      "seed = 2 \(level % 2 == 0 ? "and" : "or") (\(inner))"
    }
  }

  @Test func `what is just not too much is answered`() throws {
    let folder = try TemporaryFolder()
    let store = try RunStore.open(path: folder.file(), mode: .create)
    let ids = (0..<4000).map { index in "\(40_000 + index)" }
    for filter in [
      String(repeating: "(", count: 199) + "seed = 1" + String(repeating: ")", count: 199),
      String(repeating: "not ", count: 199) + "seed = 1",
      Array(repeating: "tag=a", count: 1000).joined(separator: " or "),
      Array(repeating: "min(gradient_norm)<seed", count: 1000).joined(separator: " and "),
      "run in (\(ids.joined(separator: ",")))",
      "seed not in (\(Array(repeating: "1", count: 4096).joined(separator: ",")))",
      Self.ladder(40),
      "not (\(Self.ladder(39)))",
      "(\(Self.ladder(38)) and (\(Self.ladder(38)))) or (\(Self.ladder(38)))",
    ] {
      var question = RunQuestion()
      question.condition = try Condition(filter: filter)
      question.sort = [.init(try RunExpression("mean(train_cost)"))]
      question.limit = 20
      #expect(try store.runs(question).total == 0)
    }
    try store.close()
  }

  @Test func `no text makes it trap`() {
    var dice = FilterDice(seed: 7)
    let pieces = [
      "seed", "min(", "train_cost", "@", "1", "-", "'", "\"", "[", "]", "(", ")", ",", "and", "not",
      "in", "between", "is", "nan", "empty", "like", "2h", "ago", "e", "\0", "漢", "1e",
      "9999999999",
      "-9223372036854775808", "run", "tag", "=", "<", ">", "!", " ", "\n", "epochs_to(", "[64,",
      "2026-11-23T", "999999999999d", ".", "validation", "contains", "hidden_layers", "started_at",
    ]
    var errors = 0
    for _ in 0..<4000 {
      let text = (0...dice.roll(12)).map { _ in dice.one(of: pieces) }
        .joined(separator: dice.chance(70) ? " " : "")
      if let error = error(text) {
        errors += 1
        #expect(error.description.split(separator: "\n").count <= 3)
        #expect(error.offset <= text.unicodeScalars.count)
      }
    }
    #expect(errors > 2000)
  }
}
