// swift-tools-version: 6.1
import PackageDescription

let strict: [SwiftSetting] = [
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .enableUpcomingFeature("InternalImportsByDefault"),
]

let package = Package(
  name: "descent",
  platforms: [.macOS(.v15)],
  products: [
    .executable(name: "descent", targets: ["descent"]),
    .library(
      name: "Descent",
      targets: ["NeuralNetwork", "Experiments", "RunStore", "Reports"]
    ),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", from: "1.8.2"),
    .package(url: "https://github.com/groue/GRDB.swift", from: "7.10.0"),
    .package(url: "https://github.com/jpsim/Yams", from: "6.2.2"),
  ],
  targets: [
    .target(name: "CKernels"),
    .target(name: "Kernels", dependencies: ["CKernels"], swiftSettings: strict),
    .target(name: "NeuralNetwork", dependencies: ["Kernels"], swiftSettings: strict),
    .systemLibrary(name: "CZlib", pkgConfig: "zlib", providers: [.apt(["zlib1g-dev"])]),
    .target(name: "CBuiltInData"),
    .target(name: "CSHA256"),
    .target(
      name: "Experiments",
      dependencies: [
        "NeuralNetwork", "Kernels", "CZlib", "CBuiltInData", "CSHA256",
        .product(name: "Yams", package: "Yams"),
      ],
      swiftSettings: strict
    ),
    .target(
      name: "Migrations",
      path: "migrations",
      resources: [
        .embedInCode("0001_create_record.sql"), .embedInCode("0002_record_findings.sql"),
        .embedInCode("0003_count_points.sql"),
      ],
      swiftSettings: strict
    ),
    .target(name: "CSQLiteShim"),
    .target(
      name: "RunStore",
      dependencies: [
        "Experiments", "Migrations", "CSQLiteShim",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "GRDBSQLite", package: "GRDB.swift"),
      ],
      swiftSettings: strict
    ),
    .target(
      name: "Reports",
      dependencies: ["Experiments", "NeuralNetwork"],
      swiftSettings: strict
    ),
    .executableTarget(
      name: "descent",
      dependencies: [
        "Kernels", "NeuralNetwork", "Experiments", "RunStore", "Reports",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      path: "Sources/CLI",
      swiftSettings: strict
    ),
    .target(name: "ShellWords", path: "Tests/ShellWords", swiftSettings: strict),
    .testTarget(name: "KernelsTests", dependencies: ["Kernels"], swiftSettings: strict),
    .testTarget(
      name: "NeuralNetworkTests",
      dependencies: ["NeuralNetwork", "Kernels"],
      resources: [.copy("Fixtures")],
      swiftSettings: strict
    ),
    .testTarget(
      name: "ExperimentsTests",
      dependencies: ["Experiments", "CSHA256", "NeuralNetwork", "Kernels", "ShellWords"],
      resources: [.copy("Fixtures")],
      swiftSettings: strict
    ),
    .testTarget(
      name: "RunStoreTests",
      dependencies: [
        "RunStore", "Experiments", "NeuralNetwork", "Migrations",
        .product(name: "GRDB", package: "GRDB.swift"),
      ],
      resources: [.copy("Fixtures")],
      swiftSettings: strict
    ),
    .testTarget(
      name: "ReportsTests",
      dependencies: ["Reports", "Experiments"],
      resources: [.copy("Fixtures")],
      swiftSettings: strict
    ),
    .testTarget(
      name: "CLITests",
      dependencies: [
        "descent", "RunStore", "Experiments", "NeuralNetwork", "Reports", "ShellWords",
        .product(name: "GRDB", package: "GRDB.swift"),
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict
    ),
  ],
  swiftLanguageModes: [.v6],
  cLanguageStandard: .c2x
)
