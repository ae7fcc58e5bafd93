import Foundation

/// A page of the folder `docs`, or all of them in one text.
func page(_ name: String? = nil) throws -> String {
  let docs = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "docs")
  let names = try name.map { [$0] } ?? FileManager.default.contentsOfDirectory(atPath: docs.path)
  return try names.filter { $0.hasSuffix(".md") }.sorted().map { name in
    try String(contentsOf: docs.appending(path: name), encoding: .utf8)
  }.joined()
}
