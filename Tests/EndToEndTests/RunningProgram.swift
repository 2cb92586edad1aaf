import Foundation
import Testing

/// A program that goes on while a test does other things.
final class RunningProgram {
  let process = Process()
  private let folder: TemporaryFolder
  private let name: String
  private let watch: DeathWatch

  init(
    _ arguments: [String], in folder: TemporaryFolder, writingTo name: String,
    errorsTo errors: String? = nil, environment: [String: String] = [:],
    path: String = Program.path
  ) throws {
    self.folder = folder
    self.name = name
    try folder.write("", to: name)
    process.executableURL = URL(filePath: path)
    process.arguments = arguments
    process.currentDirectoryURL = folder.url
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = try FileHandle(forWritingTo: folder.url.appending(path: name))
    process.standardError = FileHandle.nullDevice
    if let errors {
      try folder.write("", to: errors)
      process.standardError = try FileHandle(forWritingTo: folder.url.appending(path: errors))
    }
    process.environment = ProcessInfo.processInfo.environment.merging(environment) { $1 }
    try process.run()
    watch = try DeathWatch("kill -KILL \(process.processIdentifier)")
  }

  deinit {
    watch.callOff()
    if process.isRunning { kill(process.processIdentifier, SIGKILL) }
  }

  /// Waits until the output has a text, and returns all of it.
  func output(with text: String) throws -> String {
    let deadline = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < deadline, process.isRunning {
      let output = try folder.read(name)
      if output.contains(text) { return output }
      usleep(5_000)
    }
    return try folder.read(name)
  }

  /// Presses Ctrl-C and waits for the end.
  func interrupt() -> Int32 {
    process.interrupt()
    process.waitUntilExit()
    return process.terminationStatus
  }

  /// An emulator of the tour's machine, and where it listens.
  static func emulator(
    timeScale: String, in folder: TemporaryFolder
  ) throws -> (program: RunningProgram, address: String) {
    let program = try RunningProgram(
      ["emulate", "--sample", "tour", "--port", "0", "--time-scale", timeScale], in: folder,
      writingTo: "emulator.txt")
    let output = try program.output(with: "Ctrl-C")
    let address = try #require(output.firstMatch(of: #/http://[0-9.]+:\d+/#)).output
    return (program, String(address))
  }
}
