import Foundation
import Testing

@Suite struct ManualCommandTests {
  private let folder = TemporaryFolder()
  private let text: String

  init() throws { text = try BuiltProgram(folder: folder.path)("manual").text }

  @Test func `has a section for every verb, with its options and examples`() {
    for verb in ["train", "sweep", "sweep status", "runs", "export weights", "db check"] {
      #expect(text.contains("\n.SS descent \(verb)\n"), "\(verb)")
    }
    #expect(text.contains("\\-\\-curve"))
    #expect(text.contains("descent compare @1 @2"))
    #expect(text.contains("USAGE: descent sweep status "))
  }

  @Test func `begins no line of text with an instruction`() {
    let known: Set = [".TH", ".SH", ".SS", ".TP", ".B", ".I", ".nf", ".fi"]
    for line in text.split(separator: "\n") where line.hasPrefix(".") || line.hasPrefix("'") {
      #expect(known.contains(String(line.prefix { $0 != " " })), "\(line)")
    }
  }
}
