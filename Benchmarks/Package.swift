// swift-tools-version: 6.2
import PackageDescription

let package = Package(
  name: "Benchmarks",
  dependencies: [
    .package(name: "gswarm-sim", path: ".."),
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2"),
  ],
  targets: [
    // libyaml by itself, as a bound.
    .systemLibrary(name: "CYamlBare", providers: [.apt(["libyaml-dev"])]),
    .executableTarget(
      name: "Benchmarks",
      dependencies: [
        .product(name: "Engine", package: "gswarm-sim"),
        .product(name: "TUI", package: "gswarm-sim"),
        .product(name: "Workload", package: "gswarm-sim"),
        "CYamlBare",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: [
        .swiftLanguageMode(.v6),
        .enableUpcomingFeature("ExistentialAny"),
        .enableUpcomingFeature("InternalImportsByDefault"),
        .enableUpcomingFeature("MemberImportVisibility"),
        .treatAllWarnings(as: .error),
      ]),
  ]
)
