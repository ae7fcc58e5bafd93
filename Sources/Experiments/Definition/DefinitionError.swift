public import NeuralNetwork

/// What is wrong with a definition or a search space, and where it was written.
public struct DefinitionError: Error, Sendable, Equatable {
  /// A place in a file.
  public struct Place: Sendable, Equatable {
    /// The file as it was named.
    public var file: String
    /// From 1.
    public var line: Int
    /// From 1, in Unicode scalars.
    public var column: Int
  }

  /// What is wrong.
  public var problem: Problem
  /// Where, for what was read from a file.
  public var place: Place?

  /// Creates an error.
  init(_ problem: Problem, at place: Place? = nil) {
    self.problem = problem
    self.place = place
  }

  /// The same error at a place, unless it has one already.
  func at(_ place: Place?) -> DefinitionError {
    DefinitionError(problem, at: self.place ?? place)
  }

  /// What can be wrong.
  public enum Problem: Sendable, Equatable {
    // Words and values.
    /// An argument without `=`.
    case notAssignment(String)
    /// A key nobody knows; `context` says of what, the nearest known key follows.
    case unknownKey(String, of: String, nearest: String)
    /// A key that stands twice.
    case repeatedKey(String)
    /// A key that has to be given.
    case missingKey(String)
    /// A key without a value.
    case noValue(String)
    /// A value that is not allowed, what is, and the nearest word if there are words.
    case badValue(key: String, value: String, allowed: String, nearest: String?)
    /// Several values where one run needs one.
    case severalValues(key: String, value: String)

    // Files.
    /// What the YAML parser says.
    case yaml(String)
    /// A file above the size limit.
    case fileTooLarge(limit: Int)
    /// A file with nothing in it.
    case emptyFile
    /// An anchor or an alias.
    case anchor
    /// A node of the wrong shape, and the shape that is needed.
    case wrongShape(key: String, needs: String)

    // Definitions.
    /// A cost that goes with one output activation only.
    case outputMismatch(cost: Cost, output: OutputActivation, costIsDefault: Bool)
    /// A key of a definition at the top of a sweep file.
    case misplacedKey(String)
    /// A combination without sense, why, and the remedy.
    case senseless(key: String, value: String, reason: String, remedy: String)
    /// A network with more parameters than can be recorded.
    case networkTooLarge(hiddenLayers: String)

    // Searches.
    /// A function that cannot be read, and how it is written.
    case badFunction(key: String, text: String, expected: String)
    /// A range without an end in sight, or without elements.
    case badRange(key: String, text: String, reason: String)
    /// A distribution on a grid.
    case continuousGrid(key: String)
    /// A grid over a limit.
    case gridOverLimit(String)
    /// A random search without an end.
    case endlessSearch
    /// More points than can be counted, or than a sweep takes.
    case tooManyPoints(limit: Int)
    /// Something of other tools that is refused, why, and the nearest thing there is.
    case refused(key: String, value: String?, reason: String)
    /// `seed` and `seeds` together.
    case seedTwice
    /// A random search where one run is asked for.
    case severalRuns
  }
}
