import Testing

@testable import Reports

@Suite struct VisibleTextTests {
  @Test(arguments: [
    ("plain", "plain"), ("a\nb\tc\rd", #"a\nb\tc\rd"#), ("\u{1B}[31mred", #"\u{1B}[31mred"#),
    ("a\u{202E}b", #"a\u{202E}b"#), ("a\u{200B}b", #"a\u{200B}b"#), ("\u{0}", #"\u{0}"#),
    ("\u{7F}\u{9B}", #"\u{7F}\u{9B}"#), ("a\u{200D}b", #"a\u{200D}b"#), ("👩‍👩‍👧", "👩‍👩‍👧"),
    ("e\u{301}日", "e\u{301}日"), ("\u{E0041}", #"\u{E0041}"#), ("\u{FFF9}", #"\u{FFF9}"#),
    ("\u{2028}", #"\u{2028}"#),
  ])
  func `shows what would act instead of being seen`(_ text: String, _ visible: String) {
    #expect(VisibleText.of(text) == visible)
  }

  @Test func `writes everything in ASCII when asked`() {
    #expect(VisibleText.of("é→", asASCII: true) == #"\u{E9}\u{2192}"#)
  }
}
