import Experiments
import Testing

@testable import Reports

@Suite struct GroupingTests {
  /// The id that has a digit 32 times.
  private static func run(_ digit: String) -> RunID? {
    RunID(hex: String(repeating: digit, count: 32))
  }

  private let members: [Grouping.Member] = [
    .init(keys: [.real(0.1), .list([30])], run: Self.run("a"), value: 0.5),
    .init(keys: [.real(0.5), .list([30])], run: Self.run("b"), value: .nan),
    .init(keys: [.real(0.1), .list([30])], run: Self.run("c"), value: 0.3),
    .init(keys: [.real(0.1), .list([30])], run: Self.run("d"), value: 0.3),
    .init(keys: [.empty, .list([])], run: Self.run("e"), value: 2),
  ]

  @Test func `groups runs by their values in the order they came`() {
    let grouping = Grouping(
      keys: ["learning_rate", "hidden_layers"],
      members: members,
      best: .lowest
    )
    #expect(
      grouping.groups.map(\.keys) == [
        [.real(0.1), .list([30])], [.real(0.5), .list([30])], [.empty, .list([])],
      ]
    )
    #expect(grouping.groups.map(\.summary.n) == [3, 0, 1])
    #expect(grouping.groups.map(\.bestRun) == [Self.run("c"), nil, Self.run("e")])
    #expect(grouping.groups.map(\.bestCount) == [2, 0, 1])
  }

  @Test func `exports the columns of the contract`() {
    let grouping = Grouping(
      keys: ["learning_rate"],
      members: members.map {
        .init(keys: [$0.keys[0]], run: $0.run, value: $0.value)
      },
      best: .highest
    )
    let csv = RowWriter.text(
      .csv,
      columns: grouping.columns,
      rows: grouping.groups.map { grouping.row($0, hasShortID: true) }
    )
    let lines = csv.split(separator: "\n")
    #expect(
      lines[0] == "learning_rate,n,failures,mean,sd,se,ci_low,ci_high,median,min,max,best_run"
    )
    #expect(lines[1].hasPrefix("0.1,3,0,0.36666666666666664,0.11547005383792516,"))
    #expect(lines[1].hasSuffix(",0.3,0.3,0.5,aaaaaaaa"))
    #expect(lines[2] == "0.5,0,1,,,,,,,,,")
    #expect(lines[3] == ",1,0,2,,,,,2,2,2,eeeeeeee")
  }

  @Test func `sets keys right that are numbers in every group`() {
    let grouping = Grouping(
      keys: ["learning_rate", "hidden_layers"],
      members: members.prefix(4),
      best: .lowest
    )
    #expect(grouping.columns.prefix(2).map(\.kind) == [.number, .text])
    let mixed = Grouping(keys: ["learning_rate"], members: members, best: .lowest)
    #expect(mixed.columns[0].kind == .text)
  }

  @Test func `marks the best mean for papers`() {
    let grouping = Grouping(
      keys: ["learning_rate", "hidden_layers"],
      members: members,
      best: .lowest
    )
    let rows = grouping.estimateRows(best: .lowest)
    #expect(
      rows.map { $0[4] }.map {
        if case .estimate(let estimate) = $0 { estimate.isBest } else { nil as Bool? }
      } == [true, nil, false]
    )
  }
}
