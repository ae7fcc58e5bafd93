import ArgumentParser
import Experiments
import Foundation
import Kernels
import Reports
import RunStore

/// Says what is installed and what is wrong.
struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor",
    abstract: "What is installed: kernel, SQLite, data, the database; and what is wrong.",
    discussion: """
      Ends with 1 where something is wrong.

      EXAMPLE:
        descent doctor
      """
  )

  @OptionGroup var output: OutputOptions
  @OptionGroup var database: DatabaseOption

  func run() throws {
    var examination = Examination()
    examination.examineProgram()
    examination.examineData()
    examination.examineDatabase(at: database.path)
    try examination.report(output)
    guard examination.problems.isEmpty else {
      throw Failure.no("\(CountText.of(examination.problems.count, "problem")) found")
    }
  }
}

/// What was looked at, and what was found wrong.
private struct Examination {
  private(set) var facts = Facts()
  private(set) var problems: [String] = []

  mutating func examineProgram() {
    facts.add("descent", .text(Program.version))
    do {
      facts.add("kernel", .text(try Machine.instructionSet().rawValue))
    } catch {
      problems.append("\(error)")
    }
    let kernels = InstructionSet.available.map(\.rawValue).joined(separator: ", ")
    facts.add("kernels_available", .text(kernels))
    facts.add("cores", .integer(Machine.cores))
    facts.add("processor", .text(Machine.processor))
    facts.add("operating_system", .text(Machine.operatingSystem))
    facts.add("sqlite", .text(RunStore.sqliteVersion))
    facts.add(
      "checkpoints",
      .text(
        RunStore.hasLogResetBug
          ? "never beside a commit; this SQLite could lose it"
          : "never beside a commit"
      )
    )
  }

  mutating func examineData() {
    let environment = DataEnvironment.current()
    let folders = environment.dataFolders.filter(Self.isFolder)
    facts.add("data_folders", .text(folders.isEmpty ? "none" : folders.joined(separator: ", ")))
    if let named = ProcessInfo.processInfo.environment["DESCENT_DATA"], !named.isEmpty,
      !Self.isFolder(named)
    {
      problems.append("DESCENT_DATA names '\(named)', which is no folder")
    }
    for entry in DataCatalogue.entries where entry.kind == .image && entry.name != "digits" {
      facts.add(entry.name, .text(DataSource.isInstalled(entry) ? "installed" : "not installed"))
    }
    facts.add("cache", .text(environment.cacheFolder ?? "none"))
  }

  mutating func examineDatabase(at path: String) {
    guard FileManager.default.fileExists(atPath: path) else {
      facts.add("database", .text("none at '\(path)'"))
      return
    }
    facts.add("database", .text(path))
    do {
      let store = try RunStore.open(path: path, mode: .read)
      defer { try? store.close() }
      let info = try store.info()
      facts.add("schema", .integer(info.schema))
      facts.add("size", .text(ByteCountText.of(info.byteCount + info.logByteCount)))
      let counts = try store.counts()
      let words = RunStatus.allCases.compactMap { status in
        counts[status].map { "\($0) \(status.rawValue)" }
      }
      facts.add("runs", .text(words.isEmpty ? "none" : words.joined(separator: ", ")))
      let isWritable = FileManager.default.isWritableFile(atPath: path)
      facts.add("access", .text(isWritable ? "read and write" : "read only"))
    } catch {
      problems.append("\(error)")
    }
  }

  /// Writes what was found; the problems last, each on its line.
  func report(_ options: OutputOptions) throws {
    var facts = facts
    if options.format == .table {
      for problem in problems { facts.add("problem", .text(problem)) }
      if problems.isEmpty { facts.add("problems", .text("none")) }
    } else {
      facts.add("problems", .text(problems.joined(separator: "; ")))
    }
    try facts.write(options)
  }

  private static func isFolder(_ path: String) -> Bool {
    var isFolder: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
      && isFolder.boolValue
  }
}
