import Kernels
import Testing

/// Column c of each row in lane c mod 16, folded 8-4-2-1.
private func folded(_ rows: [[Double]]) -> Double {
  var lanes = [Double](repeating: 0, count: 16)
  for row in rows {
    for (c, value) in row.enumerated() { lanes[c % 16].addProduct(value, value) }
  }
  for half in [8, 4, 2, 1] { for i in 0..<half { lanes[i] += lanes[i + half] } }
  return lanes[0]
}

@Suite struct ReductionsTests {
  @Test(arguments: [1, 2, 15, 16, 17, 40], InstructionSet.available)
  func `sums of squares are in Double and in one order`(columns: Int, set: InstructionSet) {
    func check<Scalar: KernelScalar>(_: Scalar.Type) {
      var random = Random(1)
      let p = Matrix<Scalar>(7, columns) { random.uniform() }
      let q = Matrix<Scalar>(7, columns) { random.uniform() }
      var squares = LaneSum()
      var differences = LaneSum()
      for (x, rows) in [(0, 3), (3, 4)] {
        KernelSet(set).addSquares(
          p.pointer + x * p.stride,
          rows: rows,
          columns: columns,
          stride: p.stride,
          to: &squares
        )
        KernelSet(set).addSquaredDifferences(
          p.pointer + x * p.stride,
          q.pointer + x * p.stride,
          rows: rows,
          columns: columns,
          stride: p.stride,
          to: &differences
        )
      }
      let rows = (0..<7).map { x in (0..<columns).map { Double(p[x, $0]) } }
      let gaps = (0..<7).map { x in (0..<columns).map { Double(p[x, $0]) - Double(q[x, $0]) } }
      #expect(squares.value == folded(rows))
      #expect(differences.value == folded(gaps))
    }
    check(Float.self)
    check(Double.self)
  }

  @Test(arguments: Shape.all)
  func `norms of panels leave the padding out`(shape: Shape) {
    func check<Scalar: KernelScalar>(_: Scalar.Type) {
      var random = Random(2)
      let layer = PanelLayout(inputs: shape.inputs, outputs: shape.outputs, as: Scalar.self)
      let dense = (0..<shape.inputs * shape.outputs).map { _ in random.uniform() as Scalar }
      let w = AlignedBuffer<Scalar>([Scalar](repeating: .nan, count: layer.count))
      let zero = AlignedBuffer<Scalar>([Scalar](repeating: .infinity, count: layer.count))
      layer.pack(dense, into: w.pointer)
      layer.pack(dense.map { _ in 0 }, into: zero.pointer)
      let exact = dense.reduce(0) { $0 + Double($1) * Double($1) }
      let sums = InstructionSet.available.map { set in
        [
          KernelSet(set).squares(w.pointer, layer: layer).value,
          KernelSet(set).squaredDifferences(w.pointer, zero.pointer, layer: layer).value,
        ]
      }
      for sum in sums {
        #expect(sum == sums[0])
        #expect(sum[0] == sum[1])
        #expect(abs(sum[0] - exact) < 1e-13 * exact)
      }
    }
    check(Float.self)
    check(Double.self)
  }

  @Test(arguments: InstructionSet.available)
  func `small slopes are counted without padding and NaN`(set: InstructionSet) {
    func check<Scalar: KernelScalar>(_: Scalar.Type) {
      let p = Matrix<Scalar>(2, 18)
      for x in 0..<2 { for j in 0..<18 { p[x, j] = 1 } }
      for (x, j, value) in [(0, 0, 0.001), (0, 17, -0.001), (1, 3, 0), (1, 4, 0.01)] {
        p[x, j] = Scalar(value)
      }
      p[1, 9] = .nan
      let count = KernelSet(set).count(
        below: 0.01,
        in: p.pointer,
        rows: 2,
        columns: 18,
        stride: p.stride
      )
      #expect(count == 3)
    }
    check(Float.self)
    check(Double.self)
  }
}
