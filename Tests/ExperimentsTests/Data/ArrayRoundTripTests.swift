import Foundation
import NeuralNetwork
import Testing

@testable import Experiments

/// What is written reads back as the same bits, for 10,000 arrays of every type and shape.
@Suite struct ArrayRoundTripTests {
  /// An array of up to three dimensions with bytes of every kind: random, NaN, infinite, −0,
  /// subnormal, and integers at their edges.
  private func array(_ random: inout SplitMix64) -> NumericArray? {
    let elements = NumericArray.Element.allCases
    let element = elements[random.below(elements.count)]
    let shape = (0..<random.below(4)).map { _ in random.below(4) }
    let count = shape.reduce(1, *)
    var bytes = Data()
    for _ in 0..<count { bytes.append(contentsOf: number(element, &random)) }
    return NumericArray(shape: shape, element: element, bytes: bytes)
  }

  private func number(_ element: NumericArray.Element, _ random: inout SplitMix64) -> [UInt8] {
    let size = element.byteCount
    if element == .bool { return [UInt8(random.below(2))] }
    let zeros = [UInt8](repeating: 0, count: size)
    let ones = [UInt8](repeating: 0xff, count: size)
    var edges: [[UInt8]] = [zeros, ones, zeros, ones, zeros]
    edges[2][size - 1] = 0x80
    edges[3][size - 1] = 0x7f
    edges[4][0] = 1
    if element == .float32 { edges.append([0, 0, 0x80, 0x7f]) }
    if element == .float64 { edges.append([0, 0, 0, 0, 0, 0, 0xf0, 0x7f]) }
    let choice = random.below(edges.count + 3)
    if choice < edges.count { return edges[choice] }
    return (0..<size).map { _ in UInt8(random.below(256)) }
  }

  @Test func `npz`() throws {
    var random = SplitMix64(seed: 11)
    for round in 0..<1000 {
      let arrays = (0..<10).compactMap { _ in array(&random) }
      var content = Data()
      var writer = NPZWriter { content.append($0) }
      for (index, array) in arrays.enumerated() { try writer.append(array, named: "a\(index)") }
      try writer.finish()
      let archive = try NPZArchive(.bytes(content, name: "f"))
      #expect(archive.names == arrays.indices.map { "a\($0)" })
      for (index, array) in arrays.enumerated() {
        #expect(try archive.array("a\(index)") == array, "round \(round)")
      }
    }
  }

  @Test func `safetensors`() throws {
    var random = SplitMix64(seed: 12)
    for round in 0..<1000 {
      let arrays = (0..<10).compactMap { _ in array(&random) }
      let tensors = arrays.enumerated().map {
        SafetensorsWriter.Tensor(name: "a\($0)", element: $1.element, shape: $1.shape)
      }
      var content = Data()
      var writer = try SafetensorsWriter(tensors) { content.append($0) }
      for array in arrays { try writer.append(array) }
      try writer.finish()
      let file = try SafetensorsFile(.bytes(content, name: "f"))
      for (index, array) in arrays.enumerated() {
        #expect(file.array("a\(index)") == array, "round \(round)")
      }
    }
  }
}
