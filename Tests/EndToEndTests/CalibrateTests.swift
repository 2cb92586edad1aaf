import Foundation
import Testing

@Suite(.timeLimit(.minutes(10))) struct CalibrateTests {
  private let folder: TemporaryFolder

  /// A configuration, requests without times, and the log of their simulation, taken for a live run's.
  init() throws {
    folder = try TemporaryFolder()
    func configuration(_ time: Int, _ load: Int, _ overhead: Double) -> String {
      """
      hardware: {gpus: 2, switch_overhead_seconds: \(overhead)}
      models:
        a: {name: A, memory_gb: 8, gpus_required: 1, load_time_seconds: \(load), inference_time_mean: \(time)}
        b: {name: B, memory_gb: 24, gpus_required: 1, load_time_seconds: \(load), inference_time_mean: \(time)}
      workflows:
        w: {nodes: [{id: x, model: a}, {id: y, model: b}], edges: [{from: x, to: y}]}

      """
    }
    try folder.write(configuration(7, 3, 0.5), to: "true.yaml")
    try folder.write(configuration(2, 1, 2), to: "system_config.yaml")
    let requests = (0..<20).map { "  - {request_id: r\($0), workflow_id: w}\n" }.joined()
    try folder.write("requests:\n" + requests, to: "workflow_requests.yaml")
    _ = try Program.run("run", "--config", "true.yaml", "--output", ".", "--quiet", in: folder)
    let log = try folder.read("baseline_execution_log.json")
    try folder.write(
      log.replacing(#""simulate": false"#, with: #""simulate": true"#), to: "log.json")
  }

  @Test(arguments: ["c.yaml", "c.json"])
  func `a calibrated configuration predicts the run that it was fitted to`(file: String) throws {
    let done = try Program.run(
      "calibrate", "log.json", "--output", file, "--predict", "--holdout", "0.5", "--against",
      "log.json", in: folder)
    #expect(done.status == 0 && done.errors == "")
    #expect(done.output.contains("Measured in 1 run on 2 GPUs: 40 calls"))
    #expect(done.output.contains("Fitted to 50 % of the measurements"))
    let rows = done.output.split(separator: "\n").filter { $0.contains(" makespan ") }
    #expect(rows.count == 2 && rows.allSatisfy { $0.contains("+0.0 %") })
    func makespan(_ configuration: String) throws -> String? {
      let run = try Program.run("run", "--config", configuration, in: folder)
      return run.output.split(separator: "\n").first { $0.contains("Makespan") }.map(String.init)
    }
    #expect(try makespan(file) == makespan("true.yaml"))
    #expect(try makespan(file) != makespan("system_config.yaml"))
  }

  @Test func `a simulation's log is warned of, and a configuration may be replaced`() throws {
    let done = try Program.run(
      "calibrate", "baseline_execution_log.json", "--output", "system_config.yaml", "-q",
      in: folder)
    #expect(done.status == 0 && done.output == "")
    #expect(
      done.errors
        == "warning: baseline_execution_log.json is a simulation's: nothing in it was measured\n")
    let text = try folder.read("system_config.yaml")
    #expect(text.contains("inference_time_mean: 7  # 20 calls, 95 %: 6.998 to 7"))
  }

  @Test func `what cannot be calibrated is refused and nothing is written`() throws {
    let names = folder.names
    try folder.write("{}", to: "empty.json")
    let cases: [([String], Int32, String)] = [
      (["log.json", "--output", "c.txt"], 64, "--output must end in .yaml, .yml or .json"),
      (["log.json"], 64, "--output"), (["--output", "c.yaml"], 64, "logs"),
      (["nowhere.json", "--output", "c.yaml"], 66, "nowhere.json"),
      (["empty.json", "--output", "c.yaml"], 65, "executions"),
      (["log.json", "--output", "c.yaml", "--holdout", "2"], 64, "from 0 to 1"),
      (
        ["log.json", "--output", "c.yaml", "--requests", "r.yaml"], 64,
        "no effect without --predict"
      ),
      (
        ["log.json", "--output", "c.yaml", "--predict", "--sample", "tour"], 65,
        "not of these inputs"
      ),
      (["log.json", "--output", "log.json/c.yaml"], 73, "log.json"),
    ]
    for (arguments, status, words) in cases {
      let done = try Program.run(["calibrate"] + arguments, in: folder)
      #expect(done.status == status, "\(arguments)")
      #expect(done.errors.contains(words), "\(arguments): \(done.errors)")
    }
    #expect(folder.names == (names + ["empty.json"]).sorted())
  }
}
