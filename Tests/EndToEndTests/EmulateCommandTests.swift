import Foundation
import Testing

/// `emulate` as a program.
@Suite struct EmulateCommandTests {
  /// Asks for the health of a server, on a connection of its own.
  private func health(_ port: UInt16) -> String {
    let client = Process()
    let output = Pipe()
    client.executableURL = URL(filePath: "/usr/bin/env")
    client.arguments = [
      "bash", "-c",
      "exec 3<>/dev/tcp/127.0.0.1/\(port); "
        + "printf 'GET /health HTTP/1.0\\r\\n\\r\\n' >&3; timeout 20 cat <&3",
    ]
    client.standardOutput = output
    guard (try? client.run()) != nil else { return "" }
    let answer = String(decoding: output.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    client.waitUntilExit()
    return answer
  }

  @Test func `with 48 open files it goes on while 200 clients hold connections`() throws {
    let folder = try TemporaryFolder()
    try folder.write(
      "ulimit -n 48; exec '\(Program.path)' emulate --sample tour --port 0", to: "start.sh")
    let program = try RunningProgram(
      ["start.sh"], in: folder, writingTo: "emulator.txt", path: "/bin/sh")
    let output = try program.output(with: "Ctrl-C")
    let port = try #require(
      output.firstMatch(of: #/http://127.0.0.1:(\d+)/#).flatMap { UInt16($0.output.1) })
    let holders = Process()
    let ready = Pipe()
    holders.executableURL = URL(filePath: "/usr/bin/env")
    holders.arguments = [
      "bash", "-c",
      "for n in {10..209}; do eval \"exec $n<>/dev/tcp/127.0.0.1/\(port)\"; done; "
        + "echo ready; exec sleep 60",
    ]
    holders.standardOutput = ready
    holders.standardError = FileHandle.nullDevice
    try holders.run()
    _ = ready.fileHandleForReading.availableData
    for _ in 0..<5 { #expect(health(port).contains("healthy")) }
    holders.terminate()
    holders.waitUntilExit()
    program.process.terminate()
    program.process.waitUntilExit()
    #expect(program.process.terminationStatus == 0)
  }
}
