import ArgumentParser
import Foundation
import Testing

@testable import gswarm_sim

/// What a wrong command line gets: one sentence, a status, and nothing written.
@Suite(.timeLimit(.minutes(10))) struct UsageTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  /// A wrong command line with its status and a part of what is printed.
  struct Mistake: CustomTestStringConvertible, Sendable {
    let line: String
    let status: Int32
    let words: String
    var testDescription: String { line }

    init(_ line: String, _ status: Int32, _ words: String) {
      (self.line, self.status, self.words) = (line, status, words)
    }
  }

  static let mistakes = [
    Mistake("tour", 64, "did you mean gswarm-sim tui --sample tour?"),
    Mistake("chekc", 64, "did you mean gswarm-sim check?"),
    Mistake("tuor", 64, "did you mean gswarm-sim tui"),
    Mistake("sing", 64, "gswarm-sim --help lists them"),
    Mistake("run tour", 64, "did you mean --sample tour?"),
    Mistake("run --gups 3", 64, "Did you mean '--gpus'?"),
    Mistake("run --sample tuor", 66, "did you mean tour?"),
    Mistake("run --sample x", 66, "the samples are azure-hour, blocking, "),
    Mistake("tui --sample tuor", 66, "did you mean tour?"),
    Mistake("tui --sample tour --theme nigth", 66, "did you mean night?"),
    Mistake("tui --sample tour --theme x", 66, "the themes are day, "),
    Mistake("tui --sample tour --theme ./x.yaml", 66, "there is no file ./x.yaml"),
    Mistake("tui --sample tour", 69, "standard output is not a terminal"),
    Mistake("tui --script 5. --simulate true", 64, "a scripted screen shows no live run"),
    Mistake("tui --size 80x24", 64, "--size has no effect without --script or --dump"),
    Mistake("tui --script 5. --size 80", 64, "--size must be like 120x34"),
    Mistake("tui --script 5. --size 80x9999", 64, "must be from 1 to 1,000"),
    Mistake("tui --log x.json --policy cost", 64, "--policy does not go with --log"),
    Mistake("tui --log x.json --json", 64, "--json does not go with --log"),
    Mistake("run", 66, "--config FILE --requests FILE"),
    Mistake("run", 66, "--sample tour (gswarm-sim samples lists them)"),
    Mistake("explain --request a --node b", 66, "gswarm-sim samples"),
    Mistake("compare", 66, "--config FILE --requests FILE"),
    Mistake("generate", 66, "--config FILE"),
    Mistake("run --gpus -1", 64, "from 1 to 100,000"),
    Mistake("run --gpus 0", 64, "from 1 to 100,000"),
    Mistake("run --gpus 0x10", 64, "a decimal number"),
    Mistake("run --gpus 2.5", 64, "a whole number"),
    Mistake("run --mode sometimes", 64, "'offline' and 'online'"),
    Mistake("run --policy fifo", 64, "there is no policy fifo; the policies are baseline, "),
    Mistake("run --policy colate", 64, "did you mean collate?"),
    Mistake("run --policy collate:wait=3", 64, "collate has no parameter wait; it has max_wait"),
    Mistake("run --policy cost:switch=0x10", 64, "cost takes switch=NUMBER"),
    Mistake("run --policy cost:switch=1e308", 64, "from 1e-9 to 1e9"),
    Mistake("run --server http://a", 64, "--server has no effect without --simulate true"),
    Mistake("run --time-scale 2", 64, "--time-scale has no effect without --simulate true"),
    Mistake("run --simulate true --time-scale 1e-300", 64, "from 1e-6 to 1e6"),
    Mistake("run --simulate true --server ftp://a", 64, "--server must be an address like"),
    Mistake("run --simulate true --api-key-env NONE", 64, "NONE is not set"),
    Mistake("emulate --sample tour --time-scale 1e-300", 64, "from 1e-6 to 1e6"),
    Mistake("emulate --sample tour --jitter 2", 64, "from 0 to 1"),
    Mistake("compare --sample churn --count 5", 64, "--count has no effect without --seeds"),
    Mistake("compare --sample churn --mix w=1", 64, "--mix has no effect without --seeds"),
    Mistake("compare --seeds 2 --requests r.yaml", 64, "--seeds does not go with --requests"),
    Mistake("compare --sample churn --gpus 9223372036854775807", 64, "from 1 to 100,000"),
    Mistake("compare --sample churn --gpus 100000000", 64, "from 1 to 100,000"),
    Mistake("compare --sample churn --gpus 1,,2", 64, "a decimal number"),
    Mistake("compare --sample churn --switch-overhead 1e308", 64, "from 1e-9 to 1e9 s"),
    Mistake("compare --sample churn --switch-overhead -1", 64, "from 1e-9 to 1e9 s"),
    Mistake("compare --sample churn --pcie-bandwidth 0", 64, "from 0.001 to 1e6 GB/s"),
    Mistake("compare --sample churn --modes sideways", 64, "not one of offline, online"),
    Mistake("compare --sample churn --policies x", 64, "there is no policy x"),
    Mistake("compare --sample churn --seeds 0", 64, "from 1 to 10,000"),
    Mistake("compare --sample churn --json --csv", 64, "--json does not go with --csv"),
    Mistake(
      "compare --sample churn --seeds 10000 --gpus 1,2,3,4,5,6,7,8,9,10,11,12", 64,
      "to 1,000,000"),
    Mistake("explain --sample churn --request a --node b --at nan", 64, "a decimal number"),
    Mistake("explain --sample churn --request a --node b --at 0x1", 64, "a decimal number"),
    Mistake("explain --sample churn --request write_03 --node wriet", 64, "did you mean write?"),
    Mistake("explain --sample churn --request write_03 --node x", 64, "its nodes are write"),
    Mistake("generate --sample churn --seed -1", 64, "from 0 to 18446744073709551615"),
    Mistake("emulate --sample churn --seed 0x1", 64, "a whole number from 0 to"),
    Mistake("check", 66, "write it first:  gswarm-sim run"),
    Mistake("check --config x", 64, "--config has no effect without --requests"),
  ]

  @Test(arguments: mistakes)
  func `a mistake gets a sentence and a status, and nothing is written`(_ mistake: Mistake) throws {
    let run = try Program.run(mistake.line.split(separator: " ").map(String.init), in: folder)
    #expect(run.status == mistake.status)
    #expect(run.errors.hasPrefix("error: "), "\(run.errors)")
    #expect(!run.errors.contains("Error"))
    #expect(run.errors.contains(mistake.words), "\(run.errors)")
    #expect(run.output.isEmpty && folder.names.isEmpty)
  }

  @Test(arguments: [
    ["run", "--sample"], ["run", "--config"], ["run", "--requests"], ["tui", "--theme"],
    ["run", "--sample", "churn", "--output"], ["tui", "--log"], ["check"],
    ["generate", "--sample", "churn", "--output"], ["emulate", "--config"],
  ])
  func `an empty name is refused`(_ arguments: [String]) throws {
    let run = try Program.run(arguments + [""], in: folder)
    #expect(run.status == 64 && run.errors.contains("': it is empty\n"), "\(run.errors)")
    #expect(run.output.isEmpty && folder.names.isEmpty)
  }

  @Test(arguments: [
    ["run", "--sample"], ["run", "--policy"], ["run", "--config"], ["run", "--requests"],
    ["run", "--mode"], ["run", "--gpus"], ["run", "--simulate"],
    ["run", "--sample", "churn", "--output=/dev/null/\u{1B}[2J"],
    ["tui", "--theme"], ["tui", "--size"], ["tui", "--script"], ["tui", "--dump"],
    ["tui", "--log"], ["compare", "--policies"], ["compare", "--modes"], ["generate", "--mix"],
    ["generate", "--sample", "churn", "--output"], ["generate", "--pattern"],
    ["explain", "--sample", "churn", "--node", "x", "--request"], ["check"], ["run"], [],
    ["run", "--simulate", "true", "--server"], ["run", "--simulate", "true", "--api-key-env"],
  ])
  func `no argument reaches the terminal raw`(_ arguments: [String]) throws {
    let run = try Program.run(arguments + ["\u{1B}[2J\u{9B}x/\u{202E}"], in: folder)
    #expect(run.status != 0)
    let printed = (run.output + run.errors).unicodeScalars
    #expect(!printed.contains { ["\u{1B}", "\u{9B}", "\u{202E}"].contains($0) }, "\(run.errors)")
  }

  @Test func `a password in the server's address is not printed`() throws {
    let run = try Program.run(
      "run", "--sample", "tour", "--simulate", "true", "--server", "http://me:geheim@127.0.0.1:1",
      in: folder)
    #expect(run.status == 69 && run.errors.contains("127.0.0.1:1"), "\(run.errors)")
    #expect(!run.errors.contains("geheim"))
  }

  @Test func `texts that are too long get their limit`() throws {
    let folder = try TemporaryFolder()
    let long = String(repeating: "x", count: 4097)
    let run = try Program.run("tui", "--sample", "tour", "--policy", long, in: folder)
    #expect(run.status == 64)
    #expect(run.errors.contains("its length must be from 0 to 4 KiB"), "\(run.errors)")
    // Linux passes no argument of more than 128 KiB; other callers of the parser may.
    let script = String(repeating: ".", count: 1 << 20)
    #expect(try TUICommand.parse(["--script", script]).script == script)
    #expect(throws: (any Error).self) { try TUICommand.parse(["--script", script + "."]) }
  }
}
