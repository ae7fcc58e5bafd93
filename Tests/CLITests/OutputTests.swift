import Foundation
import Testing

@Suite struct OutputTests {
  let record: RecordFixture

  init() throws { record = try RecordFixture() }

  @Test func `writes into a pipe and leaves it a pipe`() throws {
    let path = record.folder + "/pipe"
    try #require(mkfifo(path, 0o600) == 0)
    // Open at both ends, so that neither side waits for the other.
    let pipe = try #require(FileHandle(forUpdatingAtPath: path))
    #expect(try record.ask("db", "info", "--format", "json", "-o", "pipe").exitCode == 0)
    var status = stat()
    #expect(stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFIFO)
    guard status.st_mode & S_IFMT == S_IFIFO else { return }
    #expect(String(decoding: pipe.availableData, as: UTF8.self).hasPrefix("[\n{"))
  }

  @Test func `says where it cannot create a file, and leaves nothing`() throws {
    let outcome = try record.ask("runs", "-o", "nowhere/runs.csv")
    #expect(outcome.exitCode == 73)
    #expect(outcome.errors.hasPrefix("descent: error: cannot create 'nowhere/runs.csv'"))
  }

  @Test(arguments: ["--help", "--version", "runs --help", "runs", "export epochs", "doctor"])
  func `an answer that finds no room or no standard output is an error`(words: String) throws {
    for target in ["/dev/full", "&-"] {
      let outcome = try record.ask.shell("\"$0\" \(words) >\(target)")
      #expect(outcome.exitCode == 74)
      #expect(outcome.errors.contains("cannot write to 'standard output'"))
    }
  }

  @Test func `what is said on a closed standard error goes into no file`() throws {
    #expect(try record.ask.shell("\"$0\" export runs -o runs.csv 2>&- >&- <&-").exitCode == 0)
    let file = try String(contentsOfFile: record.folder + "/runs.csv", encoding: .utf8)
    #expect(file.split(separator: "\n").count == 5)
    #expect(!file.contains("rows"))
  }

  @Test func `keeps the file there was when the answer fails`() throws {
    let path = record.folder + "/runs.csv"
    try Data("before".utf8).write(to: URL(fileURLWithPath: path))
    #expect(
      try record.ask("sql", "SELECT abs(-9223372036854775808)", "-o", "runs.csv").exitCode == 64
    )
    #expect(try String(contentsOfFile: path, encoding: .utf8) == "before")
    let files = try FileManager.default.contentsOfDirectory(atPath: record.folder)
    #expect(!files.contains { $0.hasSuffix(".tmp") })
  }
}
