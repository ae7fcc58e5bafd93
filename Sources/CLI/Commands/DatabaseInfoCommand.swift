import ArgumentParser
import Experiments
import Reports
import RunStore

/// Says what is in the file.
struct DatabaseInfoCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "info",
    abstract: "The file: its size, its schema, and how many rows it has of what.",
    discussion: """
      EXAMPLE:
        descent db info --format json
      """
  )

  @OptionGroup var output: OutputOptions
  @OptionGroup var database: DatabaseOption

  func run() throws {
    let store = try database.open(.read)
    defer { try? store.close() }
    let info = try store.info()
    var facts = Facts()
    facts.add("path", .text(info.path))
    facts.add("bytes", .integer(info.byteCount))
    facts.add("log_bytes", .integer(info.logByteCount))
    facts.add("schema", .integer(info.schema))
    facts.add("sqlite", .text(RunStore.sqliteVersion))
    facts.add("page_size", .integer(info.pageSize))
    facts.add("pages", .integer(info.pageCount))
    facts.add("free_pages", .integer(info.freePageCount))
    for (table, name) in Self.tables { facts.add(name, Field(info.rowCounts[table])) }
    let counts = try store.counts()
    for status in [RunStatus.running, .failed, .lost] {
      facts.add(status.rawValue, .integer(counts[status] ?? 0))
    }
    try facts.write(output)
  }

  /// What is counted, in the plural.
  private static let tables = [
    ("experiment", "experiments"), ("sweep", "sweeps"), ("run", "runs"), ("epoch", "epochs"),
    ("layer", "layers"), ("weights", "weights"), ("tag", "tags"), ("finding", "findings"),
  ]
}
