import Foundation
import Workload

/// The whole program as a user runs it.
enum ProgramRows {
  private static let program = ".build/release/gswarm-sim"

  static func measure(_ report: inout Report) throws {
    let (run, version) = ("run --quiet, 200 k requests", "--version")
    guard report.wants(run) || report.wants(version),
      FileManager.default.isExecutableFile(atPath: program)
    else { return }
    try report.row(
      version, bound: "true", rounds: 21, work: { try start(program, "--version") },
      against: { try start("/bin/true") })
    guard report.wants(run) else { return }
    let folder = try WorkFolder()
    let requests = try folder.requests(200_000, .yaml)
    try report.row(
      run, bound: "reading the requests", rounds: 3,
      work: {
        try start(
          program, "run", "--quiet", "--config", folder.configuration, "--requests", requests,
          "--output", folder.path)
      }, against: { blackHole(try folder.load(requests)) })
    report.note("\(Memory.peakBytesOfChildren / 1_000_000) MB of memory at most")
  }

  private static func start(_ program: String, _ arguments: String...) throws {
    let process = Process()
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.standardOutput = FileHandle.nullDevice
    try process.run()
    process.waitUntilExit()
    guard process.terminationStatus == 0 else { throw POSIXError(.ECHILD) }
  }
}
