import Synchronization

/// The files of a data set parsed once more, and only once, however often that is asked for.
final class Reparsing: Sendable {
  private let parse: @Sendable () throws(DataError) -> Dataset
  private let result = Mutex<Result<Dataset, DataError>?>(nil)

  init(_ parse: @escaping @Sendable () throws(DataError) -> Dataset) {
    self.parse = parse
  }

  /// The data set as its files have it now.
  ///
  /// - Throws: What reading them throws.
  func dataset() throws(DataError) -> Dataset {
    try result.withLock { known in
      let found = known ?? Result(catching: parse)
      known = found
      return found
    }.get()
  }
}
