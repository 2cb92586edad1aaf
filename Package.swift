// swift-tools-version: 6.2
import PackageDescription

/// What every Swift target is compiled with.
let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("InternalImportsByDefault"),
  .enableUpcomingFeature("MemberImportVisibility"),
  .treatAllWarnings(as: .error),
]

let package = Package(
  name: "gswarm-sim",
  products: [
    .executable(name: "gswarm-sim", targets: ["gswarm-sim"]),
    .library(name: "Engine", targets: ["Engine", "History", "Audit"]),
    .library(name: "TUI", targets: ["TUI"]),
    .library(name: "Workload", targets: ["Workload", "Documents"]),
  ],
  dependencies: [
    .package(url: "https://github.com/apple/swift-argument-parser", exact: "1.8.2")
  ],
  targets: [
    // The simulator itself. Imports nothing.
    .target(name: "Engine", swiftSettings: strict + [.strictMemorySafety()]),

    // The index beside a trace: any past moment, metrics, what two schedules are compared by.
    .target(
      name: "History", dependencies: ["Engine"], swiftSettings: strict + [.strictMemorySafety()]),

    // The rules of `check`, and logs turned back into runs.
    .target(
      name: "Audit", dependencies: ["Engine"], swiftSettings: strict + [.strictMemorySafety()]),

    // Times of machines and models, fitted to what logs measured.
    .target(
      name: "Calibration", dependencies: ["Engine", "Audit"],
      swiftSettings: strict + [.strictMemorySafety()]),

    // YAML and JSON files as values with positions.
    .systemLibrary(
      name: "CYaml",
      providers: [.apt(["libyaml-dev"]), .yum(["libyaml-devel"])]
    ),
    .target(name: "Documents", dependencies: ["CYaml"], swiftSettings: strict),

    // Scenario files and logs: files to engine values and back.
    .target(
      name: "Workload",
      dependencies: ["Engine", "History", "Audit", "Calibration", "Documents"],
      swiftSettings: strict),

    // Files of other programs: their rows and graphs to scenario files.
    .target(
      name: "Import", dependencies: ["Engine", "Audit", "Documents", "Workload"],
      swiftSettings: strict),

    // Runs in the formats of other programs.
    .target(
      name: "Export", dependencies: ["Engine", "History", "Documents", "Workload"],
      swiftSettings: strict),

    // HTTP, as a client.
    .systemLibrary(
      name: "CCurl",
      providers: [
        .apt(["libcurl4-openssl-dev"]), .yum(["libcurl-devel"]),
      ]
    ),

    // HTTP, as a server.
    .systemLibrary(
      name: "CMicroHTTPD",
      providers: [
        .apt(["libmicrohttpd-dev"]), .yum(["libmicrohttpd-devel"]),
      ]
    ),

    // The same scheduler against a model server, and a server to try it on.
    .target(
      name: "Live",
      dependencies: [
        "Engine", "History", "Documents", "Workload", "CCurl", "CMicroHTTPD",
      ],
      swiftSettings: strict),

    // The terminal.
    .target(
      name: "CNcurses",
      cSettings: [.treatAllWarnings(as: .error)],
      linkerSettings: [.linkedLibrary("ncursesw")]),
    .target(
      name: "TUI", dependencies: ["Engine", "History", "Documents", "CNcurses"],
      swiftSettings: strict),

    // The allocator of glibc, which Swift's module of it leaves out.
    .systemLibrary(name: "CMalloc"),

    .executableTarget(
      name: "gswarm-sim",
      dependencies: [
        "CMalloc",
        "Engine", "History", "Audit", "Calibration", "Documents", "Workload", "Import", "Export",
        "Live", "TUI",
        .product(name: "ArgumentParser", package: "swift-argument-parser"),
      ],
      swiftSettings: strict),

    // Generated scenarios, and a scheduler that is plain and slow, for the tests of several targets.
    .target(
      name: "TestScenarios", dependencies: ["Engine", "History", "Audit"],
      path: "Tests/TestScenarios", swiftSettings: strict),
    .testTarget(
      name: "EngineTests", dependencies: ["Engine", "History", "Audit", "TestScenarios"],
      exclude: ["Policies/Fingerprints.txt"], swiftSettings: strict),
    .testTarget(
      name: "HistoryTests", dependencies: ["Engine", "History", "Audit", "TestScenarios"],
      swiftSettings: strict),
    .testTarget(
      name: "AuditTests", dependencies: ["Engine", "History", "Audit", "TestScenarios"],
      swiftSettings: strict),
    .testTarget(
      name: "CalibrationTests",
      dependencies: [
        "Calibration", "Live", "Engine", "History", "Audit", "Documents", "TestScenarios",
      ],
      swiftSettings: strict),
    .testTarget(
      name: "ExportTests",
      dependencies: [
        "Export", "Engine", "History", "Audit", "Documents", "Workload", "TestScenarios",
      ],
      swiftSettings: strict),
    .testTarget(name: "DocumentsTests", dependencies: ["Documents"], swiftSettings: strict),
    .testTarget(
      name: "WorkloadTests",
      dependencies: ["Workload", "Engine", "History", "Audit", "Calibration", "Documents"],
      resources: [.copy("Fixtures")], swiftSettings: strict),
    .testTarget(
      name: "ImportTests",
      dependencies: ["Import", "Audit", "Engine", "History", "Documents", "Workload"],
      resources: [.copy("Fixtures")], swiftSettings: strict),
    .testTarget(
      name: "LiveTests",
      dependencies: [
        "Live", "Engine", "History", "Audit", "Documents", "Workload", "TestScenarios",
      ],
      resources: [.copy("Fixtures")], swiftSettings: strict),
    .testTarget(
      name: "TUITests",
      dependencies: [
        "TUI", "Documents", "Engine", "History", "Audit", "Workload", "TestScenarios",
      ],
      resources: [.copy("Golden")], swiftSettings: strict),
    .testTarget(
      name: "EndToEndTests",
      dependencies: ["gswarm-sim", "Engine", "Workload", "TestScenarios"], swiftSettings: strict),
  ]
)
