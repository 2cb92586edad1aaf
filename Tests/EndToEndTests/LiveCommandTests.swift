import Foundation
import Testing

@Suite(.timeLimit(.minutes(10))) struct LiveCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func emulator(timeScale: String) throws -> (program: RunningProgram, address: String) {
    try RunningProgram.emulator(timeScale: timeScale, in: folder)
  }

  @Test func `emulate, run and check are three commands to a live run`() throws {
    let (emulator, address) = try emulator(timeScale: "200")
    let run = try Program.run(
      "run", "--sample", "tour", "--gpus", "4", "--simulate", "true", "--server", address,
      in: folder)
    #expect(run.status == 0, "\(run.errors)")
    #expect(run.output.hasPrefix("[0.00s] Processing request rag_01 (workflow: rag)\n"))
    #expect(run.output.contains("\nSimulation completed at time "))
    #expect(run.output.contains("\nPredicted against measured"))
    #expect(!run.output.contains("fell back"))
    let check = try Program.run("check", "--sample", "tour", "--quiet", in: folder)
    #expect(check.output == "PASS: baseline_execution_log.json: 172 executions, 0 violations\n")
    let log = try folder.read("baseline_execution_log.json")
    #expect(log.contains("\"simulate\": true") && log.contains("\"fallbacks\": 0"))
    #expect(log.contains("\"estimate_source\": \"measured\""))
    let full = try Program.run(
      "tui", "--log", "baseline_execution_log.json", "--sample", "tour", "--script", "500.",
      in: folder)
    #expect(full.status == 0 && full.output.contains("40/40 requests"), "\(full.errors)")
    let screen = try Program.run(
      "tui", "--log", "baseline_execution_log.json", "--script", "500.", in: folder)
    #expect(screen.status == 0 && screen.output.contains("40/40 requests"), "\(screen.errors)")
    #expect(emulator.interrupt() == 0)
  }

  @Test func `a proxy is not asked for this machine`() throws {
    let (emulator, address) = try emulator(timeScale: "200")
    let run = try Program.run(
      "run", "--sample", "tour", "--gpus", "4", "--simulate", "true", "--server", address,
      in: folder,
      environment: ["http_proxy": "http://127.0.0.1:1", "all_proxy": "http://127.0.0.1:1"])
    #expect(run.status == 0 && !run.output.contains("fell back"), "\(run.errors)")
    #expect(emulator.interrupt() == 0)
  }

  @Test func `without a server there is one sentence, and nothing is written`() throws {
    let run = try Program.run(
      "run", "--sample", "tour", "--simulate", "true", "--server", "http://127.0.0.1:1",
      "--output", "out", in: folder)
    #expect(run.status == 69)
    #expect(run.output.isEmpty)
    #expect(
      run.errors == "error: there is no model server at http://127.0.0.1:1: no connection to the "
        + "server (Connection refused)\n")
    #expect(folder.names.isEmpty)
  }

  @Test func `Ctrl-C ends a live run with status 130, and its log says so`() throws {
    let (emulator, address) = try emulator(timeScale: "5")
    let run = try RunningProgram(
      ["run", "--sample", "tour", "--gpus", "4", "--simulate", "true", "--server", address],
      in: folder, writingTo: "run.txt")
    _ = try run.output(with: "Completed node")
    #expect(run.interrupt() == 130)
    #expect(try folder.read("baseline_execution_log.json").contains("\"interrupted\": true"))
    let check = try Program.run("check", "--sample", "tour", "--quiet", in: folder)
    #expect(check.output.hasPrefix("PASS"))
    let screen = try Program.run(
      "tui", "--log", "baseline_execution_log.json", "--sample", "tour", "--script", "500.",
      in: folder)
    #expect(screen.status == 0 && screen.output.contains("0/40 requests"), "\(screen.output)")
    #expect(emulator.interrupt() == 0)
  }

  @Test func `a port that is taken gives status 69`() throws {
    let (emulator, address) = try emulator(timeScale: "1")
    let port = try #require(address.split(separator: ":").last)
    let second = try Program.run(
      "emulate", "--sample", "tour", "--port", String(port), in: folder)
    #expect(second.status == 69)
    #expect(second.errors == "error: cannot listen on port \(port): Address already in use\n")
    #expect(emulator.interrupt() == 0)
  }

  @Test func `a log that breaks rules is not shown`() throws {
    _ = try Program.run("run", "--sample", "pipeline", "--quiet", in: folder)
    let log = try folder.read("baseline_execution_log.json")
    let field = try #require(log.firstMatch(of: #/"start_time": [0-9.]+/#))
    try folder.write(log.replacing(field.output, with: "\"start_time\": 0.25"), to: "broken.json")
    let screen = try Program.run("tui", "--log", "broken.json", "--script", ".", in: folder)
    #expect(screen.status == 65)
    #expect(screen.errors.contains("gswarm-sim check names all"))
    let none = try Program.run("tui", "--log", "none.json", "--script", ".", in: folder)
    #expect(none.status == 66)
  }

  @Test func `wrong options of live runs give status 64`() throws {
    for (option, value) in [
      ("--server", "ftp://localhost"), ("--time-scale", "0"), ("--timeout", "-1"),
      ("--api-key-env", "GSWARM_SIM_NO_SUCH_KEY"), ("--backend", "x"),
    ] {
      let run = try Program.run(
        "run", "--sample", "tour", "--simulate", "true", option, value, in: folder)
      #expect(run.status == 64, "\(option)")
    }
  }
}
