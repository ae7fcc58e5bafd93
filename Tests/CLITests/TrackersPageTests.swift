import Foundation
import ShellWords
import Testing

/// Runs every command of `docs/coming-from-other-trackers.md`, from top to bottom.
@Suite struct TrackersPageTests {
  let folder: TemporaryFolder
  let ask: BuiltProgram

  init() {
    folder = TemporaryFolder()
    ask = BuiltProgram(folder: folder.path)
  }

  private static func commands() throws -> [String] {
    try page("coming-from-other-trackers.md").matches(of: /`descent ([^`]+)`/)
      .map { String($0.output.1) }
  }

  @Test func `the page's commands do what they say`() throws {
    let commands = try Self.commands()
    #expect(commands.count > 50)
    for command in commands {
      let outcome = try ask.run(shellWords(command))
      #expect(outcome.exitCode == 0, "descent \(command): \(outcome.errors)")
      let isTold = !outcome.text.isEmpty || command.contains("-o ") || !outcome.errors.isEmpty
      #expect(isTold, "descent \(command) says nothing")
    }
    for file in ["runs.csv", "all.csv", "epochs.csv", "epochs.jsonl", "layers.csv"] {
      #expect(FileManager.default.contents(atPath: "\(folder.path)/\(file)")?.count ?? 0 > 100)
    }
  }

  @Test func `the page answers 27 complaints`() throws {
    let text = try page("coming-from-other-trackers.md")
    for number in 1...27 { #expect(text.contains("\n\(number). **"), "\(number)") }
  }
}
