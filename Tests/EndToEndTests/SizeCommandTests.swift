import Foundation
import Testing

/// `size`, `--load`, `--expect` and `diff` on the command line.
@Suite(.timeLimit(.minutes(3))) struct SizeCommandTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func object(_ text: String) throws -> [String: Any] {
    try #require(try JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
  }

  // MARK: - size

  @Test func `size prints a row for each load and policy, and JSON of the exact shape`() throws {
    let words = [
      "size", "--sample", "churn", "--slo", "p95<150", "--slo", "switches<100", "--gpus", "1..6",
      "--load", "1,4", "--policies", "baseline,collate", "--price", "2.50",
    ]
    let table = try Program.run(words, in: folder)
    #expect(table.status == 0, "\(table.errors)")
    let lines = table.output.split(separator: "\n")
    #expect(
      lines[0].split(separator: " ").joined(separator: " ")
        == "policy load GPUs p95<150 switches<100 margin with fewer per hour per 1000 requests")
    #expect(table.output.contains("24 runs: all 6 numbers of GPUs"))
    let answer = try object(try Program.run(words + ["--json"], in: folder).output)
    #expect(answer["exhaustive"] as? Bool == true)
    let rows = try #require(answer["rows"] as? [[String: Any]])
    #expect(rows.map { $0["policy"] as? String } == ["baseline", "collate", "baseline", "collate"])
    #expect(rows.map { $0["load"] as? Double } == [1, 1, 4, 4])
    for row in rows {
      #expect(
        Set(row.keys)
          == [
            "policy", "load", "gpus", "also_hold", "margin", "one_fewer", "measures", "runs",
            "cost_per_hour", "cost_per_thousand_requests",
          ])
      #expect(row["runs"] as? Int == 6)
      let measures = try #require(row["measures"] as? [String: Any])
      #expect(measures["p95"] != nil && measures["switches"] != nil)
      if let gpus = row["gpus"] as? Int {
        #expect(row["cost_per_hour"] as? Double == 2.5 * Double(gpus))
      }
    }
    let csv = try Program.run(words + ["--csv"], in: folder).output.split(separator: "\n")
    #expect(csv.count == 5)
    let markdown = try Program.run(words + ["--markdown"], in: folder).output
    #expect(markdown.hasPrefix("| policy | load | GPUs |"))
  }

  @Test func `the answer of size is that of run with as many GPUs`() throws {
    let answer = try object(
      try Program.run(
        "size", "--sample", "tour", "--slo", "max<100", "--gpus", "1..8", "--load", "2", "--json",
        in: folder
      ).output)
    let row = try #require((answer["rows"] as? [[String: Any]])?.first)
    let gpus = try #require(row["gpus"] as? Int)
    func run(_ gpus: Int) throws -> Int32 {
      try Program.run(
        "run", "--sample", "tour", "--mode", "online", "--load", "2", "--gpus", "\(gpus)",
        "--expect", "max<100", "--json", in: folder
      ).status
    }
    for count in gpus...8 { #expect(try run(count) == 0, "\(count)") }
    if gpus > 1 { #expect(try run(gpus - 1) != 0) }
  }

  @Test func `with seeds the share is shown, and the plot is drawn`() throws {
    let words = [
      "size", "--sample", "churn", "--slo", "attain(60)>0.9", "--gpus", "1,2,4..6", "--seeds",
      "4", "--count", "30", "--rate", "0.2", "--confidence", "0.75",
    ]
    let table = try Program.run(words + ["--plot", "size.svg"], in: folder)
    #expect(table.status == 0, "\(table.errors)")
    #expect(table.output.contains("/4 ("))
    #expect(table.output.contains("20 runs: all 5 numbers of GPUs"))
    #expect(table.output == (try Program.run(words, in: folder)).output)
    let plot = try folder.read("size.svg")
    #expect(plot.contains("attain(60)") && plot.contains("GPUs") && plot.hasSuffix("</svg>\n"))
    let row = try #require(
      (try object(try Program.run(words + ["--json"], in: folder).output)["rows"]
        as? [[String: Any]])?.first)
    #expect(row["seeds"] as? Int == 4 && (row["seeds_passed_interval"] as? [Double])?.count == 2)
  }

  @Test(arguments: [
    ("size --sample churn", 64, "which service level? Give --slo"),
    ("size --sample churn --slo p59<3", 64, "no measure “p59”; did you mean p50?"),
    ("size --sample churn --slo p95", 64, "has no < or > and number"),
    ("size --sample churn --slo p95(chta)<3", 64, "no workflow “chta”"),
    ("size --sample churn --slo p95<3 --gpus 8..4", 64, "8..4 is empty"),
    ("size --sample churn --slo p95<3 --gpus 1...4", 64, "a decimal number"),
    ("size --sample churn --slo p95<3 --confidence 0.9", 64, "no effect without --seeds"),
    ("size --sample churn --slo p95<3 --json --csv", 64, "a table has one format"),
    ("size --sample churn --slo p95<3 --price -1", 64, "from 1e-9 to 1e9"),
    ("size --sample churn --slo p95<3 --open", 69, "standard output is not a terminal"),
    ("run --sample churn --load 2", 64, "--load has no effect offline"),
    ("explain --sample churn --request a --node b --load 2", 64, "add --mode online"),
    ("run --sample churn --mode online --load 0", 64, "from 1e-6 to 1e6"),
    ("run --sample churn --expect p95", 64, "has no < or > and number"),
    ("run --sample churn --expect p95(model=sdx)<3", 64, "no model “sdx”"),
    ("diff a.json", 64, "two runs are compared"),
    ("diff a.json --a --gups=3", 64, "Unknown option '--gups'"),
    ("diff a.json --a --load=3", 64, "--load has no effect offline"),
    ("diff a.json b.json", 66, "a.json"),
  ])
  func `what is wrong is told in a sentence`(line: String, status: Int32, text: String) throws {
    let run = try Program.run(line.split(separator: " ").map(String.init), in: folder)
    #expect(run.status == status, "\(line): \(run.status)")
    #expect(run.errors.contains(text), "\(run.errors)")
    #expect(run.output.isEmpty)
  }

  @Test(.enabled(if: Tmux.isInstalled))
  func `open shows the failing run at the moment that breaks the test`() throws {
    let terminal = try Tmux(120, 36)
    try terminal.type(
      "\(Program.path) size --sample tour --slo 'max<60' --gpus 1..8 --open", "Enter")
    // Some requests end before the moment, so it is not the beginning.
    _ = try terminal.wait { $0.contains("1 warning") && !$0.contains("t 00:00.00") }
  }

  @Test func `shards of size merge to the bytes of the whole, after a cut as well`() throws {
    let words = [
      "size", "--sample", "churn", "--slo", "p95<60", "--gpus", "1..5", "--load", "1,3",
      "--policies", "baseline,collate", "--seeds", "3", "--count", "20", "--rate", "0.2",
    ]
    for shard in 1...3 {
      let run = try Program.run(
        words + ["--shard", "\(shard)/3", "--output", "part-\(shard).json"], in: folder)
      #expect(run.status == 0 && run.output.isEmpty, "\(run.errors)")
    }
    // A line that was cut off, as by a kill.
    let part = try folder.read("part-2.json")
    try folder.write(String(part.dropLast(40)), to: "part-2.json")
    let again = try Program.run(
      words + ["--shard", "2/3", "--output", "part-2.json"], in: folder)
    #expect(again.status == 0)
    for form in [[], ["--json"], ["--csv"], ["--markdown"]] {
      let whole = try Program.run(words + ["--exhaustive"] + form, in: folder)
      let merged = try Program.run(
        ["merge", "part-3.json", "part-1.json", "part-2.json"] + form, in: folder)
      #expect(merged.status == 0 && merged.output == whole.output, "\(merged.errors)")
    }
    let missing = try Program.run("merge", "part-3.json", "part-1.json", in: folder)
    #expect(missing.status != 0 && missing.errors.contains("in no part"))
  }

  /// Two kinds, the second of half the speed, and a model of each size.
  private static let kinds = """
    hardware:
      gpus: [{kind: fast, count: 2, speed: 1.0}, {kind: slow, count: 2, speed: 0.5}]
    models:
      chat: {name: C, memory_gb: 10, gpus_required: 1, load_time_seconds: 1, inference_time_mean: 4}
    workflows:
      answer: {name: A, nodes: [{id: say, model: chat, outputs: [text]}]}

    """

  @Test func `mixtures that hold are listed by price, each better than the cheaper ones`() throws {
    try folder.write(Self.kinds, to: "c.yaml")
    let requests = (0..<30).map { number in
      "  - {request_id: r\(number), workflow_id: answer, "
        + "timestamp: \"2024-01-01T10:00:\(number < 10 ? "0" : "")\(number)\"}\n"
    }
    try folder.write("requests:\n" + requests.joined(), to: "r.yaml")
    let words = [
      "size", "--config", "c.yaml", "--requests", "r.yaml", "--slo", "max<15", "--gpus",
      "slow=0..6,fast=0..6",
    ]
    let priced = words + ["--price", "fast=2,slow=0.5"]
    let answer = try object(try Program.run(priced + ["--json"], in: folder).output)
    let rows = try #require(answer["rows"] as? [[String: Any]])
    let costs = rows.compactMap { $0["cost_per_hour"] as? Double }
    let margins = rows.compactMap { $0["margin"] as? Double }
    #expect(costs.count == rows.count && costs == costs.sorted() && margins == margins.sorted())
    #expect(Set(costs).count == costs.count && Set(margins).count == margins.count)
    for row in rows {
      let gpus = try #require(row["gpus"] as? [String: Int])
      #expect(
        row["cost_per_hour"] as? Double == 2 * Double(gpus["fast"] ?? 0) + 0.5
          * Double(gpus["slow"] ?? 0))
      #expect(row["runs"] as? Int == 48)
    }
    // Four seconds of work each second: what is cheaper than the first one does not do it.
    let first = try #require(rows.first?["gpus"] as? [String: Int])
    #expect(Double(first["fast"] ?? 0) + 0.5 * Double(first["slow"] ?? 0) > 2)
    let text = try Program.run(priced, in: folder)
    #expect(text.status == 0 && text.output.contains("48 runs: all 48 mixtures"))
    #expect(text.output.contains("fast=\(first["fast"] ?? 0),slow=\(first["slow"] ?? 0)"))
    for (wrong, sentence) in [
      ("fst=1..2", "there is no kind fst; did you mean fast?"),
      ("fast=1,2,fast=3", "like a100=1..8"),
    ] {
      let run = try Program.run(words.dropLast() + [wrong], in: folder)
      #expect(run.status == 64 && run.errors.contains(sentence), "\(run.errors)")
    }
    for shard in 1...2 {
      let run = try Program.run(
        priced + ["--shard", "\(shard)/2", "--output", "part-\(shard).json"], in: folder)
      #expect(run.status == 0, "\(run.errors)")
    }
    let merged = try Program.run("merge", "part-1.json", "part-2.json", in: folder)
    #expect(merged.output == text.output)
  }

  // MARK: - --load

  @Test func `a log of a faster run is valid and can be shown again`() throws {
    let inputs = ["--sample", "churn", "--gpus", "2", "--mode", "online"]
    for rules in ["standard", "gswarm"] {
      let run = try Program.run(
        ["run", "--load", "2.5", "--rules", rules, "--quiet"] + inputs, in: folder)
      #expect(run.status == 0, "\(run.errors)")
      let log = try folder.read("baseline_execution_log.json")
      #expect(log.contains("\"time_scale\": 2.5"))
      let check = try Program.run(
        "check", "baseline_execution_log.json", "--sample", "churn", in: folder)
      #expect(check.status == 0, "\(check.output)")
      try folder.write(
        log.replacing("\"time_scale\": 2.5", with: "\"time_scale\": 2"), to: "wrong.json")
      let wrong = try Program.run("check", "wrong.json", "--sample", "churn", in: folder)
      #expect(wrong.status == 1)
      let same = try Program.run(
        [
          "diff", "baseline_execution_log.json", "--b",
          (["--load", "2.5", "--rules", rules] + inputs).joined(separator: " "),
        ], in: folder)
      #expect(same.status == 0, "\(same.output)")
    }
    let slower = try Program.run(["run", "--quiet"] + inputs, in: folder)
    #expect(slower.status == 0)
    #expect(!(try folder.read("baseline_execution_log.json")).contains("time_scale"))
  }

  @Test func `the distances between arrivals are divided, the times of calls are not`() throws {
    func events(_ load: String) throws -> [Double] {
      let run = try Program.run(
        "run", "--sample", "tour", "--gpus", "8", "--mode", "online", "--load", load, "--output",
        "logs", in: folder)
      return run.output.split(separator: "\n").filter { $0.contains("Processing request") }
        .compactMap { Double($0.dropFirst().prefix { $0 != "s" }) }
    }
    let (usual, faster) = (try events("1"), try events("4"))
    #expect(usual.count == faster.count && usual.contains { $0 > 0 })
    for (a, b) in zip(usual, faster) { #expect(abs(a / 4 - b) < 0.006) }
    let screen = try Program.run(
      "tui", "--sample", "tour", "--mode", "online", "--load", "4", "--script", "G", in: folder)
    #expect(screen.status == 0, "\(screen.errors)")
    let page = try Program.run(
      "export", "jsonl", "--sample", "tour", "--mode", "online", "--load", "4", "--gpus", "8",
      "--output", "-", in: folder)
    #expect(page.status == 0, "\(page.errors)")
  }

  // MARK: - --expect

  @Test func `run and check say which test fails, by how much and because of what`() throws {
    let words = [
      "run", "--sample", "churn", "--gpus", "1", "--quiet", "--expect", "max<1", "--expect",
      "switches<1", "--expect", "makespan>0", "--expect", "unfinished<1",
    ]
    let run = try Program.run(words, in: folder)
    #expect(run.status == 1)
    #expect(run.output.contains("EXECUTION METRICS"))
    let lines = run.errors.split(separator: "\n").filter { $0.hasPrefix("failed: ") }
    #expect(lines.count == 2)
    #expect(
      lines[0].contains(#/max is [\d.]+ s, not below 1 s: lost at [\d.]+ s, when \w+ ended after/#))
    #expect(
      lines[1].contains(#/switches is \d+, not below 1: lost at [\d.]+ s, with the dispatch of/#))
    let check = try Program.run(
      "check", "--expect", "max<1", "--expect", "makespan>0", in: folder)
    #expect(check.status == 1)
    #expect(check.errors.hasPrefix("failed: max is "))
    let passed = try Program.run("check", "--expect", "makespan>0", in: folder)
    #expect(passed.status == 0 && passed.errors.isEmpty)
  }

  @Test func `a request that never ends fails a test of latencies`() throws {
    let run = try Program.run(
      "run", "--sample", "fragmentation", "--gpus", "1", "--quiet", "--expect", "max<1e6",
      in: folder)
    #expect(run.status == 1)
    #expect(run.errors.contains("never ends"), "\(run.errors)")
  }

  @Test func `compare says which runs fail which test`() throws {
    let run = try Program.run(
      "compare", "--sample", "churn", "--gpus", "1,4", "--policies", "baseline,collate",
      "--expect", "max<100", in: folder)
    #expect(run.status == 1 && run.output.contains("baseline"))
    let lines = run.errors.split(separator: "\n")
    #expect(lines.count == 1, "\(run.errors)")
    #expect(lines[0].contains("policy=baseline") && lines[0].contains("gpus=1 "))
    #expect(lines[0].contains("max is 152.99 s, not below 100 s: lost at "))
    let passed = try Program.run(
      "compare", "--sample", "churn", "--gpus", "4", "--expect", "max<200", in: folder)
    #expect(passed.status == 0 && passed.errors.isEmpty)
  }

  // MARK: - diff

  @Test func `diff tells the first decision that differs, with the reasons of both sides`() throws {
    let sides = [
      "--a", "--sample churn --gpus 1", "--b", "--sample churn --gpus 1 --policy collate",
    ]
    let text = try Program.run(["diff"] + sides, in: folder)
    #expect(text.status == 1)
    for words in [
      "A  --sample churn --gpus 1\n", "the same until ", "first difference:", "  A  ", "  B  ",
      "why now:", "those that gained and lost most:", "measure", "switch-share",
    ] {
      #expect(text.output.contains(words), "\(words): \(text.output)")
    }
    let json = try object(try Program.run(["diff", "--json"] + sides, in: folder).output)
    #expect(Set(json.keys) == ["same", "first_difference", "measures", "requests"])
    #expect(json["same"] as? Bool == false)
    let first = try #require(json["first_difference"] as? [String: Any])
    #expect(Set(first.keys) == ["time", "a", "b"])
    let dispatch = try #require((first["a"] ?? first["b"]) as? [String: Any])
    #expect(Set(dispatch.keys) == ["request", "node", "gpus"])
    let requests = try #require(json["requests"] as? [[String: Any]])
    #expect(!requests.isEmpty && requests.count <= 20)
    let measures = try #require(json["measures"] as? [String: [String: Any]])
    #expect(measures["p95"]?.keys.sorted() == ["a", "b"])
  }

  @Test func `two logs of the same run are the same`() throws {
    for name in ["a", "b"] {
      _ = try Program.run(
        "run", "--sample", "tour", "--gpus", "4", "--quiet", "--output", name, in: folder)
    }
    let logs = ["a", "b"].map { "\($0)/baseline_execution_log.json" }
    let same = try Program.run(["diff"] + logs, in: folder)
    #expect(same.status == 0)
    #expect(same.output.contains("the same: "))
    let json = try object(try Program.run(["diff", "--json"] + logs, in: folder).output)
    #expect(json["same"] as? Bool == true && json["first_difference"] is NSNull)
    #expect((json["requests"] as? [Any])?.isEmpty == true)
  }
}
