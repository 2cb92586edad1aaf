// swift-tools-version: 6.2
import PackageDescription

// Built by scripts/fuzz, which gives the compiler the flags for libFuzzer.
let package = Package(
  name: "Fuzz",
  dependencies: [.package(name: "gswarm-sim", path: "..")],
  targets: [
    // libFuzzer's entry, without its main function.
    .target(name: "CFuzzer"),
    .executableTarget(
      name: "Fuzz",
      dependencies: [
        "CFuzzer",
        .product(name: "Engine", package: "gswarm-sim"),
        .product(name: "TUI", package: "gswarm-sim"),
        .product(name: "Workload", package: "gswarm-sim"),
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
