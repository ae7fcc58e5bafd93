import Foundation

/// The commit of the working folder a program was started in.
struct GitCommit: Equatable {
  /// The full hexadecimal hash.
  let hash: String
  /// Whether files differ from the commit.
  let isDirty: Bool

  /// Asks git about a folder; nil where there is no repository or no git.
  static func of(folder: String) -> GitCommit? {
    guard let hash = git(["rev-parse", "HEAD"], in: folder), hash.count >= 40 else { return nil }
    let status = git(["status", "--porcelain", "--untracked-files=no"], in: folder)
    return GitCommit(hash: hash, isDirty: status?.isEmpty == false)
  }

  private static func git(_ arguments: [String], in folder: String) -> String? {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    process.arguments = ["git", "-C", folder] + arguments
    let pipe = Pipe()
    process.standardOutput = pipe
    process.standardError = FileHandle.nullDevice
    process.standardInput = FileHandle.nullDevice
    guard (try? process.run()) != nil else { return nil }
    let output = pipe.fileHandleForReading.readDataToEndOfFile()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { return nil }
    return String(decoding: output, as: UTF8.self).trimmingCharacters(in: .whitespacesAndNewlines)
  }
}
