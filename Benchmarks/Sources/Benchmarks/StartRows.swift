import Foundation

/// From the start of the program to its first screen, in a terminal, against `--version`.
enum StartRows {
  private static let name = "first frame of the tour, from the start"
  private static let program = ".build/release/gswarm-sim"

  static func measure(_ report: inout Report) throws {
    guard report.wants(name) else { return }
    guard FileManager.default.isExecutableFile(atPath: program) else {
      FileHandle.standardError.write(Data("\(program) is missing: no row for \(name)\n".utf8))
      return
    }
    // Ending the programs is no part of what is measured.
    var open: [Session] = []
    func start(_ arguments: String..., until text: String) throws {
      let session = try Session(program, arguments)
      open.append(session)
      try session.wait(for: text)
    }
    try report.row(
      name, bound: "--version", rounds: 21, prepare: { open.removeAll() },
      work: { try start("--sample", "tour", until: "Ready queue") },
      against: { try start("--version", until: ".") })
  }
}
