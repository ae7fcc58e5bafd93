import FoundationEssentials

/// Turns columns of numbers and of numbered texts into columns of numbers: a text column becomes
/// one column per distinct text, by Unicode scalar order, 1 where the row has that text, else 0.
struct OneHotCoding {
  /// A column before coding.
  enum Column {
    case number(String)
    /// Distinct texts, in the order of their numbers.
    case texts(String, labels: [String])
  }

  /// Names of the coded columns: `island=Biscoe` for a text.
  private(set) var names: [String] = []
  /// Per column: where its coded columns begin, and, for texts, the rank of each number.
  private var places: [(start: Int, ranks: [Int]?)] = []

  init(columns: [Column]) {
    for column in columns {
      switch column {
      case .number(let name):
        places.append((names.count, nil))
        names.append(name)
      case .texts(let name, let labels):
        let order = labels.indices.sorted {
          labels[$0].utf8.lexicographicallyPrecedes(labels[$1].utf8)
        }
        var ranks = Array(repeating: 0, count: labels.count)
        for (rank, number) in order.enumerated() { ranks[number] = rank }
        places.append((names.count, ranks))
        names += order.map { "\(name)=\(labels[$0])" }
      }
    }
  }

  /// The number of coded columns.
  var width: Int { names.count }

  /// Codes rows of little-endian binary64.
  func encode(_ cells: Data, rows: Int) -> FeatureMatrix? {
    guard places.contains(where: { $0.ranks != nil }) else {
      return FeatureMatrix(rows: rows, columns: width, element: .real, bytes: cells)
    }
    var coded = Data(count: rows * width * 8)
    coded.withUnsafeMutableBytes { coded in
      cells.withUnsafeBytes { cells in
        for row in 0..<rows {
          for (column, place) in places.enumerated() {
            let value = cells.real(at: row * places.count + column)
            let isOne = place.ranks.map { (place.start + $0[Int(value)], 1.0) }
            let (index, number) = isOne ?? (place.start, value)
            coded.storeBytes(
              of: number.bitPattern.littleEndian,
              toByteOffset: 8 * (row * width + index),
              as: UInt64.self
            )
          }
        }
      }
    }
    return FeatureMatrix(rows: rows, columns: width, element: .real, bytes: coded)
  }
}
