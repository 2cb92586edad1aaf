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

/// A program in a pseudo-terminal of its own.
private final class Session {
  private let process = Process()
  private let terminal: FileHandle

  init(_ program: String, _ arguments: [String]) throws {
    var (ours, its): (Int32, Int32) = (-1, -1)
    var size = winsize(ws_row: 60, ws_col: 200, ws_xpixel: 0, ws_ypixel: 0)
    guard openpty(&ours, &its, nil, nil, &size) == 0 else { throw POSIXError(.ENOTTY) }
    terminal = FileHandle(fileDescriptor: ours, closeOnDealloc: true)
    let side = FileHandle(fileDescriptor: its, closeOnDealloc: true)
    process.executableURL = URL(filePath: program)
    process.arguments = arguments
    process.environment = ProcessInfo.processInfo.environment.merging(
      ["TERM": "xterm-256color", "LC_ALL": "C.UTF-8"]) { $1 }
    process.standardInput = side
    process.standardOutput = side
    process.standardError = side
    try process.run()
  }

  /// Reads what the program writes until a text is there.
  func wait(for text: String) throws {
    var written = Data()
    let wanted = Data(text.utf8)
    while written.range(of: wanted) == nil {
      let part = terminal.availableData
      guard !part.isEmpty else { throw POSIXError(.EPIPE) }
      written += part
    }
  }

  deinit {
    process.terminate()
    process.waitUntilExit()
  }
}
