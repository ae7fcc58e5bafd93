import Experiments
import Foundation
import Testing

@testable import RunStore
@testable import descent

@Suite struct EndingTests {
  @Test func `names from outside cannot act on the terminal`() {
    let error = StoreError.unknownRun("\u{1B}[31m\nred\u{202E}")
    let ending = Ending(of: error, in: Descent.self, words: [])
    #expect(ending.message == #"no run is named '\u{1B}[31m\nred\u{202E}'"#)
  }

  @Test func `an error is one line, however long what it names`() {
    let error = StoreError.unknownRun(String(repeating: "x\n", count: 100_000))
    let ending = Ending(of: error, in: Descent.self, words: [])
    #expect(ending.message?.contains("\n") == false)
    #expect(ending.message?.count ?? 0 < 2000)
    #expect(ending.message?.hasSuffix("…") == true)
  }

  @Test func `a filter's error keeps the line with the caret`() throws {
    let error = #expect(throws: FilterError.self) { try Condition(filter: "sede = 1") }
    let ending = Ending(of: try #require(error), in: Descent.self, words: [])
    #expect(ending.message?.split(separator: "\n").count == 3)
  }
}
