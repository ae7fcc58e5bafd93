internal import GRDB

/// Collects the rows of a damaged file, page by page, in tables of the same names.
///
/// Pages that can be reached from the schema are of the table that they are reached from. All others
/// are judged by the shape of their rows; what contradicts its digest is thrown away later.
struct PageScan {
  private let file: PageFile
  private let db: Database
  private let shapes: [TableShape]
  private var isTaken: [Bool]

  init(_ file: PageFile, into db: Database) throws {
    (self.file, self.db) = (file, db)
    shapes = try TableShape.all()
    isTaken = Array(repeating: false, count: file.pageCount + 1)
  }

  /// Collects every row.
  mutating func run() throws {
    for shape in shapes { try shape.create(db) }
    let roots = self.roots()
    for shape in shapes {
      guard let root = roots[shape.name] else { continue }
      for page in pages(from: root) { try collect(page, as: [shape], isPlaced: true) }
    }
    // What an index has stands in its table too.
    for (name, root) in roots where SalvageRule.all[name] == nil { take(pages(from: root)) }
    take(file.freePages())
    for page in 1...file.pageCount { try collect(page, as: shapes, isPlaced: false) }
  }

  private mutating func take(_ pages: some Sequence<Int>) {
    for page in pages where isTaken.indices.contains(page) { isTaken[page] = true }
  }

  /// Takes the rows of a page that have one of some shapes.
  ///
  /// A page with none of them may have been reached by mistake.
  private mutating func collect(_ number: Int, as shapes: [TableShape], isPlaced: Bool) throws {
    guard !isTaken[number], let page = BTreePage(number, of: file) else { return }
    try page.forEachRow(in: file) { row in
      for shape in shapes where shape.fits(row) {
        try shape.insert(row, isPlaced: isPlaced, db)
        isTaken[number] = true
      }
    }
  }

  /// The pages of a tree, each once.
  private func pages(from root: Int) -> [Int] {
    var (found, waiting, seen) = ([Int](), [root], Set<Int>())
    while let number = waiting.popLast() {
      guard seen.insert(number).inserted, let page = BTreePage(number, of: file) else { continue }
      found.append(number)
      waiting += page.children
    }
    return found
  }
}

extension PageScan {
  /// The first page of each table and index: as the schema says, and where that cannot be followed, as
  /// any page says that looks like a part of it.
  private func roots() -> [String: Int] {
    var roots: [String: Int] = [:]
    for page in pages(from: 1) { readRoots(page, into: &roots) }
    if shapes.contains(where: { roots[$0.name] == nil }) {
      for page in 1...file.pageCount { readRoots(page, into: &roots) }
    }
    return roots
  }

  private func readRoots(_ number: Int, into roots: inout [String: Int]) {
    BTreePage(number, of: file)?.forEachRow(in: file) { row in
      guard row.values.count == 5, case .text(let kind) = row.values[0],
        ["table", "index"].contains(kind), case .text(let name) = row.values[1],
        case .integer(let root) = row.values[3], (2...file.pageCount).contains(root)
      else { return }
      roots[name] = roots[name] ?? root
    }
  }
}
