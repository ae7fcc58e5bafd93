import Experiments
import Foundation
import GRDB
@testable import RunStore
import Synchronization
import Testing

@Suite struct SQLiteRecorderTests {
  let folder: TemporaryFolder
  let store: RunStore

  init() throws {
    folder = try TemporaryFolder()
    store = try RunStore.open(path: folder.file(), mode: .create)
  }

  @Test func `what is recorded comes back`() throws {
    let recorder = try SQLiteRecorder.sample(store)
    #expect(try recorder.train(Samples.run(), upTo: 3).isFresh)
    try recorder.close()
    let id = Samples.id(1)
    #expect(try store.epochs(of: id) == (0...3).map { Samples.epoch($0) })
    #expect(try store.layers(of: id, epoch: 2) == Samples.epoch(2).layers)
    #expect(try store.layers(of: id, epoch: 4) == nil)
    for epoch in 0...3 {
      #expect(try store.weights(of: id, epoch: epoch) == Samples.weights(epoch))
    }
    #expect(try store.state(of: id) == Samples.state(3))
    let details = try store.details(of: id)
    #expect(details.summary.status == .finished)
    #expect(details.summary.epochsDone == 3)
    #expect(details.summary.bestEpoch == 3)
    #expect(details.summary.train == Samples.epoch(3).train)
    #expect(details.summary.validation == Samples.epoch(3).validation)
    #expect(details.summary.examples == 12)
    #expect(details.environment == Samples.environment)
    #expect(details.definition == StoredDefinition(Samples.definition(), numericsVersion: 1))
    for key in DefinitionKey.allCases {
      #expect(details.definition.values[key] == Samples.definition()[key])
    }
  }

  @Test func `numbers that are no numbers are kept exactly`() throws {
    var record = Samples.epoch(0)
    record.train = Metrics(cost: .nan, accuracy: nil, r2: -.infinity, rmse: .infinity)
    record.validation = Metrics(cost: -0.0, accuracy: .nan)
    record.gradientNorm = .infinity
    record.weightNorm = .leastNonzeroMagnitude
    record.layers[0].updateRatio = .nan
    record.layers[1].gradientNorm = .greatestFiniteMagnitude
    let recorder = try SQLiteRecorder.sample(store)
    _ = try recorder.begin(Samples.run())
    try recorder.record(record, state: Samples.state(0), weights: .always, of: Samples.id(1))
    try recorder.end(Samples.id(1), .diverged(epoch: 0))
    try recorder.close()
    let read = try store.epochs(of: Samples.id(1))[0]
    #expect(read.train.cost.isNaN)
    #expect(read.train.accuracy == nil)
    #expect(read.train.r2 == -.infinity)
    #expect(read.train.rmse == .infinity)
    #expect(read.validation?.cost.bitPattern == 0)
    #expect(read.validation?.accuracy?.isNaN == true)
    #expect(read.validation?.rmse == nil)
    #expect(read.gradientNorm == .infinity)
    #expect(read.weightNorm == .leastNonzeroMagnitude)
    #expect(read.layers[0].updateRatio?.isNaN == true)
    #expect(read.layers[1].updateRatio == nil)
    #expect(read.layers[1].gradientNorm == .greatestFiniteMagnitude)
    let summary = try store.details(of: Samples.id(1)).summary
    #expect(summary.train?.cost.isNaN == true)
    #expect(summary.divergedAt == 0)
  }

  @Test func `the mask of an epoch without NaN is 0`() throws {
    let recorder = try SQLiteRecorder.sample(store)
    try recorder.train(Samples.run(), upTo: 1)
    try recorder.close()
    let masks = try store.reading { db in
      try Int.fetchAll(
        db,
        sql: "SELECT nan FROM epoch UNION SELECT nan FROM layer UNION SELECT nan FROM run"
      )
    }
    #expect(masks == [0])
  }

