import Foundation
import Testing

private let configuration = """
  models:
    llm7b:
      {name: Llama-7B, memory_gb: 14.0, gpus_required: 1, load_time_seconds: 30.0,
       inference_time_mean: 8, inference_time_std: 1}
  workflows:
    chat: {nodes: [{id: generate, model: llm7b, inputs: [prompt], outputs: [text]}]}

  """

/// Output files whichever way the program ends.
@Suite(.timeLimit(.minutes(10))) struct OutputTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(configuration, to: "system_config.yaml")
  }

  /// Requests that take far longer to write than any test waits.
  private static let endless = ["generate", "--requests", "50000000", "--rate", "1"]

  private var partials: [String] { folder.names.filter { $0.hasSuffix(".partial") } }

  private func size(of name: String) -> Int {
    var info = stat()
    return stat(folder.url.appending(path: name).path, &info) == 0 ? Int(info.st_size) : 0
  }

  /// Waits until a condition holds; false if it does not within a minute.
  private func wait(until condition: () -> Bool) -> Bool {
    let deadline = ContinuousClock.now + .seconds(60)
    while ContinuousClock.now < deadline {
      if condition() { return true }
      usleep(2_000)
    }
    return false
  }

  private func endlessRun() throws -> RunningProgram {
    let run = try RunningProgram(
      Self.endless + ["--output", "r.json"], in: folder, writingTo: ".stdout")
    #expect(wait { partials.contains { size(of: $0) > 0 } })
    return run
  }

  @Test(arguments: [SIGINT, SIGTERM, SIGHUP])
  func `a signal that asks to end leaves no file behind`(_ signal: Int32) throws {
    let run = try endlessRun()
    kill(run.process.processIdentifier, signal)
    run.process.waitUntilExit()
    #expect(run.process.terminationReason == .exit && run.process.terminationStatus == 130)
    #expect(folder.names == ["system_config.yaml"])
  }

  @Test func `what a killed run leaves behind the next one removes`() throws {
    let run = try endlessRun()
    kill(run.process.processIdentifier, SIGKILL)
    run.process.waitUntilExit()
    #expect(partials.count == 1)
    let next = try Program.run("generate", "--requests", "2", "--output", "s.yaml", in: folder)
    #expect(next.status == 0)
    #expect(folder.names == ["s.yaml", "system_config.yaml"])
  }

  @Test func `what a running one writes the next one leaves alone`() throws {
    let run = try endlessRun()
    let next = try Program.run("generate", "--requests", "2", "--output", "s.yaml", in: folder)
    #expect(next.status == 0 && partials.count == 1)
    #expect(run.interrupt() == 130)
    #expect(folder.names == ["s.yaml", "system_config.yaml"])
  }

  /// Runs the program from a shell that first does something.
  private func shell(_ script: String) throws -> (status: Int32, errors: String) {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", script, Program.path]
    process.currentDirectoryURL = folder.url
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    try folder.write("", to: ".stderr")
    process.standardError = try FileHandle(forWritingTo: folder.url.appending(path: ".stderr"))
    try process.run()
    process.waitUntilExit()
    return (process.terminationStatus, try folder.read(".stderr"))
  }

  @Test func `beyond the largest file the run ends with a sentence and without a file`() throws {
    let run = try shell(
      "ulimit -f 100; \"$0\" \(Self.endless.joined(separator: " ")) --output r.json")
    #expect(run.status == 73)
    #expect(run.errors.hasSuffix("r.json: File too large\n"))
    #expect(folder.names == ["system_config.yaml"])
  }

  @Test func `a signal that was ignored at the beginning stays ignored`() throws {
    let script = URL(filePath: "/bin/sh")
    let process = Process()
    process.executableURL = script
    process.arguments =
      ["-c", "trap '' HUP INT; exec \"$0\" \"$@\"", Program.path] + Self.endless
      + ["--output", "r.json"]
    process.currentDirectoryURL = folder.url
    process.standardError = FileHandle.nullDevice
    try process.run()
    defer { if process.isRunning { kill(process.processIdentifier, SIGKILL) } }
    #expect(wait { partials.contains { size(of: $0) > 0 } })
    for signal in [SIGHUP, SIGINT] {
      kill(process.processIdentifier, signal)
      let before = size(of: partials.first ?? "")
      #expect(wait { size(of: partials.first ?? "") > before + 1_000_000 })
    }
    kill(process.processIdentifier, SIGTERM)
    process.waitUntilExit()
    #expect(process.terminationStatus == 130)
    #expect(folder.names == ["system_config.yaml"])
  }

  @Test func `generate writes to a device, and to standard output by its path`() throws {
    let full = try Program.run("generate", "--format", "json", "--output", "/dev/full", in: folder)
    #expect(full.status == 73)
    #expect(full.errors == "error: cannot write /dev/full: No space left on device\n")
    var info = stat()
    #expect(stat("/dev/full", &info) == 0 && info.st_mode & S_IFMT == S_IFCHR)
    let made = try Program.run(
      "generate", "--requests", "3", "--format", "json", "--output", "/dev/stdout", in: folder)
    #expect(made.status == 0 && made.output.contains("req_3"))
    #expect(folder.names == ["system_config.yaml"])
  }

  @Test func `a run writes through symbolic links and keeps the modes of its logs`() throws {
    let path = folder.url.path
    try FileManager.default.createDirectory(
      atPath: "\(path)/elsewhere", withIntermediateDirectories: false)
    try folder.write("old", to: "elsewhere/log")
    chmod("\(path)/elsewhere/log", 0o600)
    symlink("elsewhere/log", "\(path)/baseline_scheduler.log")
    let run = try Program.run("run", "--sample", "tour", "--quiet", in: folder)
    #expect(run.status == 0)
    #expect(try folder.read("elsewhere/log").contains("Simulation completed"))
    var info = stat()
    #expect(lstat("\(path)/baseline_scheduler.log", &info) == 0)
    #expect(info.st_mode & S_IFMT == S_IFLNK)
    #expect(stat("\(path)/elsewhere/log", &info) == 0 && info.st_mode & 0o777 == 0o600)
  }
}
