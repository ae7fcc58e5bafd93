/// A matrix of Doubles, row by row; the reference's own, made to be read and not to be fast.
public struct Matrix: Sendable, Equatable {
  /// The number of rows.
  public let rows: Int
  /// The number of columns.
  public let columns: Int
  /// The numbers, row by row.
  public var values: [Double]

  /// Creates a matrix from its numbers, row by row.
  ///
  /// - Precondition: `values` has `rows` × `columns` numbers.
  public init(rows: Int, columns: Int, _ values: [Double]) {
    precondition(
      values.count == rows * columns,
      "a \(rows)×\(columns) matrix needs \(rows * columns) numbers, got \(values.count)"
    )
    self.rows = rows
    self.columns = columns
    self.values = values
  }

  /// Creates a matrix of zeros.
  public init(rows: Int, columns: Int) {
    self.init(rows: rows, columns: columns, Array(repeating: 0, count: rows * columns))
  }

  /// The element in row j and column k, both from 0.
  public subscript(j: Int, k: Int) -> Double {
    get { values[j * columns + k] }
    set { values[j * columns + k] = newValue }
  }

  /// The matrix with rows and columns exchanged.
  public var transposed: Matrix {
    var result = Matrix(rows: columns, columns: rows)
    for j in 0..<rows {
      for k in 0..<columns { result[k, j] = self[j, k] }
    }
    return result
  }

  /// The product of a matrix and a column vector.
  public static func * (matrix: Matrix, vector: [Double]) -> [Double] {
    precondition(
      matrix.columns == vector.count,
      "a matrix of \(matrix.columns) columns cannot multiply a vector of \(vector.count)"
    )
    return (0..<matrix.rows).map { j in
      (0..<matrix.columns).reduce(0) { $0 + matrix[j, $1] * vector[$1] }
    }
  }
}

/// The outer product: column times row, element (j, k) = column_j row_k.
func outer(_ column: [Double], _ row: [Double]) -> Matrix {
  Matrix(
    rows: column.count,
    columns: row.count,
    column.flatMap { left in row.map { right in left * right } }
  )
}

infix operator ⊙ : MultiplicationPrecedence

/// The Hadamard product, element by element.
func ⊙ (left: [Double], right: [Double]) -> [Double] {
  zip(left, right).map { $0 * $1 }
}

/// The sum, element by element.
func + (left: [Double], right: [Double]) -> [Double] {
  zip(left, right).map { $0 + $1 }
}
