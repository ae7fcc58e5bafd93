@testable import RunStore
import Testing

@Suite struct LeaseTests {
  let observer = ProcessIdentity(pid: 1, startTime: 10, boot: "boot space", host: "here")
  let now = Moment(wall: 10_000_000, monotonic: 5_000_000)

  func lease(
    boot: String = "boot space",
    host: String = "here",
    startTime: Int = 20,
    age: Int = 1000
  ) -> Lease {
    Lease(
      process: ProcessIdentity(pid: 2, startTime: startTime, boot: boot, host: host),
      heard: Moment(wall: now.wall - age, monotonic: now.monotonic - age)
    )
  }

  func isOver(_ lease: Lease, startTime: Int? = 20) -> Bool {
    lease.isOver(at: now, for: observer) { _ in startTime }
  }

  @Test func `a lease holds while its process lives and is heard of`() {
    #expect(!isOver(lease()))
  }

  @Test func `a lease ends at once with its process`() {
    #expect(isOver(lease(), startTime: nil))
  }

  @Test func `a lease ends when its number belongs to another process`() {
    #expect(isOver(lease(), startTime: 21))
  }

  @Test func `a lease ends when its process is silent for a minute`() {
    #expect(!isOver(lease(age: 59_000)))
    #expect(isOver(lease(age: 61_000)))
  }

  @Test func `a lease ends when its machine was started again`() {
    #expect(isOver(lease(boot: "older", age: 5_000_001)))
  }

  @Test func `a lease of another machine holds while it is heard of`() {
    #expect(!isOver(lease(boot: "other", host: "there", age: 59_000), startTime: nil))
    #expect(isOver(lease(boot: "other", host: "there", age: 61_000), startTime: nil))
  }

  @Test func `a clock set back or forward ends no lease of a living process`() {
    var lease = lease()
    lease.heard.wall = now.wall + 3_600_000
    #expect(!isOver(lease))
    lease.heard.wall = now.wall - 3_600_000
    #expect(!isOver(lease))
  }

  @Test func `this process is found alive`() {
    let process = ProcessIdentity.current
    #expect(ProcessIdentity.startTime(of: process.pid) == process.startTime)
    #expect(!process.boot.isEmpty)
    #expect(ProcessIdentity.startTime(of: 1 << 30) == nil)
  }
}
