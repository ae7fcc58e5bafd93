import Experiments

extension Output {
  /// Writes arrays as NumPy's archive.
  func writeNPZ(_ arrays: [(name: String, array: NumericArray)]) throws {
    var writer = NPZWriter { try self.write($0) }
    for (name, array) in arrays { try writer.append(array, named: name) }
    try writer.finish()
  }

  /// Writes arrays in Hugging Face's format.
  func writeSafetensors(_ arrays: [(name: String, array: NumericArray)]) throws {
    let tensors = arrays.map {
      SafetensorsWriter.Tensor(name: $0.name, element: $0.array.element, shape: $0.array.shape)
    }
    var writer = try SafetensorsWriter(tensors) { try self.write($0) }
    for (_, array) in arrays { try writer.append(array) }
    try writer.finish()
  }
}
