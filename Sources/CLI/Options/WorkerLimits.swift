import ArgumentParser

/// How many threads there may be: the system's queues run at most 255, and a team that waits for one
/// more member would wait for ever.
enum WorkerLimits {
  /// The most threads of one run.
  static let threads = 128
  private static let all = 240

  /// Refuses numbers of threads that make no sense.
  static func check(threads: Int) throws {
    guard (1...self.threads).contains(threads) else {
      throw ValidationError("--threads '\(threads)' is not from 1 to \(self.threads)")
    }
  }

  /// The runs to train at a time: as asked, else one for each core, but no more than can have threads.
  static func jobs(_ asked: Int?, threads: Int) -> Int {
    max(1, min(asked ?? Machine.cores / threads, all / threads))
  }
}
