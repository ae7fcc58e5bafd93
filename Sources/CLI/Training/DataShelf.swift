import Experiments
import Synchronization

/// The data sets of one command, each opened once however many runs ask for it.
final class DataShelf: Sendable {
  private struct Key: Hashable {
    let name: String
    let target: String?
    let task: Dataset.Task?
    let dropsMissing: Bool?
  }

  private let dropsMissing: Bool?
  private let datasets = Mutex<[Key: Dataset]>([:])
  private let weights = Mutex<[String: InitialWeightsFile]>([:])

  /// Creates a shelf; `dropsMissing` says what to do with rows that lack a value, nil for the set's
  /// own way.
  init(dropsMissing: Bool? = nil) {
    self.dropsMissing = dropsMissing
  }

  /// The data set that settings ask for.
  func dataset(_ settings: Settings) throws -> Dataset {
    try dataset(key(settings))
  }

  private func key(_ settings: Settings) throws -> Key {
    guard let name = settings[.data]?.description else {
      throw Failure.usage(
        "no data set is named",
        hint: "give data=NAME or data=PATH; 'descent data list' shows names"
      )
    }
    return key(name, settings[.target]?.description, task: settings[.task]?.description)
  }

  /// The data set of a definition; one whose content has changed since is refused.
  func dataset(of definition: Definition) throws -> Dataset {
    let dataset = try dataset(key(definition))
    guard dataset.digest.bytes == definition.data.digest else {
      throw Failure.changed(definition.data.label)
    }
    return dataset
  }

  /// The file of first weights at a path.
  func initialWeights(_ path: String) throws -> InitialWeightsFile {
    try weights.withLock { files in
      if let known = files[path] { return known }
      let file = try InitialWeightsFile(path: path)
      files[path] = file
      return file
    }
  }

  /// Resolves settings: the data set's facts and the weight file's digest filled in.
  func definition(_ settings: Settings) throws -> Definition {
    let label = settings[.data]?.description ?? ""
    let dataset = try dataset(settings)
    let weights = try settings.initialWeightsFile.map { path in
      Definition.Source(label: path, digest: try initialWeights(path).digest.bytes)
    }
    let definition = try Definition(
      resolving: settings,
      for: dataset.traits(label: label),
      initialWeights: weights
    )
    // The definition names target and task, which the settings may leave to the data set.
    let resolved = key(definition)
    datasets.withLock { $0[resolved] = $0[resolved] ?? dataset }
    return definition
  }

  private func key(_ definition: Definition) -> Key {
    key(definition.data.label, definition.target, task: definition.task.rawValue)
  }

  private func key(_ name: String, _ target: String?, task: String?) -> Key {
    Key(
      name: name,
      target: target,
      task: task.flatMap(Dataset.Task.init(rawValue:)),
      dropsMissing: dropsMissing
    )
  }

  private func dataset(_ key: Key) throws -> Dataset {
    try datasets.withLock { datasets in
      if let known = datasets[key] { return known }
      let dataset = try DataSource(key.name).load(
        target: key.target,
        task: key.task,
        missing: key.dropsMissing.map { $0 ? .drop : .refuse }
      )
      datasets[key] = dataset
      return dataset
    }
  }
}
