import Foundation
import FoundationNetworking
import Testing

/// The ends of live runs: exit statuses, signals, full and forbidden folders, few files.
@Suite(.serialized, .timeLimit(.minutes(10))) struct LiveEndTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// The tour as a live run, with a folder of its own for its state.
  private func arguments(_ address: String, _ more: String...) -> [String] {
    ["run", "--sample", "tour", "--gpus", "4", "--simulate", "true", "--server", address] + more
  }

  private var environment: [String: String] {
    ["XDG_STATE_HOME": folder.url.appending(path: "state").path]
  }

  private func instances(at address: String) throws -> String {
    let url = try #require(URL(string: address + "/standalone/status"))
    return String(decoding: try Data(contentsOf: url), as: UTF8.self)
  }

  private func emulator(
    _ timeScale: String, _ more: String...
  ) throws -> (RunningProgram, String) {
    let program = try RunningProgram(
      ["emulate", "--sample", "tour", "--port", "0", "--time-scale", timeScale] + more,
      in: folder, writingTo: "emulator.txt")
    let output = try program.output(with: "Ctrl-C")
    let address = try #require(output.firstMatch(of: #/http://[0-9.]+:\d+/#)).output
    return (program, String(address))
  }

  @Test func `calls that fell back give 4, and a run without any answer gives 69`() throws {
    // A node that falls back really waits.
    let requests = (1...20).map {
      """
        - request_id: r\($0)
          workflow_id: chat
          node_execution_times: {recall: 0.01, answer: 0.01, suggest: 0.01}
      """
    }
    try folder.write("requests:\n" + requests.joined(separator: "\n") + "\n", to: "few.yaml")
    for (rate, status) in [("0.5", Int32(4)), ("1", 69)] {
      let (emulator, address) = try emulator("500", "--fail-rate", rate)
      let run = try Program.run(
        arguments(address, "--quiet", "--requests", "few.yaml"), in: folder,
        environment: environment)
      #expect(run.status == status, "\(run.errors)")
      #expect(run.output.contains("fell back to their estimated times"))
      #expect(run.errors.contains("the server answered no call") == (status == 69))
      #expect(emulator.interrupt() == 0)
    }
  }

  @Test(arguments: [[SIGHUP, SIGHUP], [SIGHUP, SIGHUP, SIGHUP], [SIGTERM, SIGHUP], [SIGINT]])
  func `signals end a run within 8 s, with its log and without instances`(
    _ signals: [Int32]
  ) throws {
    let (emulator, address) = try emulator("5")
    let run = try RunningProgram(
      arguments(address), in: folder, writingTo: "run.txt", environment: environment)
    _ = try run.output(with: "Completed node")
    let begin = ContinuousClock.now
    for signal in signals {
      kill(run.process.processIdentifier, signal)
      usleep(2_000)
    }
    run.process.waitUntilExit()
    #expect(run.process.terminationStatus == 130)
    #expect(ContinuousClock.now - begin < .seconds(8))
    #expect(try folder.read("baseline_execution_log.json").contains("\"interrupted\": true"))
    #expect(try !instances(at: address).contains("\"instance_id\""))
    #expect(journals.isEmpty)
    #expect(emulator.interrupt() == 0)
  }

  private var journals: [String] {
    let path = folder.url.appending(path: "state/gswarm-sim/instances").path
    return (try? FileManager.default.contentsOfDirectory(atPath: path)) ?? []
  }

  @Test func `what a killed run leaves is removed by the next one`() throws {
    let (emulator, address) = try emulator("5")
    let run = try RunningProgram(
      arguments(address), in: folder, writingTo: "run.txt", environment: environment)
    _ = try run.output(with: "Completed node")
    kill(run.process.processIdentifier, SIGKILL)
    run.process.waitUntilExit()
    let journal = try folder.read("state/gswarm-sim/instances/\(try #require(journals.first))")
    let left = journal.split(separator: "\n").compactMap { line in
      line.firstMatch(of: #/^\+\t([a-z0-9]{6})\t/#).map { String($0.1) }
    }
    let before = try instances(at: address)
    #expect(!left.isEmpty)
    let next = try RunningProgram(
      arguments(address), in: folder, writingTo: "next.txt", errorsTo: "errors.txt",
      environment: environment)
    _ = try next.output(with: "Completed node")
    #expect(next.interrupt() == 130)
    #expect(
      try folder.read("errors.txt").contains("removed what a killed run had left on the server"))
    let after = try instances(at: address)
    for name in left where before.contains("\"\(name)\"") {
      #expect(!after.contains("\"\(name)\""))
    }
    #expect(journals.isEmpty)
    #expect(emulator.interrupt() == 0)
  }

  @Test func `a folder that cannot be written is found out before the run`() throws {
    let (emulator, address) = try emulator("500")
    try folder.write("", to: "file")
    for output in ["file", "file/below", "/proc/none", "/dev/null"] {
      let run = try Program.run(
        arguments(address, "--output", output), in: folder, environment: environment)
      #expect(run.status == 73, "\(output): \(run.errors)")
      #expect(run.output.isEmpty)
    }
    #expect(folder.names == ["emulator.txt", "file"])
    #expect(emulator.interrupt() == 0)
  }

  @Test func `logs that cannot be written at the end are kept elsewhere`() throws {
    let (emulator, address) = try emulator("500")
    let script = """
      mkdir out tmp; mkdir out/baseline_scheduler.log
      TMPDIR=$PWD/tmp "$0" \(arguments(address, "--output", "out", "--quiet").joined(separator: " "))
      """
    let run = try Program.shell(script, in: folder)
    #expect(run.status == 73, "\(run.errors)")
    let refuge = try #require(run.errors.firstMatch(of: #/the logs are in (\S+) instead/#)).1
    let log = try String(contentsOfFile: "\(refuge)/baseline_execution_log.json", encoding: .utf8)
    #expect(log.contains("\"estimate_source\": \"measured\""))
    #expect(emulator.interrupt() == 0)
  }

  @Test func `more GPUs than files may be open are no more than a warning`() throws {
    let (emulator, address) = try emulator("500", "--gpus", "1300")
    let many = try Program.shell(
      "ulimit -n 96; exec \"$0\" run --sample tour --gpus 1300 --simulate true --quiet "
        + "--server \(address)", in: folder)
    #expect(many.status == 0, "\(many.errors)")
    #expect(many.errors.contains("connections at a time"))
    #expect(emulator.interrupt() == 0)
  }

  @Test func `a simulation takes the server's estimates, and check accepts its log`() throws {
    let (emulator, address) = try emulator("500")
    let run = try Program.run(
      "run", "--sample", "tour", "--gpus", "4", "--estimates", "server", "--server", address,
      "--quiet", in: folder)
    #expect(run.status == 0, "\(run.errors)")
    let log = try folder.read("baseline_execution_log.json")
    #expect(log.contains("\"estimate_source\": \"server\""))
    let check = try Program.run("check", "--sample", "tour", "--quiet", in: folder)
    #expect(check.output.hasPrefix("PASS"), "\(check.output)")
    #expect(emulator.interrupt() == 0)
  }

  @Test func `options that cannot go together give 64`() throws {
    for options in [
      ["--estimates", "server", "--backend", "openai"],
      ["--simulate", "true", "--device", "cpu", "--backend", "openai"],
      ["--load", "2"], ["--set-up-timeout", "5", "--estimates", "server"], ["--device", "cpu"],
      ["--simulate", "true", "--device", "tpu"],
    ] {
      let run = try Program.run(["run", "--sample", "tour"] + options, in: folder)
      #expect(run.status == 64, "\(options): \(run.errors)")
    }
  }
}
