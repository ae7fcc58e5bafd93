import Kernels
import Synchronization
import Testing

@Suite struct ThreadTeamTests {
  @Test(arguments: 1...4)
  func `calls each member once for every piece of work`(count: Int) {
    let team = ThreadTeam(count: count)
    let calls = Mutex(Array(repeating: 0, count: count))
    for _ in 0..<1_000 {
      team.run { member in calls.withLock { $0[member] += 1 } }
    }
    #expect(calls.withLock { $0 } == Array(repeating: 1_000, count: count))
  }

  @Test(arguments: [(10, 1), (7, 4), (100, 16), (3, 8), (0, 4)])
  func `shares everything out once, cut at the grain`(total: Int, grain: Int) {
    let team = ThreadTeam(count: 3)
    let shares = (0..<3).map { team.share(of: total, grain: grain, for: $0) }
    #expect(shares.flatMap { Array($0) } == Array(0..<total))
    #expect(shares.dropLast().allSatisfy { $0.upperBound == total || $0.upperBound % grain == 0 })
  }
}
