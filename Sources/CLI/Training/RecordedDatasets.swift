import Experiments
import Synchronization

/// The data sets of recorded runs, found by their names and checked against what the record says of
/// their content.
final class RecordedDatasets: Sendable {
  /// What tells one data set from another.
  struct Key: Hashable {
    private let data: Definition.Source
    private let target: String?
    private let task: Definition.Task

    init(_ definition: Definition) {
      (data, target, task) = (definition.data, definition.target, definition.task)
    }
  }

  /// What is open already.
  let shelf: DataShelf
  /// Whether rows that lack a value were dropped is told by the digest only.
  private let withoutIncompleteRows = DataShelf(dropsMissing: true)
  private let found = Mutex<[Key: Dataset]>([:])

  /// Creates the data sets, with a shelf of what is open already.
  init(_ shelf: DataShelf = DataShelf()) {
    self.shelf = shelf
  }

  /// The data set of a definition.
  ///
  /// - Throws: ``Failure/changed(_:)``, and what reading the data throws.
  func dataset(of definition: Definition) throws -> Dataset {
    try found.withLock { found in
      let key = Key(definition)
      let dataset = try found[key] ?? search(definition)
      found[key] = dataset
      return dataset
    }
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
