import Foundation

/// The program as it was built beside the tests, run in a folder of its own.
struct BuiltProgram {
  /// What a run of it left behind.
  struct Outcome {
    var exitCode: Int32
    var output: Data
    var errors: String

    var text: String { String(decoding: output, as: UTF8.self) }
    var lines: [String] { text.split(separator: "\n").map(String.init) }
    /// A line of the answer; empty where there are fewer.
    func line(_ index: Int) -> String { index < lines.count ? lines[index] : "" }
    /// The answer as strict JSON; nil for anything else.
    var json: [[String: Any]]? {
      (try? JSONSerialization.jsonObject(with: output)) as? [[String: Any]]
    }
  }

  /// The folder it is run in.
  let folder: String

  /// Runs the program and waits for its end.
  func callAsFunction(
    _ arguments: String...,
    variables: [String: String] = [:]
  ) throws -> Outcome {
    try run(arguments, variables: variables)
  }

  /// Runs a line of the shell, in which `$0` is the program, and waits for its end.
  func shell(_ line: String) throws -> Outcome {
    let process = prepared(["-c", line, Self.path], variables: [:])
    process.executableURL = URL(fileURLWithPath: "/bin/sh")
    return try outcome(of: process)
  }

  /// Runs the program with these words and waits for its end.
  func run(_ arguments: [String], variables: [String: String] = [:]) throws -> Outcome {
    try outcome(of: prepared(arguments, variables: variables))
  }

  private func outcome(of process: Process) throws -> Outcome {
    let (output, errors) = (folder + "/.stdout", folder + "/.stderr")
    for file in [output, errors] { try Data().write(to: URL(fileURLWithPath: file)) }
    process.standardOutput = FileHandle(forWritingAtPath: output)
    process.standardError = FileHandle(forWritingAtPath: errors)
    process.standardInput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    return Outcome(
      exitCode: process.terminationStatus,
      output: FileManager.default.contents(atPath: output) ?? Data(),
      errors: String(
        decoding: FileManager.default.contents(atPath: errors) ?? Data(),
        as: UTF8.self
      )
    )
  }

  /// Starts the program and returns at once; what it prints is thrown away.
  func start(_ arguments: [String]) throws -> Process {
    let process = prepared(arguments, variables: [:])
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    try process.run()
    return process
  }

  private func prepared(_ arguments: [String], variables: [String: String]) -> Process {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: Self.path)
    process.arguments = arguments
    process.currentDirectoryURL = URL(fileURLWithPath: folder)
    process.environment = ["PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": folder]
      .merging(variables) { $1 }
    return process
  }

  /// The program stands beside the bundle of the tests, which their runner is told the path of.
  private static let path: String = {
    let words = ProcessInfo.processInfo.arguments
    let bundle = words.firstIndex(of: "--test-bundle-path").map { words[$0 + 1] } ?? words[0]
    return URL(fileURLWithPath: bundle).resolvingSymlinksInPath().deletingLastPathComponent()
      .appendingPathComponent("descent").path
  }()
}