  @Test(arguments: [false, true])
  func `a recorder that settles moves its log into the file before the end`(settles: Bool) throws {
    let recorder = try SQLiteRecorder.sample(store)
    _ = try recorder.begin(Samples.run(epochs: 9))
    let sizes = [1000, 300, 2]
    for epoch in 0...1 {
      let weights = Samples.weights(epoch, sizes: sizes)
      try recorder.record(
        Samples.epoch(epoch),
        state: TrainingState(epoch: epoch, weights: weights, optimizer: []),
        weights: .always,
        of: Samples.id(1)
      )
    }
    if settles { recorder.settle() }
    try recorder.flush()
    #expect((FileProbe.size(folder.file()) ?? 0 > 2_000_000) == settles)
    try recorder.record(2, weights: .always, of: Samples.id(1))
    try recorder.close()
    #expect(try store.epochs(of: Samples.id(1)).count == 3)
    #expect(try store.weights(of: Samples.id(1), epoch: 1) == Samples.weights(1, sizes: sizes))
  }

  @Test func `the file alone is the record after a normal end`() throws {
    let recorder = try SQLiteRecorder.sample(store)
    try recorder.train(Samples.run(), upTo: 3)
    try recorder.close()
    try store.close()
    #expect(try folder.contents() == ["descent.db"])
    let reader = try RunStore.open(path: folder.file(), mode: .read)
    #expect(try reader.epochs(of: Samples.id(1)).count == 4)
    try reader.close()
  }

  @Test func `an end of the process loses nothing that was flushed`() throws {
    let recorder = try SQLiteRecorder.sample(store, startTime: 1)
    try recorder.train(Samples.run(epochs: 9), upTo: 4, ending: nil)
    try recorder.flush()
    let left = try RunStore.open(
      path: try folder.snapshot(of: folder.file(), as: "left.db"),
      mode: .write
    )
    #expect(try left.epochs(of: Samples.id(1)) == (0...4).map { Samples.epoch($0) })
    #expect(try left.details(of: Samples.id(1)).summary.status == .lost)
    let second = try SQLiteRecorder.sample(left)
    let beginning = try second.begin(Samples.run(epochs: 9))
    guard case .resumed(let state, let history) = beginning else {
      Issue.record("\(beginning)")
      return
    }
    #expect(state == Samples.state(4))
    #expect(history.map(\.epoch) == [0, 1, 2, 3, 4])
    #expect(history.map(\.cost) == (0...4).map { Samples.epoch($0).watchedCost })
    try second.record(5, weights: .whileLast, of: Samples.id(1))
    try second.close()
    #expect(try left.epochs(of: Samples.id(1)).count == 6)
    try left.close()
    try recorder.close()
  }

  @Test func `an interrupted and resumed record has the chain of an unbroken one`() throws {
    let recorder = try SQLiteRecorder.sample(store)
    try recorder.train(Samples.run(epochs: 5), upTo: 2, ending: .interrupted)
    try recorder.train(Samples.run(epochs: 5), upTo: 5)
    try recorder.close()
    let chain = try store.details(of: Samples.id(1)).summary.chain
    let other = try RunStore.open(path: folder.file("other.db"), mode: .create)
    let unbroken = try SQLiteRecorder.sample(other)
    try unbroken.train(Samples.run(epochs: 5), upTo: 5)
    try unbroken.close()
    #expect(chain != nil)
    #expect(try other.details(of: Samples.id(1)).summary.chain == chain)
    try other.close()
  }

