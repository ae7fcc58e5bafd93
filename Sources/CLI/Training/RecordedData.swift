import Experiments
import RunStore
import Synchronization

/// What recorded runs were trained on: data sets found by their names and first weights by their
/// digests, each checked against what the record says of its content.
final class RecordedData: Sendable {
  private let store: RunStore
  private let datasets: RecordedDatasets
  private let weights = Mutex<[Definition.Source: InitialWeightsFile]>([:])

  /// Creates the data of a record's runs, with what is open already.
  init(_ store: RunStore, datasets: RecordedDatasets = RecordedDatasets()) {
    self.store = store
    self.datasets = datasets
  }

  /// The data set of a definition.
  ///
  /// - Throws: ``Failure/changed(_:)``, and what reading the data throws.
  func dataset(of definition: Definition) throws -> Dataset {
    try datasets.dataset(of: definition)
  }

  /// First weights that did not come from a seed: the record's own, else the file's.
  ///
  /// - Throws: ``Failure/changed(_:)``, and what reading the file throws.
  func initialWeights(_ source: Definition.Source) throws -> InitialWeightsFile {
    try weights.withLock { weights in
      if let known = weights[source] { return known }
      let file = try store.initialWeights(source) ?? datasets.shelf.initialWeights(source.label)
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
