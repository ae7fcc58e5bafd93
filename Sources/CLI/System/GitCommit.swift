import Foundation

/// The commit of the working folder a program was started in.
struct GitCommit: Equatable {
  /// The full hexadecimal hash.
  let hash: String
  /// Whether files differ from the commit.
  let isDirty: Bool

  /// Asks git about a folder; nil where there is no repository, no commit or no git.
  static func of(folder: String) -> GitCommit? {
    // One question for both, because training waits for the answer.
    let words = "status --porcelain=v2 --branch --no-ahead-behind --untracked-files=no"
    return git(words.split(separator: " ").map(String.init), in: folder)
      .flatMap(GitCommit.init(status:))
  }

  /// Reads what `git status --porcelain=v2 --branch` answers: headers behind `#`, then what differs.
  init?(status: String) {
    let lines = status.split(separator: "\n")
    let name = "# branch.oid "
    guard let hash = lines.first(where: { $0.hasPrefix(name) })?.dropFirst(name.count),
      hash.count >= 40, hash.allSatisfy(\.isHexDigit)
    else { return nil }
    self.hash = String(hash)
    isDirty = lines.contains { !$0.hasPrefix("#") }
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
    return String(decoding: output, as: UTF8.self)
  }
}
