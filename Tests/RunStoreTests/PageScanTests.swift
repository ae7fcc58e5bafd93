import Experiments
import Foundation
import Testing

@testable import RunStore

/// Pages that are damaged, and pages that mean harm.
@Suite struct PageScanTests {
  let record: SalvageFixture

  init() throws { record = try SalvageFixture() }

  /// All rows but those that are left behind.
  private func rows(_ name: String = "new.db") throws -> [String: [String]] {
    try record.rows(name).filter { SalvageRule.all[$0.key] != nil }
  }

  @Test func `a file without a header is read whole`() throws {
    try record.damage { $0.zeroPage(0) }
    #expect(throws: StoreError.self) { try record.open(.read, "damaged.db") }
    #expect(try record.salvage().losses == [])
    #expect(try rows() == rows("descent.db"))
  }

  @Test func `a file without a schema is read whole`() throws {
    try record.damage { data in
      data.zeroPage(0)
      for page in 0..<data.count / SalvageFixture.pageSize
      where data[(page * SalvageFixture.pageSize)...].prefix(SalvageFixture.pageSize)
        .contains(Data("CREATE ".utf8))
      {
        data.zeroPage(page)
      }
    }
    #expect(try record.salvage().losses == [])
    #expect(try rows() == rows("descent.db"))
  }

  @Test func `without an interior page the pages below it are found`() throws {
    for page in try record.pages(ofKind: 5) {
      try record.damage { $0.zeroPage(page) }
      #expect(try record.salvage().losses == [], "page \(page + 1)")
      #expect(try rows() == rows("descent.db"))
    }
    // Those of tables without row numbers have rows of their own.
    let pages = try record.pages(ofKind: 2)
    #expect(!pages.isEmpty)
    for page in pages {
      try record.damage { $0.zeroPage(page) }
      let report = try record.salvage()
      #expect(report[.runs].read == 6 && report[.epochs].read > 11, "page \(page + 1)")
    }
  }

  @Test func `a page that the list of free pages has by mistake is read`() throws {
    let page = try #require(try record.pages(ofKind: 10).last)
    try record.damage { $0.put(page + 1, at: 32) }
    #expect(try record.salvage().losses == [])
    #expect(try rows() == rows("descent.db"))
  }

  @Test func `a note whose page is gone is lost, and nothing else`() throws {
    let place = try #require(try record.bytes().range(of: Data(" 2900 ".utf8))).lowerBound
    for change in [
      { (data: inout Data, page: Int) in data.zeroPage(page) },
      // The page follows itself.
      { (data: inout Data, page: Int) in data.put(page + 1, at: page * SalvageFixture.pageSize) },
    ] {
      try record.damage { change(&$0, place / SalvageFixture.pageSize) }
      let report = try record.salvage()
      #expect(report[.notes].read == 0)
      #expect(report[.epochs].lost == 0 && report[.tags].lost == 0)
    }
  }

  @Test func `pages that lead to each other come to an end`() throws {
    try fillPages()
    #expect(try !record.pages(ofKind: 2).isEmpty && !record.pages(ofKind: 5).isEmpty)
    try record.damage { data in
      for page in 1..<data.count / SalvageFixture.pageSize {
        let start = page * SalvageFixture.pageSize
        guard data[start] == 2 || data[start] == 5 else { continue }
        data.put(2, at: start + 8)
        data.put(page + 1, at: start + Int(data[start + 12]) << 8 + Int(data[start + 13]))
      }
    }
    #expect(try record.salvage()[.runs] == .init(read: 6))
  }

  /// Adds so many tags and verifications that pages lead to them.
  private func fillPages() throws {
    let store = try record.open(.write, "descent.db")
    try store.tag([Samples.id(1)], adding: (0..<1000).map { "tag number \($0)" })
    for _ in 0..<150 {
      try store.recordVerification(
        of: Samples.id(3),
        epochs: 10,
        chain: [UInt8](repeating: 1, count: 16),
        difference: "a difference that is told in so many words that it takes some room",
        environment: Samples.environment
      )
    }
    try store.close()
  }

  @Test func `a page of cells that share bytes is read for no longer than itself`() throws {
    let page = try #require(try record.pages(ofKind: 10).last)
    try record.damage { data in
      let start = page * SalvageFixture.pageSize
      let cell = data[(start + 8)..<(start + 10)]
      data.replaceSubrange((start + 3)..<(start + 5), with: [0x03, 0xe8])
      for index in 0..<1000 {
        data.replaceSubrange((start + 8 + 2 * index)..<(start + 10 + 2 * index), with: cell)
      }
    }
    let file = try PageFile(path: record.folder.file("damaged.db"))
    var count = 0
    BTreePage(page + 1, of: file)?.forEachRow(in: file) { _ in count += 1 }
    #expect(count > 0 && count < 200)
    try record.salvage()
  }

  @Test func `the pages that are left of a cut file are read`() throws {
    try record.damage { $0.removeLast($0.count / 10 + 1000) }
    let report = try record.salvage()
    #expect(report[.epochs].read > 0)
    #expect(report[.epochs].lost + report[.weights].lost > 0)
  }

  @Test func `what random damage leaves is a record of what was there`() throws {
    let before = try rows("descent.db").mapValues(Set.init)
    var random: UInt64 = 11
    func next(_ bound: Int) -> Int {
      random = random &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return Int(random >> 33) % bound
    }
    for round in 0..<10 {
      try record.damage { data in
        for _ in 0..<(1 << (round / 2)) {
          let bit = next(8 * data.count)
          data[bit / 8] ^= 1 << UInt8(bit % 8)
        }
        if round % 3 == 2 { data.zeroPage(next(data.count / SalvageFixture.pageSize)) }
      }
      let report = try record.salvage()
      #expect(report[.runs].read >= 4, "round \(round)")
      for (table, rows) in try rows() where SalvageRule.all[table] == .epoch {
        #expect(before[table]?.isSuperset(of: rows) == true, "round \(round): \(table)")
      }
    }
  }
}
