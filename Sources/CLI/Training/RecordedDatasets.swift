import Experiments
import Synchronization

/// The data sets of recorded runs, found by their names and checked against what the record says of
/// their content.
final class RecordedDatasets: Sendable {
  private struct Key: Hashable {
    let data: Definition.Source
    let target: String?
    let task: Definition.Task
  }

  /// What is open already.
  let shelf: DataShelf
  /// Whether rows that lack a value were dropped is told by the digest only.
  private let withoutIncompleteRows = DataShelf(dropsMissing: true)
  /// What was found; what could not be read is not tried again for every run of a sweep.
  private let found = Mutex<[Key: Result<Dataset, any Error>]>([:])

  /// Creates the data sets, with a shelf of what is open already.
  init(_ shelf: DataShelf = DataShelf()) {
    self.shelf = shelf
  }

  /// The data set of a definition.
  ///
  /// - Throws: ``Failure/changed(_:)``, and what reading the data throws.
  func dataset(of definition: Definition) throws -> Dataset {
    let key = Key(data: definition.data, target: definition.target, task: definition.task)
    return try found.withLock { found in
      let result = found[key] ?? Result { try search(definition) }
      found[key] = result
      return result
    }.get()
  }

  private func search(_ definition: Definition) throws -> Dataset {
    do {
      return try shelf.dataset(of: definition)
    } catch {
      guard let found = try? withoutIncompleteRows.dataset(of: definition) else { throw error }
      return found
    }
  }
}
