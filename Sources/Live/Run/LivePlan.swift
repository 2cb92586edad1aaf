import Documents
import Engine
import Workload

/// The prompts and configurations of the calls of a scenario's nodes.
struct LivePlan: Sendable {
  private let scenario: Scenario
  /// The scenario with the times of its files, where `scenario` has those of a server.
  private let inputs: Scenario
  private let rules: Rules
  private let calls: [CallData]

  /// The prompt of a node without inputs.
  static let samplePrompt = "Sample prompt"

  init(scenario: Scenario, inputs: Scenario? = nil, rules: Rules, calls: [CallData]) {
    self.scenario = scenario
    self.inputs = inputs ?? scenario
    self.rules = rules
    self.calls = calls
  }

  /// The call of a node, given the answers to the nodes of its request so far, by node.
  func call(of node: RequestNode, answers: [Int: String]) -> ModelCall {
    let data = node.request.index < calls.count ? calls[node.request.index] : CallData()
    let description = scenario[node]
    let texts = description.inputs.compactMap { name in
      data.inputs.first { $0.key == name }.map { Self.text($0.value) }
        ?? answer(named: name, to: node, answers)
    }
    let configuration = data.configurations.first { $0.key == description.id }?.value.entries
    let estimate = inputs.requests.estimate(of: node)
    let model = scenario[scenario.model(of: node)]
    return ModelCall(
      model: model.servedName,
      prompt: texts.isEmpty ? Self.samplePrompt : texts.joined(separator: "\n"),
      configuration: JSONValue.dictionary(configuration ?? []),
      tokenMean: model.tokenMean,
      expectedSeconds: estimate.source == .request ? estimate.seconds : nil)
  }

  /// The expected execution time of a node, in seconds.
  func estimate(of node: RequestNode) -> Double {
    scenario.estimate(of: node, rules: rules).seconds
  }

  /// The time to wait for a node that falls back, in seconds; never a server's own estimate.
  func fallbackTime(of node: RequestNode) -> Double {
    inputs.estimate(of: node, rules: rules).seconds
  }

  /// The answer of the node with the output `name`; the last answered one if several have it.
  private func answer(
    named name: String, to node: RequestNode, _ answers: [Int: String]
  ) -> String? {
    let nodes = scenario.workflow(of: node.request).nodes
    return nodes.indices.last {
      $0 != node.node && nodes[$0].outputs.contains(name) && answers[$0] != nil
    }
    .flatMap { answers[$0] }
  }

  private static func text(_ value: Node) -> String {
    value.scalar?.text ?? String(decoding: JSONValue(value).encoded, as: UTF8.self)
  }
}
