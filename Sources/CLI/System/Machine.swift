import Foundation
import Kernels

/// The machine a program runs on.
enum Machine {
  /// The number of cores to use: those the process may run on.
  static var cores: Int { max(1, ProcessInfo.processInfo.activeProcessorCount) }

  /// The processor's model as the system names it.
  static var processor: String {
    let lines = (try? String(contentsOfFile: "/proc/cpuinfo", encoding: .utf8)) ?? ""
    for line in lines.split(separator: "\n") where line.hasPrefix("model name") {
      let name = line.split(separator: ":", maxSplits: 1).last
      return name?.trimmingCharacters(in: .whitespaces) ?? "unknown"
    }
    return "unknown"
  }

  /// The operating system's name and version.
  static var operatingSystem: String { ProcessInfo.processInfo.operatingSystemVersionString }

  /// The instruction set of the arithmetic: `DESCENT_KERNEL`, else the fastest.
  ///
  /// - Throws: ``KernelError`` for one that is unknown or not available here.
  static func instructionSet(
    _ variables: [String: String] = ProcessInfo.processInfo.environment
  ) throws(KernelError) -> InstructionSet {
    guard let name = variables["DESCENT_KERNEL"], !name.isEmpty else { return .best }
    return try .named(name)
  }
}
