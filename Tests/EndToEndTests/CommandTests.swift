import Foundation
import Testing

private let samples = [
  "tour", "pipeline", "churn", "fragmentation", "burst", "studio", "starvation", "blocking",
  "convoy",
  "chains", "tide",
]

private let configuration = """
  models:
    llm7b: {name: Llama-7B, memory_gb: 14.0, gpus_required: 1, load_time_seconds: 30.0}
    big: {name: Big, memory_gb: 90.0, gpus_required: 4, load_time_seconds: 60.0}
  workflows:
    text_generation:
      name: Text generation
      nodes: [{id: generate, model: llm7b, inputs: [user_prompt], outputs: [text]}]
    both:
      name: Both
      nodes: [{id: generate, model: llm7b, outputs: [text]}, {id: judge, model: big, inputs: [text]}]
      edges: [{from: generate, to: judge}]

  """

private let requests = """
  requests:
    - request_id: req_001
      timestamp: "2024-01-01T10:00:00"
      workflow_id: text_generation
      input_data: {user_prompt: Hello}
      node_execution_times: {generate: 8.5}

  """

@Suite(.timeLimit(.minutes(10))) struct CommandTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(configuration, to: "system_config.yaml")
    try folder.write(requests, to: "workflow_requests.yaml")
  }

  @Test func `run prints the events and the metrics and writes both logs`() throws {
    let run = try Program.run("run", "--gpus", "4", in: folder)
    #expect(run.status == 0)
    #expect(
      run.output.hasPrefix(
        """
        [0.00s] Processing request req_001 (workflow: text_generation)
        [0.00s] Scheduling model switch on GPU(s) [0] from None to llm7b (switch time: 30.00s)
        [0.00s] Scheduled node generate of request req_001 on GPU(s) [0] (start: 30.00s, end: 38.50s)
        [38.50s] Completed node generate of request req_001 on GPU(s) [0]
        [38.50s] Request req_001 completed
        Simulation completed at time 38.50s
        EXECUTION METRICS

        """))
    #expect(run.errors.isEmpty)
    let stamp = #/^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d - /#.anchorsMatchLineEndings()
    let log = try folder.read("baseline_scheduler.log")
    #expect(log.replacing(stamp, with: "") == run.output)
    #expect(
      log.matches(of: stamp).count == run.output.split(
        separator: "\n", omittingEmptySubsequences: false
      ).count - 1)
    #expect(folder.names.contains("baseline_execution_log.json"))
  }

  @Test func `quiet prints the metrics block alone, and json the summary alone`() throws {
    let quiet = try Program.run("run", "--gpus", "1", "--quiet", in: folder)
    #expect(quiet.output.hasPrefix("EXECUTION METRICS\n"))
    let json = try Program.run("run", "--gpus", "1", "--json", in: folder)
    let summary = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
    #expect(summary?["makespan"] as? Double == 38.5)
  }

  @Test func `the same input gives the same bytes`() throws {
    let logs = try (0..<2).map { _ in
      _ = try Program.run("run", "--sample", "tour", in: folder)
      return try folder.read("baseline_execution_log.json")
    }
    #expect(logs[0] == logs[1])
  }

  @Test func `without a number of GPUs run asks for it and writes nothing`() throws {
    let run = try Program.run("run", in: folder)
    #expect(run.status == 64)
    #expect(
      run.errors == "error: how many GPUs? Give --gpus, or hardware.gpus in the configuration\n")
    #expect(folder.names == ["system_config.yaml", "workflow_requests.yaml"])
  }

  @Test func `a mistyped file name gets a suggestion`() throws {
    let run = try Program.run("run", "--gpus", "1", "--config", "sytem_config.yaml", in: folder)
    #expect(run.status == 66)
    #expect(run.errors.contains("did you mean system_config.yaml?"))
    #expect(run.output.isEmpty)
  }

  @Test func `bad data gets the place and a caret, and nothing is written`() throws {
    try folder.write(
      configuration.replacing("from: generate", with: "from: text"), to: "system_config.yaml")
    let run = try Program.run("run", "--gpus", "4", in: folder)
    #expect(run.status == 65)
    #expect(run.errors.contains("system_config.yaml:11:20: error: an edge of workflow both names"))
    #expect(run.errors.contains("text is an output of node generate: did you mean generate?"))
    #expect(folder.names == ["system_config.yaml", "workflow_requests.yaml"])
  }

  @Test func `stranded nodes are warned of, named, and give status 3`() throws {
    try folder.write(
      requests.replacing("text_generation", with: "both"), to: "workflow_requests.yaml")
    let run = try Program.run("run", "--gpus", "2", "--quiet", in: folder)
    #expect(run.status == 3)
    #expect(run.errors.contains("warning: model big needs 4 GPUs but there are 2"))
    #expect(run.output.contains("req_001/judge: model big needs 4 GPUs in a row, there are 2"))
  }

  @Test func `a folder that cannot be made gives status 73`() throws {
    let run = try Program.run(
      "run", "--gpus", "4", "--output", "system_config.yaml/x", in: folder)
    #expect(run.status == 73)
    #expect(run.errors.hasPrefix("error: cannot write system_config.yaml/x: "))
  }

  @Test func `wrong usage gives status 64`() throws {
    for arguments in [
      ["run", "--gpus", "0"], ["run", "--mode", "sometimes"], ["check", "--config", "x"],
    ] {
      let run = try Program.run(arguments[0], arguments[1], arguments[2], in: folder)
      #expect(run.status == 64, "\(arguments)")
    }
  }

  @Test func `no requests is a valid run`() throws {
    try folder.write("requests: []\n", to: "workflow_requests.yaml")
    let run = try Program.run("run", "--gpus", "2", "--json", "--output", ".", in: folder)
    #expect(run.status == 0)
    #expect(run.errors.hasSuffix("\nwarning: workflow_requests.yaml has no requests\n"))
    #expect(run.output.contains("\"makespan\": 0.0"))
    #expect(try Program.run("check", "--quiet", in: folder).status == 0)
  }

  @Test(arguments: samples, ["offline", "online"])
  func `check accepts what run writes, under both rules`(_ sample: String, _ mode: String) throws {
    for rules in ["standard", "gswarm"] {
      let run = try Program.run(
        "run", "--sample", sample, "--mode", mode, "--rules", rules, "--quiet", in: folder)
      #expect(run.status == 0, "\(run.errors)")
      let check = try Program.run("check", "--sample", sample, "--quiet", in: folder)
      #expect(check.status == 0, "\(check.output)")
    }
  }

  @Test func `check rejects a log in which a time was changed, and saves the report`() throws {
    _ = try Program.run("run", "--sample", "churn", in: folder)
    let log = try folder.read("baseline_execution_log.json")
    let field = try #require(log.firstMatch(of: #/"start_time": ([0-9.]+)/#))
    let later = try #require(Double(field.1)) + 0.25
    try folder.write(log.replacing(field.0, with: "\"start_time\": \(later)"), to: "broken.json")
    let check = try Program.run("check", "broken.json", "--save-report", in: folder)
    #expect(check.status == 1)
    #expect(check.output.contains("end − start is"))
    #expect(try folder.read("broken_conflicts_report.json").contains("\"rule\": \"duration\""))
  }

  @Test func `check of what is not a log gives status 65, and of nothing 66`() throws {
    try folder.write("[1, 2", to: "broken.json")
    #expect(try Program.run("check", "broken.json", in: folder).status == 65)
    #expect(try Program.run("check", "none.json", in: folder).status == 66)
  }

  @Test func `without a terminal the screen names run and gives status 69`() throws {
    let run = try Program.run("tui", "--gpus", "1", in: folder)
    #expect(run.status == 69)
    #expect(run.errors.contains("gswarm-sim run"))
  }

  @Test(arguments: ["txt", "ansi", "svg"])
  func `a scripted screen is written in each format`(_ format: String) throws {
    let run = try Program.run(
      "tui", "--sample", "churn", "--script", "5.?", "--dump", "screen.\(format)", in: folder)
    #expect(run.status == 0)
    #expect(try folder.read("screen.\(format)").contains("Keys"))
  }

  @Test func `a file cannot move the cursor`() throws {
    try folder.write(
      requests.replacing("req_001", with: "\"evil\\e[2J\\u202E\""), to: "workflow_requests.yaml")
    let run = try Program.run("run", "--gpus", "1", in: folder)
    #expect(run.status == 0)
    let printed = run.output + run.errors + (try folder.read("baseline_execution_log.json"))
    #expect(!printed.unicodeScalars.contains("\u{1B}"))
    #expect(!run.output.unicodeScalars.contains("\u{202E}"))
    #expect(run.output.contains("evil␛[2J\u{FFFD}"))
  }

  @Test func `the version has a point in it`() throws {
    #expect(try Program.run("--version", in: folder).output.contains("."))
  }

  @Test func `the user's configuration changes the list of keys, but no scripted screen`() throws {
    let own = folder.url.appending(path: "gswarm-sim")
    try FileManager.default.createDirectory(at: own, withIntermediateDirectories: true)
    try folder.write("theme: day\npanes: []\nkeys: {help: U}\n", to: "gswarm-sim/config.yaml")
    let environment = ["XDG_CONFIG_HOME": folder.url.path]
    let keys = try Program.run("tui", "--list-keys", in: folder, environment: environment)
    #expect(keys.status == 0)
    #expect(keys.errors.isEmpty)
    #expect(keys.output.contains("| `U` "))
    #expect(!keys.output.contains("`?`"))
    let script = ["tui", "--sample", "tour", "--script", "5."]
    let screens = try [[:], environment].map {
      try Program.run(
        script[0], script[1], script[2], script[3], script[4], in: folder, environment: $0)
    }
    #expect(screens[0].output == screens[1].output)
    #expect(screens[1].errors.isEmpty)
  }
}
