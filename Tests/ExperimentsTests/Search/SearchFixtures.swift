import Foundation
import Testing

@testable import Experiments

/// The files that other tools' own parsers were asked about.
enum SearchFixtures {
  static func data(_ name: String) throws -> Data {
    let folder = try #require(Bundle.module.url(forResource: "Fixtures", withExtension: nil))
    return try Data(contentsOf: folder.appending(path: "search/\(name)"))
  }
}
