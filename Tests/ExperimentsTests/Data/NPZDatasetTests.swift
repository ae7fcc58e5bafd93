import Foundation
import Testing

@testable import Experiments

@Suite struct NPZDatasetTests {
  private func read(_ arrays: [String: NumericArray]) throws -> ParsedData {
    var bytes = Data()
    var writer = NPZWriter { bytes.append($0) }
    for (name, array) in arrays.sorted(by: { $0.key < $1.key }) {
      try writer.append(array, named: name)
    }
    try writer.finish()
    return try DataReader().file(.bytes(bytes, name: "d.npz"))
  }

  private func array(_ shape: [Int], _ values: [Double]) throws -> NumericArray {
    try #require(NumericArray(shape: shape, element: .float64, bytes: Data(littleEndian: values)))
  }

  @Test func `reads Keras' names: bytes as images, with a test part`() throws {
    let data = try DataReader().file(.path(DataFixture.path("keras.npz")))
    #expect(data.kind == .image)
    #expect(data.shape == [3, 4])
    #expect(data.maximum == 255)
    #expect(data.training.inputs[3, 11] == 47)
    #expect(data.training.target == .numbers([0, 1, 2, 1], width: 1))
    #expect(data.test?.inputs[1, 0] == 112)
  }

  @Test func `reads rows of numbers as a table, and targets of several columns`() throws {
    let data = try read(["X": array([2, 1], [1, 2]), "targets": array([2, 2], [1, 2, 3, 4])])
    #expect(data.kind == .table)
    #expect(data.training.target == .numbers([1, 2, 3, 4], width: 2))
    #expect(data.targetName == "targets")
  }

  @Test func `says what is missing or does not fit`() throws {
    let x = try array([2, 1], [1, 2])
    func message(_ arrays: [String: NumericArray]) -> String {
      DataFixture.message { _ = try read(arrays) }
    }
    #expect(message(["a": x]) == "d.npz: has no array 'x' or 'x_train'; there are 'a'")
    #expect(message(["x": x]) == "d.npz: array 'x': has no targets; add an array 'y'")
    #expect(
      message(["x": x, "y": try array([3], [1, 2, 3])])
        == "d.npz: array 'x': 2 inputs but 3 targets"
    )
    #expect(
      message(["x": x, "y": try array([2], [1, .nan])])
        == "d.npz: array 'y': value 'nan' is not a finite number"
    )
    #expect(
      message(["x": try array([2, 1], [1, -.infinity]), "y": try array([2], [1, 2])])
        == "d.npz: array 'x': value '-inf' is not a finite number"
    )
    #expect(
      message(["x": try array([], [1]), "y": try array([], [1])])
        == "d.npz: array 'x': has no examples"
    )
  }
}