  @Test func `the best of each metric is the best of all epochs`() throws {
    let recorder = try SQLiteRecorder.sample(store)
    _ = try recorder.begin(Samples.run())
    for (epoch, cost) in [3, 1, .nan, 2].enumerated() {
      var record = Samples.epoch(epoch, cost: cost)
      record.validation?.accuracy = 1 / (1 + abs(cost - 2))
      try recorder.record(
        record,
        state: Samples.state(epoch),
        weights: .whileLast,
        of: Samples.id(1)
      )
    }
    try recorder.flush()
    var question = RunQuestion()
    question.columns = try [
      "train_cost", "best_train_cost", "best_validation_accuracy", "best_epoch", "epochs_done",
      "examples", "status",
    ].map { try .named($0) }
    #expect(
      try store.runs(question).rows == [
        [.real(2), .real(1), .real(1), .integer(1), .integer(3), .integer(12), .text("running")]
      ]
    )
    try recorder.close()
  }

  @Test func `a closed recorder is no process of the record's`() throws {
    let recorder = try SQLiteRecorder.sample(store)
    #expect(try store.reading { db in try ProcessRow.leases(db) }.count == 1)
    try recorder.close()
    #expect(try store.reading { db in try ProcessRow.leases(db) }.isEmpty)
  }

  @Test func `epochs out of order are refused`() throws {
    let recorder = try SQLiteRecorder.sample(store)
    _ = try recorder.begin(Samples.run())
    #expect(throws: StoreError.outOfOrder(Samples.id(1), expected: 0, epoch: 1)) {
      try recorder.record(1, weights: .always, of: Samples.id(1))
    }
    try recorder.close()
  }

  @Test func `weights that are not kept are gone but for the last epoch's`() throws {
    let recorder = try SQLiteRecorder.sample(store)
    _ = try recorder.begin(Samples.run())
    for epoch in 0...2 {
      try recorder.record(
        Samples.epoch(epoch),
        state: Samples.state(epoch),
        weights: epoch == 1 ? .always : .whileLast,
        of: Samples.id(1)
      )
    }
    try recorder.flush()
    #expect(try store.weights(of: Samples.id(1), epoch: 0) == nil)
    #expect(try store.weights(of: Samples.id(1), epoch: 1) == Samples.weights(1))
    #expect(try store.weights(of: Samples.id(1), epoch: 2) == Samples.weights(2))
    #expect(try store.keptEpochs(of: Samples.id(1)) == [1, 2])
    try recorder.close()
  }

  @Test func `the best weights are kept until better ones come`() throws {
    let recorder = try SQLiteRecorder.sample(store)
    _ = try recorder.begin(Samples.run())
    for (epoch, isBest) in [(0, true), (1, true), (2, false), (3, true), (4, false)] {
      try recorder.record(
        Samples.epoch(epoch),
        state: Samples.state(epoch),
        weights: isBest ? .whileBest : .whileLast,
        of: Samples.id(1)
      )
      if epoch == 1 { try recorder.flush() }
    }
    try recorder.flush()
    #expect(try store.keptEpochs(of: Samples.id(1)) == [3, 4])
    try recorder.close()
  }

  @Test func `the best weights of before an interruption give way to better ones`() throws {
    let costs = [3, 1, 2, 0.5]
    for epochs in [0..<3, 3..<4] {
      let recorder = try SQLiteRecorder.sample(store)
      _ = try recorder.begin(Samples.run(epochs: 9))
      for epoch in epochs {
        let isBest = costs[...epoch].min() == costs[epoch]
        try recorder.record(
          Samples.epoch(epoch, cost: costs[epoch]),
          state: Samples.state(epoch),
          weights: isBest ? .whileBest : .whileLast,
          of: Samples.id(1)
        )
      }
      try recorder.end(Samples.id(1), .interrupted)
      try recorder.close()
      #expect(try store.keptEpochs(of: Samples.id(1)) == (epochs.upperBound == 3 ? [1, 2] : [3]))
    }
  }

  @Test func `weights that were changed are found`() throws {
    let recorder = try SQLiteRecorder.sample(store)
    try recorder.train(Samples.run(), upTo: 2)
    try recorder.close()
    try store.writing { db in
      try db.execute(
        sql: "UPDATE weights SET biases = zeroblob(length(biases)) WHERE epoch = 1 AND layer = 3"
      )
    }
    let error = #expect(throws: StoreError.self) { try store.weights(of: Samples.id(1), epoch: 1) }
    #expect(error?.exitCode == 65)
    #expect(error?.description.contains("epoch 1, layer 3") == true)
  }

  @Test func `ends are reported once they are safe`() throws {
    let reported = Reported()
    let recorder = try SQLiteRecorder.sample(store) { reported.add($0) }
    try recorder.train(Samples.run(seed: 1), upTo: 3)
    try recorder.train(Samples.run(seed: 2), upTo: 3)
    try recorder.flush()
    #expect(reported.runs == [Samples.id(1), Samples.id(2)])
    try recorder.close()
  }

  @Test func `runs can be interrupted without those who train them`() throws {
    let recorder = try SQLiteRecorder.sample(store)
    try recorder.train(Samples.run(seed: 1, epochs: 9), upTo: 3, ending: nil)
    try recorder.train(Samples.run(seed: 2), upTo: 3)
    try recorder.interrupt()
    #expect(try store.details(of: Samples.id(1)).summary.status == .interrupted)
    #expect(try store.details(of: Samples.id(1)).summary.epochsDone == 3)
    #expect(try store.details(of: Samples.id(2)).summary.status == .finished)
    #expect(throws: StoreError.self) {
      try recorder.record(4, weights: .always, of: Samples.id(1))
    }
    #expect(throws: StoreError.closed) { try recorder.begin(Samples.run(seed: 3)) }
    try recorder.close()
  }

  @Test func `interrupting waits for the claims under way, and ends what they take`() throws {
    let recorder = try SQLiteRecorder.sample(store)
    let begun = DispatchSemaphore(value: 0)
    for seed in 1...40 {
      DispatchQueue.global().async {
        begun.signal()
        _ = try? recorder.begin(Samples.run(seed: seed))
      }
    }
    begun.wait()
    try recorder.interrupt()
    let statuses = try store.counts()
    #expect(Set(statuses.keys).isSubset(of: [.queued]), "\(statuses)")
    try recorder.close()
  }

  @Test func `memory is bounded by waiting`() throws {
    let recorder = try SQLiteRecorder.sample(store, inbox: Inbox(byteLimit: 1000, eventLimit: 2))
    try recorder.train(Samples.run(epochs: 200), upTo: 200)
    try recorder.close()
    #expect(try store.epochs(of: Samples.id(1)).count == 201)
  }

  @Test func `many threads record side by side`() throws {
    let recorder = try SQLiteRecorder.sample(store)
    DispatchQueue.concurrentPerform(iterations: 8) { index in
      for seed in 0..<5 {
        #expect(throws: Never.self) {
          try recorder.train(Samples.run(seed: 10 * index + seed), upTo: 3)
        }
      }
    }
    try recorder.close()
    #expect(try store.counts() == [.finished: 40])
    #expect(try store.info().rowCounts["epoch"] == 160)
    let sound = try store.reading { db in
      try String.fetchOne(db, sql: "PRAGMA integrity_check")
    }
    #expect(sound == "ok")
  }

  @Test func `what goes wrong in writing is thrown by the next call and by close`() throws {
    let recorder = try SQLiteRecorder.sample(store)
    _ = try recorder.begin(Samples.run())
    try store.writing { db in
      try db.execute(
        sql: "INSERT INTO epoch (run, epoch, examples, chain) VALUES (1, 0, 0, zeroblob(16))"
      )
    }
    try recorder.record(0, weights: .always, of: Samples.id(1))
    #expect(throws: StoreError.self) { try recorder.flush() }
    #expect(throws: StoreError.self) {
      try recorder.record(1, weights: .always, of: Samples.id(1))
    }
    #expect(throws: StoreError.self) { try recorder.close() }
  }

  @Test func `a closed recorder takes nothing`() throws {
    let recorder = try SQLiteRecorder.sample(store)
    _ = try recorder.begin(Samples.run())
    try recorder.close()
    #expect(throws: StoreError.closed) {
      try recorder.record(0, weights: .always, of: Samples.id(1))
    }
  }

  @Test func `two stores record into one file`() throws {
    let second = try RunStore.open(path: folder.file(), mode: .write)
    let recorders = [try SQLiteRecorder.sample(store), try SQLiteRecorder.sample(second)]
    DispatchQueue.concurrentPerform(iterations: 2) { index in
      for seed in 0..<20 {
        #expect(throws: Never.self) {
          try recorders[index].train(Samples.run(seed: 100 * index + seed), upTo: 3)
        }
      }
    }
    for recorder in recorders { try recorder.close() }
    #expect(try store.counts() == [.finished: 40])
    #expect(try second.info().rowCounts["layer"] == 320)
    try second.close()
  }
}

/// Runs whose end was reported.
private final class Reported: Sendable {
  private let list = Mutex<[RunID]>([])
  var runs: [RunID] { list.withLock { $0 } }
  func add(_ runs: [RunID]) { list.withLock { $0 += runs } }
}
