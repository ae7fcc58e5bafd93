internal import Experiments
internal import GRDB

/// The union of two notes on a run.
///
/// A note is a set of parts with lines `---` between; the union has each part once, in the order of
/// their texts, so it is the same in whatever order files are merged.
struct NoteUnion {
  static let separator = "\n---\n"

  let source: Database
  let target: Database

  /// Writes the union of both notes to the target.
  func run(_ run: RunID, from: Int, to: Int) throws {
    guard let theirs = try read(source, from) else { return }
    let ours = try read(target, to)
    let text = ours.map { Self.union($0.text, theirs.text) } ?? theirs.text
    let row = try PreparedStatement(
      target,
      """
      INSERT INTO note (run, note, written_at, digest) VALUES (?1, ?2, ?3, ?4)
      ON CONFLICT (run) DO UPDATE SET note = ?2, written_at = ?3, digest = ?4
      """
    )
    row.bind(1, to)
    row.bind(2, text)
    row.bind(3, max(ours?.time ?? theirs.time, theirs.time))
    row.bind(4, RecordDigest.of(run.description, text))
    try row.run()
  }

  /// Each part of both texts once; equal texts stay as they are.
  static func union(_ left: String, _ right: String) -> String {
    if left == right { return left }
    let parts = Set(parts(left) + parts(right))
    return parts.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
      .joined(separator: separator)
  }

  private static func parts(_ text: String) -> [String] {
    var parts: [[Substring]] = [[]]
    for line in text.split(separator: "\n", omittingEmptySubsequences: false) {
      if line == "---" { parts.append([]) } else { parts[parts.count - 1].append(line) }
    }
    return parts.map { $0.joined(separator: "\n") }
  }

  private func read(_ db: Database, _ run: Int) throws -> (text: String, time: Int)? {
    let row = try PreparedStatement(db, "SELECT note, written_at FROM note WHERE run = ?")
    defer { row.reset() }
    row.bind(1, run)
    return try row.step() ? (try row.text(0), try row.integer(1)) : nil
  }
}
