import ArgumentParser
import Documents
import Engine
import History
import Workload

/// `gswarm-sim explain`: why a node runs where and when it does.
struct ExplainCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Say why a node of a request runs where and when it does, or why it waits.",
    discussion: """
      Without --at it tells of the node's dispatch: whose turn it was and why, what the GPUs that \
      were free would have cost, and who was passed over. With --at of what was known at that time: \
      of a node that waits, what is missing and when it could be placed at the earliest.

      Examples:
        gswarm-sim explain --sample churn --request write_02 --node write
        gswarm-sim explain --sample churn --request write_02 --node write --at 5
      """)

  @OptionGroup(title: "Scenario") var scenario: ScenarioOptions

  @Option(help: ArgumentHelp("The request.", valueName: "id"))
  var request: String

  @Option(help: ArgumentHelp("The node of its workflow.", valueName: "id"))
  var node: String

  @Option(help: ArgumentHelp("When, in seconds. (default: at the end)", valueName: "seconds"))
  var at: Double?

  func run() throws {
    try reportingFailures {
      let loaded = try scenario.load()
      guard let gpuCount = loaded.gpuCount else {
        complain("error: how many GPUs? Give --gpus N, or hardware.gpus in the configuration\n")
        throw ExitCode.usage
      }
      let node = try find(in: loaded.scenario)
      Interrupt.watch()
      let history = History(
        of: try simulate(loaded.scenario, scenario.options(gpuCount: gpuCount)))
      Interrupt.unwatch()
      let count = at.map(history.eventCount(at:)) ?? history.trace.events.count
      let explanation = Explanation(of: node, at: history.moment(after: count, time: at))
      try say(explanation.lines.joined(separator: "\n") + "\n")
    }
  }

  private func find(in scenario: Scenario) throws -> RequestNode {
    let requests = scenario.requests
    guard let found = requests.indices.first(where: { requests[$0].id == request }) else {
      throw unknown("request", request, among: requests.indices.map { requests[$0].id })
    }
    let nodes = scenario.workflow(of: found).nodes.map(\.id)
    guard let place = nodes.firstIndex(of: node) else {
      throw unknown("node of \(visible(request))", node, among: nodes)
    }
    return RequestNode(request: found, node: place)
  }

  private func unknown(_ what: String, _ name: String, among names: [String]) -> ExitCode {
    let hint = nearest(to: name, among: names).map { "; did you mean \(visible($0))?" } ?? ""
    complain("error: there is no \(what) \(visible(name))\(hint)\n")
    return .usage
  }
}
