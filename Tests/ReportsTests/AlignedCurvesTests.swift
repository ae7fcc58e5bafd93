import Testing

@testable import Reports

@Suite struct AlignedCurvesTests {
  private let fast = Curve(
    (0...3).map {
      .init(epoch: $0, seconds: 1, examples: $0 == 0 ? 0 : 100, value: Double(10 - $0))
    }
  )
  private let slow = Curve(
    (0...1).map {
      .init(epoch: $0, seconds: 2.5, examples: $0 == 0 ? 0 : 50, value: Double(20 - $0))
    }
  )

  @Test func `lays curves over each other by epoch`() {
    let aligned = AlignedCurves([fast, slow], by: .epoch)
    #expect(aligned.positions == [0, 1, 2, 3])
    #expect(aligned.values == [[10, 20], [9, 19], [8, nil], [7, nil]])
  }

  @Test func `gives by seconds what was known then, and nothing after the end`() {
    let aligned = AlignedCurves([fast, slow], by: .seconds)
    #expect(aligned.positions == [1, 2, 2.5, 3, 4, 5])
    #expect(aligned.values == [[10, nil], [9, nil], [9, 20], [8, 20], [7, 20], [nil, 19]])
  }

  @Test func `adds up examples`() {
    let aligned = AlignedCurves([fast, slow], by: .examples)
    #expect(aligned.positions == [0, 50, 100, 200, 300])
    #expect(aligned.values == [[10, 20], [10, 19], [9, nil], [8, nil], [7, nil]])
    #expect(aligned.rows[1] == [.integer(50), .real(10), .real(19)])
  }

  @Test func `thins long histories evenly, ends included`() {
    let long = Curve(
      (0...1000).map { .init(epoch: $0, seconds: 1, examples: 1, value: Double($0)) }
    )
    let aligned = AlignedCurves([long], by: .epoch, count: 11)
    #expect(aligned.positions == stride(from: 0.0, through: 1000, by: 100).map { $0 })
    #expect(aligned.values == aligned.positions.map { [$0] })
  }
}
