import Experiments
import Testing

@testable import Reports

@Suite struct LayerTableTests {
  @Test func `writes a layer in the order of the export`() {
    let layer = LayerRecord(
      layer: 2,
      gradientNorm: 1,
      deltaNorm: 2,
      weightNorm: 3,
      updateRatio: nil,
      saturated: 0.5,
      weightGradientNorm: 4,
      biasGradientNorm: 5
    )
    #expect(
      RowWriter.text(.csv, columns: LayerTable.columns, rows: [LayerTable.row(layer)]) == """
        layer,gradient_norm,delta_norm,weight_norm,update_ratio,saturated,weight_gradient_norm,\
        bias_gradient_norm
        2,1,2,3,,0.5,4,5

        """
    )
  }
}
