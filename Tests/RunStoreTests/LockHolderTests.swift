import Foundation
import GRDB
@testable import RunStore
import Testing

@Suite struct LockHolderTests {
  let table = """
    1: POSIX  ADVISORY  READ  100 fe:00:131 128 128
    2: POSIX  ADVISORY  WRITE 200 fe:00:999 120 120
    3: FLOCK  ADVISORY  WRITE 300 fe:00:131 0 EOF
    4: POSIX  ADVISORY  WRITE 400 fe:00:131 120 120
    5: -> POSIX  ADVISORY  WRITE 500 fe:00:131 120 120
    """

  @Test func `finds who holds the writer's byte of the right file`() {
    #expect(LockHolder.pid(in: table, inode: 131) == 400)
    #expect(LockHolder.pid(in: table, inode: 999) == 200)
    #expect(LockHolder.pid(in: table, inode: 7) == nil)
    #expect(LockHolder.pid(in: "junk\n\n1 2 3 WRITE 5 6 7 8", inode: 131) == nil)
  }

  @Test func `who waits in vain is told who holds the file`() throws {
    let folder = try TemporaryFolder()
    let holder = try RunStore.open(path: folder.file(), mode: .create)
    let waiter = try RunStore.open(path: folder.file(), mode: .write)
    try waiter.queue.inDatabase { db in try db.execute(sql: "PRAGMA busy_timeout = 1") }
    try holder.writing { _ in
      let error = #expect(throws: StoreError.self) { try waiter.writing { _ in } }
      #expect(error == .locked(path: folder.file(), holder: "process \(getpid())"))
      #expect(error?.exitCode == 75)
    }
    try waiter.writing { _ in }
    try waiter.close()
    try holder.close()
  }
}
