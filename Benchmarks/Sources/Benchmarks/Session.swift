import Foundation

/// A program in a pseudo-terminal of its own.
final class Session {
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

  /// Sends keys; returns the number of bytes that the program writes until it is quiet.
  func press(_ keys: String) throws -> Int {
    try terminal.write(contentsOf: Data(keys.utf8))
    var (count, patience) = (0, Self.patience)
    while true {
      var look = pollfd(fd: terminal.fileDescriptor, events: Int16(POLLIN), revents: 0)
      guard poll(&look, 1, patience) > 0 else { return count }
      count += terminal.availableData.count
      patience = Self.quiet
    }
  }

  /// The milliseconds to wait for the first byte, and for the next one.
  private static let patience: Int32 = 300
  private static let quiet: Int32 = 40

  deinit {
    process.terminate()
    process.waitUntilExit()
  }
}
