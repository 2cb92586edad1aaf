import Documents
import Engine

@testable import Workload

/// A generated requests file and what loading it gives.
struct Generated {
  let text: String
  let loaded: LoadedScenario

  /// Two workflows, names that need quotes, models of all kinds.
  static let configuration = #"""
    models:
      timed:
        {name: T, memory_gb: 8, gpus_required: 1, load_time_seconds: 2, inference_time_mean: 20,
         inference_time_std: 2, config: {steps: [10, 20], "a b": ["yes", 1e3, null, "x\"y"], other: 3}}
      tokens:
        name: K
        memory_gb: 8
        gpus_required: 1
        load_time_seconds: 2
        tokens_per_second: 50
        token_mean: 500
        token_std: 100
      derived: {base_model: timed, gpus_required: 2}
      short: {base_model: tokens, config: {max_length: [100, 200]}}
    workflows:
      "null":
        nodes:
          - {id: "one \"1\"", model: timed, inputs: [prompt, "<<"], outputs: [a],
             config_options: [steps, "a b", other, unknown]}
          - {id: zwei-ß, model: derived, inputs: [a, prompt], config_options: [steps]}
        edges: [{from: "one \"1\"", to: zwei-ß}]
      chat:
        nodes:
          - {id: say, model: tokens, outputs: [text]}
          - {id: cut, model: short, inputs: [text], config_options: [max_length]}
        edges: [{from: say, to: cut}]

    """#

  init(
    _ plan: GenerationPlan, format: RequestFormat = .yaml,
    configuration: String = Self.configuration
  ) throws {
    let folder = try TemporaryFolder()
    let path = try folder.write("c.yaml", configuration)
    let source = try GenerationSource(configuration: path)
    let generator = try RequestGenerator(source, plan)
    let name = "r.\(format.rawValue)"
    var files = try WholeFiles(folder: folder.path)
    try files.write(name) { (stream) throws(WriteFailure) in
      try generator.write(to: &stream, format: format)
    }
    try files.commit()
    text = try folder.text(of: name)
    loaded = try ScenarioLoader(
      configuration: path, requests: "\(folder.path)/\(name)", mode: .online, gpuCount: 4
    ).load()
  }

  var scenario: Scenario { loaded.scenario }

  /// When requests arrive, in seconds from midnight of the first day.
  var times: [Double] {
    scenario.requests.indices.compactMap(scenario.requests.timestamp(of:))
      .map { Double($0 - 1_704_067_200_000_000) / 1e6 }
  }

  /// The execution times of one node over all requests of its workflow.
  func seconds(workflow: Int, node: Int) -> [Double] {
    scenario.requests.indices.filter { scenario.requests.workflow(of: $0).index == workflow }
      .map { scenario.requests.estimate(of: RequestNode(request: $0, node: node)).seconds }
  }
}
