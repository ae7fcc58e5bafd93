// swift-tools-version: 6.1
import PackageDescription

// A package of its own, so that the program's needs no flags that a dependency may not have.
let package = Package(
  name: "fuzzing",
  platforms: [.macOS(.v15)],
  dependencies: [.package(name: "descent", path: "..")],
  targets: [
    .target(name: "CLibFuzzer"),
    .executableTarget(
      name: "fuzz",
      dependencies: ["CLibFuzzer", .product(name: "Descent", package: "descent")],
      path: "Sources/Fuzz"
    ),
  ],
  swiftLanguageModes: [.v6]
)
