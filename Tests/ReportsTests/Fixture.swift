import Foundation
import Testing

/// The files beside the tests, made by `make_fixtures.py`.
enum Fixture {
  static func data(_ name: String) throws -> Data {
    let folder = try #require(Bundle.module.resourceURL).appendingPathComponent("Fixtures")
    return try Data(contentsOf: folder.appendingPathComponent(name))
  }

  static func text(_ name: String) throws -> String {
    String(decoding: try data(name), as: UTF8.self)
  }

  static func decode<Value: Decodable>(_ type: Value.Type, from name: String) throws -> Value {
    try JSONDecoder().decode(type, from: data(name))
  }
}

/// Whether two numbers agree to a relative error.
func agree(_ a: Double, _ b: Double, within tolerance: Double) -> Bool {
  a == b || (a - b).magnitude <= tolerance * max(a.magnitude, b.magnitude)
}
