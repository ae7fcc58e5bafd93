import Experiments
import RunStore

/// What recorded runs were trained on: data sets found by their names and first weights by their
/// digests, each checked against what the record says of its content.
final class RecordedData: Sendable {
  private let store: RunStore
  /// Whether rows that lack a value were dropped is told by the digest only.
  private let shelves = [DataShelf(), DataShelf(dropsMissing: true)]

  /// Creates the data of a record's runs.
  init(_ store: RunStore) {
    self.store = store
  }

  /// The data set of a definition.
  ///
  /// - Throws: ``Failure/changed(_:)``, and what reading the data throws.
  func dataset(of definition: Definition) throws -> Dataset {
    do {
      return try shelves[0].dataset(of: definition)
    } catch {
      guard let found = try? shelves[1].dataset(of: definition) else { throw error }
      return found
    }
  }

  /// First weights that did not come from a seed: the record's own, else the file's.
  ///
  /// - Throws: ``Failure/changed(_:)``, and what reading the file throws.
  func initialWeights(_ source: Definition.Source) throws -> InitialWeightsFile {
    if let kept = try store.initialWeights(source) { return kept }
    let file = try shelves[0].initialWeights(source.label)
    guard file.digest.bytes == source.digest else { throw Failure.changed(source.label) }
    return file
  }
}
