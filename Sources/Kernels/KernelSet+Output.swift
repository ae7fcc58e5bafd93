public import CKernels

extension KernelSet {
  /// Computes a^L, C_x and BP1, δ^L = ∇_a C ⊙ σ'(z^L), for rows of examples.
  ///
  /// With softmax BP1 reads δ_j = a_j (g_j − Σ_k g_k a_k). Cross-entropy (with sigmoid) and
  /// log-likelihood (with softmax) start from z^L: finite and right where an output saturates, with
  /// δ = a − y and δ = a Σy − y. A row's element costs are computed in the run's precision and summed
  /// in Double, element j in lane j mod 16, lanes folded 8-4-2-1.
  /// - Parameters:
  ///   - z: z^L, rows × n_L.
  ///   - targets: y; the 16 elements from any multiple of 16 below n_L on must be readable.
  ///   - rows: How many examples.
  ///   - outputs: n_L.
  ///   - activation: σ of the output layer.
  ///   - cost: C; cross-entropy implies sigmoid, log-likelihood implies softmax.
  ///   - a: a^L; other memory than z.
  ///   - costs: C_x, one for each row.
  ///   - delta: δ^L with zero padding; nil where only a and the costs are wanted.
  ///   - stride: The stride of z, a and δ, at least n_L rounded up to 16.
  @inlinable
  public func output(
    _ z: UnsafePointer<Scalar>,
    targets: Rows<Scalar>,
    rows: Int,
    outputs: Int,
    activation: ActivationCode,
    cost: CostCode,
    a: UnsafeMutablePointer<Scalar>,
    costs: UnsafeMutablePointer<Double>,
    delta: UnsafeMutablePointer<Scalar>?,
    stride: Int
  ) {
    var targets = targets.raw
    table.pointee.output(
      rows,
      outputs,
      activation.rawValue,
      cost.rawValue,
      z,
      &targets,
      a,
      costs,
      delta,
      stride
    )
  }

  /// Replaces z by σ(z) in place, rows × columns, and stores σ'(z) where wanted.
  ///
  /// - Parameters:
  ///   - z: z, which becomes a.
  ///   - slope: σ'(z) in the same shape, or nil.
  ///   - rows: How many rows.
  ///   - columns: Elements in a row; a row is worked on in sixteens, the last up to 8 in eight.
  ///   - activation: σ, any but softmax.
  ///   - stride: At least `columns` rounded up to 16.
  @inlinable
  public func activate(
    _ z: UnsafeMutablePointer<Scalar>,
    slope: UnsafeMutablePointer<Scalar>?,
    rows: Int,
    columns: Int,
    activation: ActivationCode,
    stride: Int
  ) {
    table.pointee.activate(rows, columns, activation.rawValue, z, slope, stride)
  }

  /// Counts the rows of a^L whose largest element is at the example's label.
  ///
  /// Ties go to the lowest index; a row with NaN anywhere is wrong.
  /// - Parameters:
  ///   - a: a^L, rows × n_L.
  ///   - stride: Elements from one row to the next.
  ///   - rows: How many rows.
  ///   - outputs: n_L.
  ///   - labels: The class of each row's example.
  /// - Returns: How many rows are right.
  @inlinable
  public func correctCount(
    _ a: UnsafePointer<Scalar>,
    stride: Int,
    rows: Int,
    outputs: Int,
    labels: Rows<Int32>
  ) -> Int {
    var labels = labels.raw
    return table.pointee.correct(rows, outputs, a, stride, &labels)
  }
}
