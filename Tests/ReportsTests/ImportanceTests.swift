import Testing

@testable import Reports

@Suite struct ImportanceTests {
  private struct Expected: Decodable {
    var levels: [[Int]]
    var values: [Double]
    var shares: [String: Double]
    var replicates: Double?
    var variance: Double
    var errors: [String: Double]?
  }

  private func importance(_ name: String) throws -> (Importance, Expected) {
    let expected = try Fixture.decode([String: Expected].self, from: "importance.json")
    let fixture = try #require(expected[name])
    let members = zip(fixture.levels, fixture.values).map { levels, value in
      Grouping.Member(keys: levels.map(Field.integer), value: value)
    }
    return (try #require(Importance(keys: ["a", "b", "c"], members: members)), fixture)
  }

  @Test(arguments: ["grid", "replicated"])
  func `decomposes a full grid as projections in NumPy do`(_ name: String) throws {
    let (importance, expected) = try importance(name)
    #expect(importance.method == .exact)
    #expect(agree(importance.variance, expected.variance, within: 1e-12))
    #expect(importance.effects.count == expected.shares.count - 1)
    for effect in importance.effects {
      let share = try #require(expected.shares[effect.keys.joined()])
      #expect((effect.share - share).magnitude < 1e-12, "\(effect.keys)")
    }
    let higher = try #require(importance.higherOrder)
    #expect((higher - (expected.shares["abc"] ?? 0)).magnitude < 1e-12)
    #expect(((importance.replicates ?? 0) - (expected.replicates ?? 0)).magnitude < 1e-12)
  }

  @Test func `estimates main effects with their errors off the grid`() throws {
    let (importance, expected) = try importance("scattered")
    #expect(importance.method == .estimated)
    for effect in importance.effects {
      let share = try #require(expected.shares[effect.keys.joined()])
      #expect((effect.share - share).magnitude < 1e-12, "\(effect.keys)")
      let error = try #require(expected.errors?[effect.keys.joined()])
      #expect(((effect.error ?? 0) / error - 1).magnitude < 0.2, "\(effect)")
    }
    #expect(importance.higherOrder == nil)
  }

  @Test func `names the largest effect first`() throws {
    let (importance, _) = try importance("grid")
    let shares = importance.effects.map(\.share)
    #expect(shares == shares.sorted(by: >))
    #expect(importance.rows.count == importance.effects.count + 2)
  }

  @Test func `sums to one on a grid`() throws {
    let (importance, _) = try importance("replicated")
    let rest = (importance.higherOrder ?? 0) + (importance.replicates ?? 0)
    #expect((importance.effects.reduce(rest) { $0 + $1.share } - 1).magnitude < 1e-12)
  }

  @Test func `is no grid when a run failed`() {
    let members = (0..<4).map { index in
      Grouping.Member(
        keys: [.integer(index / 2), .integer(index % 2)],
        value: index == 3 ? .nan : Double(index)
      )
    }
    let importance = Importance(keys: ["a", "b"], members: members)
    #expect(importance?.method == .estimated)
    #expect(importance?.failures == 1)
  }

  @Test func `explains nothing where nothing varies`() {
    let constant = [1, 2].map { Grouping.Member(keys: [.integer($0)], value: 3) }
    #expect(Importance(keys: ["a"], members: constant)?.effects.map(\.share) == [0])
    let same = [1, 2].map { Grouping.Member(keys: [.integer(1)], value: $0) }
    #expect(Importance(keys: ["a"], members: same) == nil)
    #expect(Importance(keys: ["a"], members: []) == nil)
  }
}
