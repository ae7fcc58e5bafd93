import Dispatch
import Foundation
import NeuralNetwork
import Synchronization
import Testing

@testable import Experiments

@Suite struct BeginningTests {
  private static func record(cost: Double) -> EpochRecord {
    EpochRecord(
      epoch: 0,
      train: Metrics(cost: cost),
      validation: nil,
      learningRate: nil,
      gradientNorm: 0,
      weightNorm: 0,
      seconds: 2,
      examples: 0,
      layers: []
    )
  }

  @Test func `is measured once, and takes no time from whoever does not measure`() {
    let beginning = Beginning<Float>()
    let records = (1...3).map { cost in
      beginning.record {
        Self.record(cost: Double(cost))
      } meanwhile: {
        Issue.record("the record is there")
      }
    }
    #expect(records.map(\.train.cost) == [1, 1, 1])
    #expect(records.map(\.seconds) == [2, 0, 0])
  }

  @Test func `while another run measures, something else is done, and its record is taken`() {
    let beginning = Beginning<Float>()
    let isMeasuring = DispatchSemaphore(value: 0)
    let waiters = 5
    let done = Atomic<Int>(0)
    Thread.detachNewThread {
      _ = beginning.record {
        isMeasuring.signal()
        while beginning.waiting < waiters { sched_yield() }
        return Self.record(cost: 7)
      } meanwhile: {
      }
    }
    isMeasuring.wait()
    let costs = Mutex<[Double]>([])
    let group = DispatchGroup()
    for _ in 0..<waiters {
      group.enter()
      Thread.detachNewThread {
        let record = beginning.record {
          Self.record(cost: 1)
        } meanwhile: {
          done.add(1, ordering: .relaxed)
        }
        costs.withLock { $0.append(record.train.cost) }
        group.leave()
      }
    }
    group.wait()
    #expect(costs.withLock(\.self) == [Double](repeating: 7, count: waiters))
    #expect(done.load(ordering: .relaxed) == waiters)
  }

  @Test func `first weights are made once, and again where that failed`() throws {
    let beginning = Beginning<Float>()
    var count = 0
    func make() throws -> FirstWeights<Float> {
      count += 1
      if count == 1 { throw TrainingError.stateDoesNotFit }
      return FirstWeights(
        Initialization.nielsen.draw(
          sizes: [3, 2, count],
          seed: 1,
          activation: .sigmoid,
          outputActivation: .softmax
        )
      )
    }
    #expect(throws: TrainingError.self) { try beginning.weights(making: make) }
    let weights = try beginning.weights(making: make)
    #expect(try beginning.weights(making: make).snapshot == weights.snapshot)
    #expect(weights.snapshot == WeightsSnapshot(weights.parameters))
    #expect(count == 2)
  }
}
