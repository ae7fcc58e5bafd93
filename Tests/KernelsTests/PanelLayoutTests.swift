import Kernels
import Testing

@Suite struct PanelLayoutTests {
  @Test func `the last panel is one line wide where the rest fits`() {
    let layout = PanelLayout(inputs: 3, outputs: 40, as: Float.self)
    #expect(layout.panels.map(\.outputs) == [0..<32, 32..<40])
    #expect(layout.panels.map(\.width) == [32, 16])
    #expect(layout.panels.map(\.offset) == [0, 96])
    #expect(layout.paddedOutputs == 48)
    #expect(layout.count == 3 * 48)
    #expect(
      PanelLayout(inputs: 3, outputs: 40, as: Double.self).panels.map(\.width) == [16, 16, 8]
    )
    #expect(PanelLayout(inputs: 3, outputs: 50, as: Float.self).panels.map(\.width) == [32, 32])
  }

  @Test(arguments: Shape.all)
  func `packing and unpacking give the same weights`(shape: Shape) {
    func check<Scalar: KernelScalar>(_: Scalar.Type) {
      let layout = PanelLayout(inputs: shape.inputs, outputs: shape.outputs, as: Scalar.self)
      let dense = (0..<shape.inputs * shape.outputs).map { Scalar($0 + 1) }
      let panels = AlignedBuffer<Scalar>(count: layout.count)
      layout.pack(dense, into: panels.pointer)
      var back = [Scalar](repeating: 0, count: dense.count)
      layout.unpack(panels.pointer, into: &back)
      #expect(back == dense)
      #expect(panels.array.filter { $0 != 0 }.count == dense.count)
      for j in 0..<shape.outputs {
        for k in 0..<shape.inputs {
          #expect(panels.pointer[layout.offset(j: j, k: k)] == dense[j * shape.inputs + k])
        }
      }
    }
    check(Float.self)
    check(Double.self)
  }
}
