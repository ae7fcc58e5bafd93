import Experiments
import RunStore
import Synchronization

/// What recorded runs were trained on: data sets found by their names and first weights by their
/// digests, each checked against what the record says of its content.
final class RecordedData: Sendable {
  private let store: RunStore
  /// Whether rows that lack a value were dropped is told by the digest only.
  private let shelves: [DataShelf]
  private let weights = Mutex<[Definition.Source: InitialWeightsFile]>([:])

  /// Creates the data of a record's runs, with a shelf of what is open already.
  init(_ store: RunStore, shelf: DataShelf = DataShelf()) {
    self.store = store
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

  /// First weights that did not come from a seed: the record's own, else the file's.
  ///
  /// - Throws: ``Failure/changed(_:)``, and what reading the file throws.
  func initialWeights(_ source: Definition.Source) throws -> InitialWeightsFile {
    try weights.withLock { weights in
      if let known = weights[source] { return known }
      let file = try store.initialWeights(source) ?? shelves[0].initialWeights(source.label)
      guard file.digest.bytes == source.digest else { throw Failure.changed(source.label) }
      weights[source] = file
      return file
    }
  }

  /// Puts the first weights of runs into the record, so that going on with them needs no file.
  ///
  /// - Throws: ``Failure/changed(_:)``, and what reading and writing throw.
  func keepInitialWeights(of runs: [PlannedRun]) throws {
    var seen: Set<[UInt8]> = []
    for run in runs {
      guard case .file(let source) = run.definition.initialization,
        seen.insert(source.digest).inserted
      else { continue }
      try store.keep(try initialWeights(source))
    }
  }
}
