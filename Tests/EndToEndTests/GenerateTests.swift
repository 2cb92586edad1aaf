import Foundation
import Testing

private let configuration = """
  models:
    llm7b:
      {name: Llama-7B, memory_gb: 14.0, gpus_required: 1, load_time_seconds: 30.0,
       inference_time_mean: 8, inference_time_std: 1}
  workflows:
    chat: {nodes: [{id: generate, model: llm7b, inputs: [prompt], outputs: [text]}]}
    draw: {nodes: [{id: paint, model: llm7b, inputs: [idea], outputs: [picture]}]}

  """

@Suite(.timeLimit(.minutes(10))) struct GenerateTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
    try folder.write(configuration, to: "system_config.yaml")
  }

  @Test(arguments: ["workflow_requests.yaml", "r.json"])
  func `what generate writes is run without a word on standard error`(file: String) throws {
    let made = try Program.run(
      "generate", "--requests", "50", "--rate", "0.1", "--output", file, in: folder)
    #expect(made.status == 0 && made.output.isEmpty && made.errors.isEmpty)
    #expect(folder.names == [file, "system_config.yaml"].sorted())
    let run = try Program.run(
      "run", "--gpus", "2", "--mode", "online", "--quiet", "--requests", file, in: folder)
    #expect(run.status == 0 && run.errors.isEmpty)
    #expect(run.output.contains("50 of 50 completed"))
  }

  @Test func `without --output the requests go to standard output`() throws {
    let made = try Program.run("generate", "--requests", "2", "--mix", "draw=1", in: folder)
    #expect(made.status == 0)
    #expect(made.output.hasPrefix("# 2 requests: poisson, 1.0 a second, seed 1.\nrequests:\n"))
    #expect(made.output.contains("workflow_id: draw") && !made.output.contains("chat"))
    #expect(folder.names == ["system_config.yaml"])
  }

  @Test func `what cannot be generated is refused and nothing is written`() throws {
    let cases: [([String], Int32, String)] = [
      (["--mix", "drwa=1"], 64, "did you mean draw?"),
      (["--mix", "chat"], 64, "workflow=number"),
      (["--mix", "chat=0"], 64, "no workflow a share above 0"),
      (["--mix", "chat=1,chat=2"], 64, "names chat twice"),
      (["--mix", "chat=1e308,draw=1e308"], 64, "must be 0 or from 1e-9 to 1e9"),
      (["--mix", "chat=0x10"], 64, "workflow=number"),
      (["--rate", "0"], 64, "from 1e-9 to 1e9"),
      (["--rate", "1e308", "--pattern", "diurnal"], 64, "from 1e-9 to 1e9"),
      (["--rate", "nan"], 64, "decimal number"),
      (["--rate", "0x1p3"], 64, "decimal number"),
      (["--rate", "1e-9"], 64, "divided by --rate"),
      (["--requests", "-1"], 64, "to 100,000,000"),
      (["--requests", "99999999999999999999"], 64, "to 100,000,000"),
      (["--output", "r.txt"], 64, ".yaml"),
      (["--output", "system_config.yaml"], 64, "the configuration itself"),
      (["--config", "missing.yaml"], 66, "missing.yaml"),
      (["--sample", "tuor"], 66, "did you mean tour?"),
      (["--sample", "tour", "--config", "system_config.yaml"], 64, "does not go with"),
      (["tour"], 64, "did you mean --sample tour?"),
    ]
    for (arguments, status, words) in cases {
      let made = try Program.run(["generate"] + arguments, in: folder)
      #expect(made.status == status, "\(arguments)")
      #expect(made.errors.contains(words), "\(arguments): \(made.errors)")
      #expect(made.output.isEmpty && folder.names == ["system_config.yaml"])
    }
    #expect(try folder.read("system_config.yaml") == configuration)
  }

  @Test func `a full disk is told`() throws {
    let made = try Program.run("generate", "--output", "/dev/full/r.yaml", in: folder)
    #expect(made.status == 73 && made.errors.hasPrefix("error: cannot write"))
  }
}
