import Foundation
import Kernels
import NeuralNetwork
import Testing

@testable import Experiments

@Suite struct PreparedDataTests {
  private func load(_ name: String) throws -> Dataset {
    try DataSource(name, environment: DataEnvironment()).load()
  }

  private func table(_ text: String) throws -> Dataset {
    let data = try DataFixture.table(text)
    return try Dataset(
      data,
      name: "t",
      entry: nil,
      digest: data.digest(),
      task: nil,
      limits: DataLimits()
    )
  }

  private func numbers<Scalar>(_ buffer: AlignedBuffer<Scalar>) -> [Scalar] { buffer.array }

  @Test(arguments: [("standard", InputScale.standard), ("unit", .unit)])
  func `scales as NumPy does, by the training set alone`(name: String, scale: InputScale) throws {
    let expected = try DataFixture.json("iris_scaled.json", as: [String: [Double]].self)
    let data = try load("iris").prepared(scale: scale, as: Double.self)
    let validation = try #require(data.validation)
    #expect(data.training.count == 120)
    #expect(validation.count == 30)
    for (part, values) in [(data.training, "training"), (validation, "validation")] {
      let wanted = try #require(expected["\(name)_\(values)"])
      let found = numbers(part.inputs)
      #expect(found.count == wanted.count)
      #expect(zip(found, wanted).allSatisfy { abs($0 - $1) <= 1e-13 * max(1, abs($1)) })
    }
  }

  @Test func `rounds once from Double`() throws {
    let iris = try load("iris")
    let double = try iris.prepared(as: Double.self)
    let single = try iris.prepared(as: Float.self)
    #expect(numbers(single.training.inputs) == numbers(double.training.inputs).map { Float($0) })
  }

  @Test func `divides digits by their format's largest value`() throws {
    let digits = try load("digits")
    let data = try digits.prepared(validation: .count(0), as: Float.self)
    #expect(data.scaling.divisors == [16])
    let expected = digits.training.inputs.bytes.map { Float(Double($0) / 16) }
    #expect(numbers(data.training.inputs) == expected)
    #expect(
      numbers(
        try digits.prepared(validation: .count(0), scale: .unscaled, as: Float.self).training.inputs
      ) == digits.training.inputs.bytes.map { Float($0) }
    )
  }

  @Test func `scales bytes by their columns like numbers`() throws {
    let digits = try load("digits")
    let bytes = try digits.prepared(validation: .count(0), scale: .standard, as: Double.self)
    let first = numbers(bytes.training.inputs)
    for column in [0, 20, 32] {
      let raw = (0..<1797).map { digits.training.inputs[$0, column] }
      let mean = raw.reduce(0, +) / 1797
      let deviation = (raw.reduce(0) { $0 + ($1 - mean) * ($1 - mean) } / 1797).squareRoot()
      for row in 0..<1797 {
        #expect(first[row * 64 + column] == (deviation == 0 ? 0 : (raw[row] - mean) / deviation))
      }
    }
  }

  @Test(arguments: [InputScale.unit, .standard])
  func `makes constant columns zero, also where validation differs`(scale: InputScale) throws {
    let data = try table("a,b,y\n0.1,1,0\n0.1,2,1\n0.1,3,0\n0.1,4,1\n0.1,5,0\n").prepared(
      scale: scale,
      as: Double.self
    )
    #expect(stride(from: 0, to: 8, by: 2).allSatisfy { data.training.inputs[$0] == 0 })
    #expect(data.validation?.inputs[0] == 0)
  }

  @Test func `writes one-hot rows in groups of sixteen, with labels`() throws {
    let data = try load("xor").prepared(as: Float.self)
    #expect(data.validation == nil)
    #expect(data.training.labels?.array == [0, 1, 1, 0])
    #expect(data.training.targetStride == 16)
    #expect(
      numbers(data.training.targets).enumerated().filter { $1 != 0 }.map(\.offset) == [
        0, 17, 33, 48,
      ]
    )
    for part in [data.training.inputs, data.training.targets] {
      #expect(UInt(bitPattern: part.pointer) % 64 == 0)
    }
    #expect(try load("xor").prepared(as: Double.self).training.targetStride == 16)
  }

  @Test func `writes values of regressions`() throws {
    let data = try table("x,y\n1,0.5\n2,1.5\n3,-2.5\n").prepared(
      validation: .count(0),
      as: Float.self
    )
    #expect(data.training.labels == nil)
    #expect((0..<3).map { data.training.targets[16 * $0] } == [0.5, 1.5, -2.5])
  }

  @Test func `keeps the first N, then holds out a share of them`() throws {
    let data = try load("iris").prepared(trainLimit: 11, validation: .share(0.2), as: Float.self)
    #expect(data.training.count == 9)
    #expect(data.validation?.count == 2)
    // The first eleven flowers are of one kind; standard scaling keeps the order of petal lengths.
    #expect(data.training.labels?.array == Array(repeating: 0, count: 9))
    #expect(try load("iris").prepared(trainLimit: 1000, as: Float.self).training.count == 120)
  }

  @Test func `uses the test part by default, whole`() throws {
    let raw = try DataReader().file(.path(DataFixture.path("keras.npz")))
    let set = try Dataset(
      raw,
      name: "k",
      entry: nil,
      digest: raw.digest(),
      task: nil,
      limits: DataLimits()
    )
    let data = try set.prepared(trainLimit: 3, as: Float.self)
    #expect(data.training.count == 3)
    #expect(data.validation?.count == 2)
    #expect(data.validation?.labels?.array == [2, 0])
    #expect(data.validation?.inputs[0] == Float(100.0 / 255))
  }

  @Test(arguments: [
    (Validation.count(4), "validation '4' leaves nothing to train on; there are 4 examples"),
    (.count(-1), "validation '-1' is out of range; at least 0"),
    (.share(1), "validation '1.0' is out of range; a share is between 0 and 1"),
    (.share(.nan), "validation 'nan' is out of range; a share is between 0 and 1"),
    (.test, "validation 'test' needs test files, but the data has none; use a share such as 0.2"),
  ])
  func `refuses a validation set that cannot be`(validation: Validation, message: String) throws {
    let xor = try load("xor")
    #expect(
      DataFixture.message { _ = try xor.prepared(validation: validation, as: Float.self) }
        == message
    )
  }

  @Test func `refuses a limit of nothing, and values too large for the precision`() throws {
    let xor = try load("xor")
    #expect(
      DataFixture.message { _ = try xor.prepared(trainLimit: 0, as: Float.self) }
        == "train_limit '0' is out of range; at least 1"
    )
    let large = try table("a,y\n1e300,0\n-1e300,1\n")
    #expect(
      DataFixture.message {
        _ = try large.prepared(validation: .count(0), scale: .unscaled, as: Float.self)
      }
        == "scale 'none' overflows in feature 'a'; choose another scale"
    )
    _ = try large.prepared(validation: .count(0), scale: .unscaled, as: Double.self)
  }
}
