import ArgumentParser
import Experiments
import Foundation

/// What `train` and `sweep` are given: a file, `key=value` words, and how to go about it.
struct TrainingOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp(
      "A YAML file, and key=value words that win over it.",
      valueName: "file.yaml key=value"
    ),
    completion: .settings
  )
  var words: [String] = []

  @Option(
    help: ArgumentHelp(
      "Which epochs' weights are kept: every, a number n for each n-th, best, last or none.",
      valueName: "policy"
    )
  )
  var weights = "every"

  @Option(help: ArgumentHelp("Threads for each run; they change no bit.", valueName: "n"))
  var threads = 1

  /// The request that the file and the words make together.
  func request() throws -> SearchRequest {
    let files = words.filter { !$0.contains("=") }
    guard files.count < 2 else {
      throw Failure.usage(
        "'\(files[1])' is a second file",
        hint: "give one YAML file and key=value words"
      )
    }
    let given = try SearchRequest(arguments: words.filter { $0.contains("=") })
    guard let file = files.first else { return given }
    guard FileManager.default.fileExists(atPath: file) else {
      throw Failure.missingFile(path: file)
    }
    return try SearchRequest(contentsOf: file).overridden(by: given)
  }

  /// Refuses numbers of threads that make no sense.
  func validate() throws {
    try WorkerLimits.check(threads: threads)
  }
}
