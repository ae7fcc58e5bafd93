import Foundation
import Testing

@testable import descent

@Suite struct GitCommitTests {
  private let folder = TemporaryFolder()

  private func git(_ words: String...) throws {
    let process = Process()
    process.executableURL = URL(fileURLWithPath: "/usr/bin/env")
    let author = ["-c", "user.name=a", "-c", "user.email=a@b", "-c", "commit.gpgsign=false"]
    process.arguments = ["git", "-C", folder.path] + author + words
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    #expect(process.terminationStatus == 0, "git \(words)")
  }

  private func write(_ text: String) throws {
    try Data(text.utf8).write(to: URL(fileURLWithPath: folder.path + "/file"))
  }

  @Test func `a folder's commit is found, and whether files differ from it`() throws {
    #expect(GitCommit.of(folder: folder.path) == nil)
    try git("init", "-q")
    #expect(GitCommit.of(folder: folder.path) == nil)
    try write("1")
    try git("add", "file")
    try git("commit", "-q", "-m", "one")
    let commit = try #require(GitCommit.of(folder: folder.path))
    #expect(commit.hash.count >= 40)
    #expect(!commit.isDirty)
    try Data().write(to: URL(fileURLWithPath: folder.path + "/untracked"))
    #expect(GitCommit.of(folder: folder.path) == commit)
    try write("2")
    let changed = try #require(GitCommit.of(folder: folder.path))
    #expect(changed.hash == commit.hash)
    #expect(changed.isDirty)
  }

  @Test func `an answer without a commit is none`() {
    let hash = String(repeating: "0a", count: 20)
    #expect(GitCommit(status: "# branch.oid (initial)\n# branch.head main\n") == nil)
    #expect(GitCommit(status: "") == nil)
    #expect(GitCommit(status: "1 .M file\n") == nil)
    #expect(GitCommit(status: "# branch.oid \(hash)\n")?.hash == hash)
    #expect(GitCommit(status: "# branch.oid \(hash)\n# stash 1\n")?.isDirty == false)
    #expect(GitCommit(status: "# branch.oid \(hash)\nu UU file\n")?.isDirty == true)
  }
}
