import Dispatch
import Experiments
@testable import RunStore
import Testing

@Suite struct InboxTests {
  func event(_ seed: Int) -> RecordingEvent { .ended(Samples.id(seed), .interrupted, at: seed) }

  func times(_ batch: Inbox.Batch) -> [Int] {
    batch.events.map { if case .ended(_, _, let time) = $0 { time } else { -1 } }
  }

  @Test func `events come out in order, once`() throws {
    let inbox = Inbox()
    for seed in 0..<3 { try inbox.put(event(seed)) }
    #expect(times(inbox.take(gathering: 0, atMost: 0)) == [0, 1, 2])
    #expect(times(inbox.take(gathering: 0, atMost: 0)).isEmpty)
  }

  @Test func `who finds no room waits and loses nothing`() async throws {
    let inbox = Inbox(byteLimit: 1, eventLimit: 1)
    async let produced: Void = Task.detached {
      for seed in 0..<50 { try inbox.put(event(seed)) }
    }.value
    var seen: [Int] = []
    while seen.count < 50 {
      let batch = inbox.take(gathering: 0, atMost: 10)
      #expect(batch.events.count <= 1)
      seen += times(batch)
    }
    try await produced
    #expect(seen == Array(0..<50))
  }

  @Test func `a failure is thrown to everyone after it`() throws {
    let inbox = Inbox()
    inbox.fail(.full(path: "x"))
    inbox.fail(.closed)
    #expect(throws: StoreError.full(path: "x")) { try inbox.put(event(0)) }
  }

  @Test func `nothing is written after a failure`() throws {
    let inbox = Inbox()
    try inbox.put(event(0))
    _ = inbox.take(gathering: 0, atMost: 0)
    try inbox.put(event(1))
    inbox.fail(.full(path: "x"))
    #expect(times(inbox.take(gathering: 0, atMost: 0)).isEmpty)
  }

  @Test func `an abandoned inbox takes nothing`() throws {
    let inbox = Inbox()
    inbox.abandon()
    #expect(throws: StoreError.closed) { try inbox.put(event(0)) }
    #expect(throws: StoreError.closed) { try inbox.flush() }
    #expect(inbox.take(gathering: 0, atMost: 0).isAbandoned)
  }
}
