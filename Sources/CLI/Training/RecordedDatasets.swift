import Experiments

/// The data sets of recorded runs, found by their names and checked against what the record says of
/// their content.
final class RecordedDatasets: Sendable {
  /// Whether rows that lack a value were dropped is told by the digest only.
  private let shelves: [DataShelf]

  /// Creates the data sets, with a shelf of what is open already.
  init(_ shelf: DataShelf = DataShelf()) {
    shelves = [shelf, DataShelf(dropsMissing: true)]
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

  /// The file of first weights at a path.
  func initialWeights(_ path: String) throws -> InitialWeightsFile {
    try shelves[0].initialWeights(path)
  }
}
