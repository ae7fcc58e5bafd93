import ArgumentParser
import Experiments
import Foundation
import NeuralNetwork
import Reports
import RunStore

/// Drops weights that can be rebuilt, and shrinks the file.
struct CollectCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "gc",
    abstract: "Drop weights that can be rebuilt, and shrink the file.",
    discussion: """
      The weights of the last epoch are always kept, and by default those of the best one. What is \
      dropped can be rebuilt with the same bits ('descent export weights --epoch'); runs that could \
      not be trained again, because their data are gone or have changed, keep all. The file then \
      gives free pages back, those of purged runs too.

      EXAMPLES:
        descent gc --dry-run
        descent gc --keep last --older-than 30d
        descent gc --keep best --keep 10 -F 'experiment = old'
      """
  )

  @Option(
    help: ArgumentHelp(
      "Keep these too: last, best, or a number n for each n-th epoch; may be given again "
        + "(default: last and best).",
      valueName: "which"
    )
  )
  var keep: [String] = []
  @Option(help: ArgumentHelp("Only runs that ended longer ago, as 30d.", valueName: "duration"))
  var olderThan: String?
  @OptionGroup var selection: SelectionOptions
  @Flag(help: "Say what would be dropped, and change nothing.") var dryRun = false
  @OptionGroup var database: DatabaseOption

  func validate() throws { _ = try kept() }

  func run() throws {
    // SQLite reads this when it starts: what it needs to shrink the file lies beside it.
    let folder = (database.path as NSString).deletingLastPathComponent
    setenv("SQLITE_TMPDIR", folder.isEmpty ? "." : folder, 0)
    let store = try database.open(dryRun ? .read : .write)
    defer { try? store.close() }
    if !dryRun { try store.checkIdle() }
    let before = store.byteCount
    let dropped = try drop(in: store)
    if dryRun {
      let after = try store.byteCountForecast(without: dropped.storedBytes)
      StandardError.write(
        "\(store.path): about \(ByteCountText.of(after)), now \(ByteCountText.of(before))\n"
      )
    } else {
      let size = try store.shrink()
      StandardError.write(
        "\(store.path): \(ByteCountText.of(size.after)), was \(ByteCountText.of(before))\n"
          + (size.isDone ? "" : "the disk has the rest back once its readers have ended\n")
      )
    }
  }

  /// Drops what can be rebuilt, says so, and returns what it was.
  private func drop(in store: RunStore) throws -> DroppedWeights {
    let (kept, data) = (try kept(), RecordedData(store))
    var (sum, runs, refused) = (DroppedWeights(), 0, 0)
    for run in try self.runs(in: store) {
      let found = try store.weightsToDrop(of: run, keeping: kept)
      guard found.epochs > 0 else { continue }
      guard (try? RecordedRun(run, in: store, data: data)) != nil else {
        refused += 1
        continue
      }
      let dropped = dryRun ? found : try store.dropWeights(of: run, keeping: kept)
      sum.epochs += dropped.epochs
      sum.bytes += dropped.bytes
      sum.storedBytes += dropped.storedBytes
      runs += dropped.epochs > 0 ? 1 : 0
    }
    StandardError.write(
      "\(dryRun ? "would drop" : "dropped") the weights of \(CountText.of(sum.epochs, "epoch")) of "
        + "\(CountText.of(runs, "run")), \(ByteCountText.of(sum.bytes))\n"
    )
    if refused > 0 {
      StandardError.write(
        "kept all of \(CountText.of(refused, "run")) that cannot be trained again\n"
      )
    }
    return sum
  }

  private func runs(in store: RunStore) throws -> [RunID] {
    var question = RunQuestion()
    question.condition = try selection.condition(in: store)
    if let olderThan {
      question.condition =
        try question.condition && Condition(filter: "finished_at < \(olderThan) ago")
    }
    question.order = .planned
    question.columns = []
    return try store.runs(question).runs
  }

  private func kept() throws -> KeptWeights {
    var kept = KeptWeights(best: keep.isEmpty)
    for word in keep where word != "last" {
      if word == "best" {
        kept.best = true
      } else if let number = Int(word), number >= 1 {
        kept.every = number
      } else {
        throw ValidationError("--keep '\(word)' is neither last, best nor a number of at least 1")
      }
    }
    return kept
  }
}
