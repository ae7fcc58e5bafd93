import Testing

@testable import Reports

@Suite struct KeyValueBlockTests {
  private let pairs: [(key: String, value: Field)] = [
    ("run", .text("3f2a91bc")), ("learning_rate", .real(0.5)), ("seed", .integer(1)),
    ("l1", .empty), ("hidden_layers", .list([64, 32])),
  ]

  @Test func `sets pairs in columns read downwards`() {
    #expect(
      KeyValueBlock.render(pairs, style: TerminalStyle(width: 60)) == """
        run            3f2a91bc   l1             –
        learning_rate  0.5        hidden_layers  [64, 32]
        seed           1

        """
    )
  }

  @Test func `falls back to one column and shortens values`() {
    let text = KeyValueBlock.render(
      [("note", .text("a very long note indeed"))],
      style: TerminalStyle(width: 18)
    )
    #expect(text == "note  a very long…\n")
  }
}
