import ShellWords
import Testing

/// What people mistype: one line that says what is wrong, and the nearest name.
@Suite struct WrongInputTests {
  let record: RecordFixture

  init() throws { record = try RecordFixture() }

  struct Mistake: CustomTestStringConvertible, Sendable {
    var words: [String]
    var code: Int32 = 64
    var says: String
    var testDescription: String { words.joined(separator: " ") }

    init(_ line: String, code: Int32 = 64, _ says: String) {
      (words, self.code, self.says) = (shellWords(line), code, says)
    }
  }

  private static let mistakes = [
    Mistake("runz", "there is no verb 'runz'; did you mean 'runs'?"),
    Mistake("export epoch", "there is no verb 'epoch'; did you mean 'epochs'?"),
    Mistake("db chek", "did you mean 'check'?"),
    Mistake("runs --formt csv", "Did you mean '--format'?"),
    Mistake("runs --format cvs", "table, csv, tsv"),
    Mistake("runs -n -1", "-n '-1' is below 0"),
    Mistake("runs -n many", "The value 'many' is invalid for '-n <count>'"),
    Mistake("runs -a -n 3", "-n and -a exclude each other"),
    Mistake("runs --columns ' '", "--columns names no column"),
    Mistake("runs --columns learning_rat", "did you mean 'learning_rate'?"),
    Mistake("runs --sort x", "unknown name 'x'"),
    Mistake("runs -F 'seed = one'", "expected a number, found 'one'"),
    Mistake("runs -F 'optimizer = adm'", "the nearest is 'adam'"),
    Mistake("runs -F 'min(seed) > 1'", "'seed' has no values over the epochs"),
    Mistake("runs -F 'validation_accuracy > 97%'", "^"),
    Mistake("runs --sweep grd", "there is no sweep 'grd'; try 'grid'"),
    Mistake("runs --curve cost", "there is no curve 'cost'; try 'train_cost'"),
    Mistake("show zz", "'zz' names no run; give at least 4 digits"),
    Mistake("show ffffffff", "no run is named 'ffffffff'"),
    Mistake("show @9", "no run is named '@9'"),
    Mistake("best", "Missing expected argument '<metric>'"),
    Mistake("best optimizer", "there is no metric 'optimizer'; try 'train_cost'"),
    Mistake("best validation_cots", "try 'validation_cost'"),
    Mistake("best train_cost -n 0", "-n '0' is not at least 1"),
    Mistake("best train_cost --per sed", "did you mean 'seed'?"),
    Mistake("best validation_r2", code: 1, "no run has a finite 'validation_r2'"),
    Mistake("group", "Missing expected argument '--by <keys>'"),
    Mistake("group --by seed --sort men", "there is no column 'men'"),
    Mistake("compare @1", "compare needs two runs; 1 given"),
    Mistake("compare @1 @2 --align time", "'epoch', 'seconds' or 'examples'"),
    Mistake("importance nope", "there is no metric 'nope'"),
    Mistake("export epochs --epoch two", "The value 'two' is invalid"),
    Mistake("export weights --format npz -o w.npz", "a file of arrays holds one run"),
    Mistake("export weights --run @1 --epoch 9", code: 66, "run "),
    Mistake("sql 'SELEC 1'", "near \"SELEC\": syntax error"),
    Mistake("sql 'SELECT 1; SELECT 2'", "there is more than one"),
    Mistake("sql 'SELECT :x'", "its parameter ':x' has no value"),
    Mistake("sql 'DELETE FROM run'", "only SELECT is allowed"),
    Mistake("sql 'SELECT 1' --timeout 0", "--timeout '0.0' is not between"),
    Mistake("runs --db none.db", code: 66, "no database at 'none.db'"),
    Mistake("runs --db .", code: 65, "not a database"),
    Mistake("runs -o none/runs.csv", code: 73, "cannot create 'none/runs.csv'"),
    Mistake("tag @1", "give --add or --remove"),
    Mistake("train data=irs", "did you mean 'iris'?"),
    Mistake("train data=iris learning_rat=1", "the nearest is 'learning_rate'"),
    Mistake("train data=iris batch_size=4", "the nearest is 'mini_batch_size'"),
    Mistake("runs -F 'params.lr > 1'", "did you mean 'params.learning_rate'?"),
    Mistake("best val_loss", "try 'validation_cost'"),
    Mistake("list", "there is no verb 'list'; did you mean 'runs'?"),
    Mistake("delete @1", "did you mean 'rm'?"),
    Mistake("train data=iris learning_rate=fast", "learning_rate 'fast' is not"),
    Mistake("data show irs", "did you mean 'iris'?"),
  ]

  @Test(arguments: mistakes)
  func `a mistake is told in one line`(mistake: Mistake) throws {
    let outcome = try record.ask.run(mistake.words)
    #expect(outcome.exitCode == mistake.code, "\(outcome.errors)")
    #expect(outcome.errors.contains(mistake.says), "\(outcome.errors)")
    #expect(outcome.text.isEmpty)
    let lines = outcome.errors.split(separator: "\n")
    let told = lines.drop { !$0.hasPrefix("descent: error: ") }
    let isFilter = told.dropFirst().first?.hasPrefix("  ") == true
    #expect(told.count == 1 || isFilter || told.dropFirst().first?.hasPrefix("hint: ") == true)
    #expect(told.count <= 3, "\(outcome.errors)")
    #expect(!outcome.errors.contains("Fatal error"))
  }

  @Test func `the hint names the verb's own help`() throws {
    #expect(
      try record.ask("export", "epochs", "--epok").errors.contains("'descent export epochs --help'")
    )
  }

  @Test(arguments: [
    ("best", "name a metric, as validation_accuracy or train_cost; see"),
    ("importance", "name a metric"),
    ("group", "name keys, as learning_rate,hidden_layers; "),
    (
      "show",
      "name a run by the beginning of its id, or by @1, the newest; see 'descent show --help'"
    ),
    ("compare", "name two runs or more, as @1 @2"),
    ("runs --formt csv", "see 'descent runs --help'"),
  ])
  func `a word that is missing comes with what it may be`(line: String, says: String) throws {
    #expect(try record.ask.run(shellWords(line)).errors.contains("hint: \(says)"))
  }
}
