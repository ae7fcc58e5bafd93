import Foundation
import Kernels
import NeuralNetwork
import ShellWords
import Testing

@testable import Experiments

/// Holds the pages about definitions, sweeps and numerics to the code.
@Suite struct DocumentationTests {
  @Test func `the definition page has every key as the code has it`() throws {
    let page = try Page("definition.md")
    let table = page.lines.drop { $0 != "| key | default | allowed | meaning |" }
    #expect(
      Array(table.dropFirst(2).prefix { $0.hasPrefix("|") })
        == DefinitionKey.allCases.map {
          "| `\($0.rawValue)` | \($0.standard) | \($0.kind.allowed) | \($0.meaning) |"
        }
    )
  }

  @Test func `the definition page's run has the id of its canonical text`() throws {
    let page = try Page("definition.md")
    let text = try #require(page.blocks("text").first { $0.hasPrefix("activation=") })
    let id = RunID(SHA256.hash(text.utf8))
    #expect(page.text.contains(id.description))
    let keys = text.split(separator: "\n").map { String($0.prefix { $0 != "=" }) }
    #expect(keys == keys.sorted())
    #expect(keys.allSatisfy { $0 == "numerics_version" || DefinitionKey(rawValue: $0) != nil })
    #expect(text.contains("numerics_version=\(Numerics.version)\n"))
  }

  @Test(arguments: ["definition.md", "sweeps.md"])
  func `commands are read as they stand on the page`(name: String) throws {
    let commands = try Page(name).commands
    #expect(commands.count > 2)
    for words in commands {
      let arguments = words.filter { $0.contains("=") && !$0.hasPrefix("-") }
      #expect(throws: Never.self, "\(words)") { try SearchRequest(arguments: arguments) }
    }
  }

  @Test(arguments: ["definition.md", "sweeps.md"])
  func `files are read as they stand on the page`(name: String) throws {
    let files = try Page(name).blocks("yaml")
    #expect(!files.isEmpty)
    for file in files {
      #expect(throws: Never.self) { try SearchRequest(yaml: file, file: name) }
    }
  }

  @Test func `the sweeps page has each form that errors tell`() throws {
    let page = try Page("sweeps.md")
    for name in ["choice", "range", "interval", "linspace", "logspace", "uniform", "loguniform"] {
      #expect(SearchFunction(rawValue: name) != nil)
      #expect(page.text.contains("`\(name)"), "\(name)")
    }
    #expect(SearchFunction.allCases.count == 7)
  }

  @Test func `the numerics page has the words that streams draw`() throws {
    let page = try Page("numerics.md")
    var weights = RandomStream(seed: 1, purpose: .weights, 2)
    #expect(page.text.contains(Self.hex((0..<3).map { _ in weights.next() })))
    var split = SplitMix64(seed: 0)
    #expect(page.text.contains(Self.hex((0..<3).map { _ in split.next() })))
    var search = SplitMix64(sweepSeed: 0, point: 1, key: .learningRate)
    #expect(page.text.contains(Self.hex((0..<3).map { _ in search.next() })))
  }

  @Test func `the numerics page has the order of an epoch`() throws {
    let order = AlignedBuffer<Int32>(count: 10)
    Shuffle.order(order, seed: 1, epoch: 1)
    let text = (0..<10).map { String(order.pointer[$0]) }.joined(separator: ", ")
    #expect(try Page("numerics.md").text.contains("[\(text)]"))
    let split = TrainingSplit(count: 10, heldOut: 3, seed: 0)
    let held = (0..<3).map { String(split.validation[$0]) }.joined(separator: ", ")
    #expect(try Page("numerics.md").text.contains("[\(held)]"))
  }

  @Test func `the numerics page tells the version of now`() throws {
    #expect(
      try Page("numerics.md").text.contains("`numerics_version` is \(Numerics.version)")
    )
  }

  private static func hex(_ words: [UInt64]) -> String {
    words.map { "0x" + String($0, radix: 16) }.joined(separator: ", ")
  }
}

/// A page of the folder `docs`.
private struct Page {
  let text: String
  var lines: [String] { text.components(separatedBy: "\n") }

  init(_ name: String) throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent()
      .deletingLastPathComponent().deletingLastPathComponent()
    text = try String(contentsOf: root.appending(path: "docs/\(name)"), encoding: .utf8)
  }

  /// The fenced blocks of a language, each line ended by a line feed.
  func blocks(_ language: String) -> [String] {
    text.components(separatedBy: "```\(language)\n").dropFirst().compactMap {
      $0.components(separatedBy: "```").first
    }
  }

  /// The words of each command that a block of shell gives to `descent`.
  var commands: [[String]] {
    blocks("sh").flatMap { $0.replacingOccurrences(of: "\\\n", with: " ").split(separator: "\n") }
      .filter { $0.hasPrefix("descent sweep ") || $0.hasPrefix("descent train ") }
      .map { Array(shellWords(String($0)).dropFirst(2)) }
  }
}
