import Foundation
import Testing
import Workload

@testable import gswarm_sim

/// `compare --shard` and `merge`.
@Suite(.timeLimit(.minutes(2))) struct ShardTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let sweep = [
    "compare", "--sample", "churn", "--policies", "baseline,cost:switch=2,wait=0,collate",
    "--gpus", "1,2", "--seeds", "3", "--count", "40", "--modes", "online", "--load", "1,2",
    "--rate", "0.2", "--pattern", "poisson,bursty", "--baseline", "baseline",
  ]

  private func shard(_ number: Int, of count: Int) throws -> String {
    let name = "part-\(number)-\(count).json"
    let run = try Program.run(
      Self.sweep + ["--shard", "\(number)/\(count)", "--output", name], in: folder)
    #expect(run.status == 0 && run.output.isEmpty, "\(run.errors)")
    return name
  }

  @Test(arguments: [1, 3, 8])
  func `the merged table is the one of a single process, to the byte`(count: Int) throws {
    let parts = try (1...count).map { try shard($0, of: count) }
    let formats = [
      [], ["--markdown"], ["--json"], ["--csv"], ["--csv", "--rows"], ["--json", "--rows"],
    ]
    for format in formats {
      let whole = try Program.run(Self.sweep + format + ["--plot", "whole.svg"], in: folder)
      let merged = try Program.run(
        ["merge"] + parts.reversed() + format + ["--plot", "merged.svg"], in: folder)
      #expect(merged.status == 0 && merged.errors == whole.errors)
      #expect(merged.output == whole.output && !whole.output.isEmpty)
      #expect(try folder.read("whole.svg") == folder.read("merged.svg"))
    }
  }

  @Test func `a shard that was killed goes on where it stopped`() throws {
    let sweep = [
      "compare", "--sample", "studio", "--seeds", "40", "--count", "150", "--jobs", "2",
      "--policies", "baseline,collate", "--output", "p.json",
    ]
    let run = try RunningProgram(sweep, in: folder, writingTo: ".stdout")
    let deadline = ContinuousClock.now + .seconds(60)
    func lines() -> Int { (try? folder.read("p.json").filter { $0 == "\n" }.count) ?? 0 }
    while lines() < 4, ContinuousClock.now < deadline { usleep(1000) }
    kill(run.process.processIdentifier, SIGKILL)
    run.process.waitUntilExit()
    let before = lines()
    #expect(4...80 ~= before)
    let again = try Program.run(sweep + ["--csv"], in: folder)
    #expect(again.errors.contains("p.json has \(before - 1) runs already"), "\(again.errors)")
    let whole = try Program.run(sweep.dropLast(2) + ["--csv"], in: folder)
    #expect(again.output == whole.output && again.status == 0)
    #expect(lines() == 81)
    let merged = try Program.run("merge", "p.json", "--csv", in: folder)
    #expect(merged.output == whole.output)
  }

  @Test func `what is missing or doubled is named, and shown with partial`() throws {
    let parts = try (1...3).map { try shard($0, of: 3) }
    let lacking = try Program.run("merge", parts[0], parts[2], in: folder)
    #expect(lacking.status == 65 && lacking.output.isEmpty)
    #expect(lacking.errors.contains("in no part: [policy="))
    let doubled = try Program.run(["merge"] + parts + [parts[0]], in: folder)
    #expect(doubled.status == 65 && doubled.errors.contains("in several parts: [policy="))
    let partial = try Program.run("merge", parts[0], parts[2], "--partial", "--json", in: folder)
    #expect(partial.status == 0 && partial.errors.contains("warning: "))
    #expect(partial.output.contains("\"seeds\": "))
  }

  @Test func `parts of other inputs are refused`() throws {
    let part = try shard(1, of: 3)
    let run = try Program.run(
      Self.sweep + ["--rules", "gswarm", "--shard", "1/3", "--output", part], in: folder)
    #expect(run.status == 65)
    #expect(run.errors.contains("other inputs or options; remove it, or name another file"))
    let other = try Program.run(
      Self.sweep + ["--rules", "gswarm", "--shard", "2/3", "--output", "o.json"], in: folder)
    #expect(other.status == 0, "\(other.errors)")
    let merged = try Program.run("merge", part, "o.json", in: folder)
    #expect(merged.status == 65 && merged.errors.contains("other inputs or options than"))
  }

  @Test func `the same files elsewhere are the same inputs, and others are not`() throws {
    let sample = "\(Program.repository)/samples/churn"
    for name in ["system_config.yaml", "workflow_requests.yaml"] {
      try folder.write(String(contentsOfFile: "\(sample)/\(name)", encoding: .utf8), to: name)
    }
    func part(_ number: Int, _ options: [String]) throws -> (status: Int32, errors: String) {
      let run = try Program.run(
        ["compare", "--shard", "\(number)/2", "--output", "\(number).json"] + options, in: folder)
      return (run.status, run.errors)
    }
    #expect(try part(1, []).status == 0)
    #expect(try part(2, ["--sample", "churn"]).status == 0)
    #expect(try Program.run("merge", "1.json", "2.json", in: folder).status == 0)
    try folder.write(try folder.read("workflow_requests.yaml") + "\n", to: "workflow_requests.yaml")
    #expect(try part(1, []).errors.contains("was made from other inputs"))
  }

  @Test(arguments: [
    (
      ["SLURM_ARRAY_TASK_ID": "7", "SLURM_ARRAY_TASK_COUNT": "3", "SLURM_ARRAY_TASK_MIN": "5"],
      nil as Int?, "3/3"
    ),
    (
      [
        "SLURM_ARRAY_TASK_ID": "4", "SLURM_ARRAY_TASK_COUNT": "3", "SLURM_ARRAY_TASK_MIN": "0",
        "SLURM_ARRAY_TASK_STEP": "2",
      ], nil, "3/3"
    ),
    (["JOB_COMPLETION_INDEX": "0"], 4, "1/4"),
    (["PARALLEL_SEQ": "4"], 4, "4/4"),
    (["TEST_SHARD_INDEX": "1", "TEST_TOTAL_SHARDS": "2"], nil, "2/2"),
  ])
  func `the environment says which shard`(
    variables: [String: String], count: Int?, shard: String
  ) throws {
    let found = try ShardSource(variables, count: count)
    #expect(found.shard.description == shard)
    #expect(variables.allSatisfy { found.origin?.contains("\($0)=\($1)") == true })
    var words = ["compare", "--sample", "churn", "--shard", "auto", "--output", "p.json"]
    if let count { words += ["--shards", "\(count)"] }
    let run = try Program.run(words, in: folder, environment: variables)
    #expect(run.status == 0 && run.errors.contains("shard \(shard), by "), "\(run.errors)")
  }

  @Test(arguments: [
    ([:], nil as Int?, "none of SLURM_ARRAY_TASK_ID, JOB_COMPLETION_INDEX"),
    (["JOB_COMPLETION_INDEX": "0"], nil, "how many shards? Add --shards N"),
    (["JOB_COMPLETION_INDEX": "4"], 4, "is no shard of 4"),
    (["JOB_COMPLETION_INDEX": "-1"], 4, "is no shard of 4"),
    (["JOB_COMPLETION_INDEX": "9223372036854775807"], 4, "is no number of"),
    (["PARALLEL_SEQ": "x"], 4, "PARALLEL_SEQ is no number of a process: x"),
    (["PARALLEL_SEQ": "1", "JOB_COMPLETION_INDEX": "1"], 4, "are set; name the shard"),
    (
      ["SLURM_ARRAY_TASK_ID": "3", "SLURM_ARRAY_TASK_COUNT": "3", "SLURM_ARRAY_TASK_MIN": "0"],
      nil, "is no shard of 3"
    ),
    (["SLURM_ARRAY_TASK_ID": "1", "SLURM_ARRAY_TASK_COUNT": "3"], 4, "--shards 4, but"),
  ])
  func `an environment that does not say is an error`(
    variables: [String: String], count: Int?, sentence: String
  ) throws {
    let failure = #expect(throws: UsageError.self) {
      _ = try ShardSource(variables, count: count)
    }
    #expect(failure?.description.contains(sentence) == true, "\(String(describing: failure))")
  }

  @Test(arguments: [
    ("compare --sample churn --shard 1/2", 64, "--shard has no effect without --output"),
    ("compare --sample churn --shard 3/2 --output p", 64, "it must be like 3/16"),
    ("compare --sample churn --shards 2 --output p", 64, "without --shard auto"),
    ("compare --sample churn --shard 1/2 --output p --csv", 64, "--csv does not go with --shard"),
    ("compare --sample churn --rows", 64, "--rows has no effect without --json or --csv"),
    ("compare --sample churn --load 2", 64, "add --modes online"),
    ("compare --sample churn --columns p95(nobody)", 64, "no workflow “nobody”"),
    ("compare --sample churn --columns speed", 64, "no measure “speed”"),
    ("merge", 64, "which parts?"),
    ("merge nothing.json", 66, "nothing.json: cannot be read"),
    ("merge /dev/null", 65, "is no part of a sweep"),
  ])
  func `mistakes are told apart`(words: String, status: Int32, sentence: String) throws {
    let run = try Program.run(words.split(separator: " ").map(String.init), in: folder)
    #expect(run.status == status && run.errors.contains(sentence), "\(run.errors)")
    #expect(folder.names.isEmpty && run.output.isEmpty)
  }
}
