import Foundation
import GRDB
@testable import RunStore
import Testing

@Suite struct StoreErrorTests {
  @Test(
    arguments: [
      (ResultCode.SQLITE_FULL, 74), (.SQLITE_IOERR_FSYNC, 74), (.SQLITE_CANTOPEN, 74),
      (.SQLITE_BUSY, 75), (.SQLITE_BUSY_SNAPSHOT, 75), (.SQLITE_CORRUPT_VTAB, 65),
      (.SQLITE_NOTADB, 65), (.SQLITE_READONLY_DIRECTORY, 77), (.SQLITE_CONSTRAINT, 70),
    ] as [(ResultCode, Int32)]
  )
  func `the database's errors have the program's exit codes`(code: ResultCode, exit: Int32) {
    #expect(StoreError(DatabaseError(resultCode: code), path: "/x").exitCode == exit)
  }

  @Test func `a file that may be written is not said to be read-only`() throws {
    let folder = try TemporaryFolder()
    try Data().write(to: URL(fileURLWithPath: folder.file()))
    let error = StoreError(DatabaseError(resultCode: .SQLITE_READONLY), path: folder.file())
    #expect(error.exitCode == 74)
    #expect(error.description.contains("could not be opened for writing"))
  }

  @Test func `errors are one line without a full stop`() {
    let errors: [StoreError] = [
      .missing(path: "a"), .empty(path: "a"), .notADatabase(path: "a"), .foreign(path: "a"),
      .newer(path: "a", schema: 2, known: 1), .older(path: "a", schema: 1, known: 2),
      .altered(path: "a", object: "b"), .corrupt(path: "a", detail: "b"),
      .cannotCreate(path: "a", reason: "b"), .inputOutput(path: "a", reason: "b"),
      .full(path: "a"), .locked(path: "a", holder: nil), .readOnly(path: "a"),
      .taken(Samples.id(1)), .outOfOrder(Samples.id(1), expected: 1, epoch: 2),
      .unknownRun("a"), .ambiguousRun("a", count: 2), .malformedRun("a"),
      .unknown(kind: "column", name: "a", known: ["b"]),
      .badText(kind: "tag", text: "a", reason: "b"), .statement(reason: "a"),
      .timeLimit(seconds: 1), .closed, .unexpected(path: "a", detail: "b"),
    ]
    for error in errors {
      #expect(!error.description.isEmpty)
      #expect(error.description != "unknown error")
      #expect(!error.description.contains("\n"))
      #expect(!error.description.hasSuffix("."))
    }
  }
}
