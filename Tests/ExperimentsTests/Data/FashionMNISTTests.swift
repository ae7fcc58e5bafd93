import Foundation
import Testing

@testable import Experiments

@Suite(
  .enabled(
    if: DataEnvironment.current().folder(of: "fashion-mnist") != nil,
    "dataset-fashion-mnist is not installed"
  )
)
struct FashionMNISTTests {
  private struct Facts: Decodable {
    let count: Int
    let crc32: UInt32
    let sum: Int
  }

  @Test func `has the pixels and labels that Python reads`() throws {
    let folder = try #require(DataEnvironment.current().folder(of: "fashion-mnist"))
    let facts = try DataFixture.json("fashion_mnist.json", as: [String: Facts].self)
    let data = try IDXFolder(folder).read(limits: DataLimits())
    let test = try #require(data.test)
    for (part, name, each) in [(data.training, "train", 6000), (test, "t10k", 1000)] {
      let fact = try #require(facts[name])
      #expect(part.inputs.bytes.count == fact.count)
      #expect(part.inputs.bytes.crc32() == fact.crc32)
      guard case .numbers(let labels, 1) = part.target else {
        Issue.record("labels are numbers")
        continue
      }
      for label in 0..<10 { #expect(labels.count { $0 == Double(label) } == each) }
    }
    let sum = test.inputs.bytes.withUnsafeBytes { $0.reduce(0) { $0 + Int($1) } }
    #expect(sum == facts["t10k"]?.sum)
  }
}
