import ArgumentParser
import Documents
import Engine
import History
import Workload

/// `gswarm-sim explain`: explains the placement of a node.
struct ExplainCommand: WordlessCommand {
  static let configuration = CommandConfiguration(
    commandName: "explain",
    abstract: "Explain why a node runs where and when it does, or why it waits.",
    usage: "gswarm-sim explain --request <id> --node <id> [<options>]",
    discussion: """
      Without --at, explains the node's dispatch: why it was the node's turn, the cost \
      of each free GPU, and the nodes that were passed over. With --at, uses only what \
      was known at that time; for a waiting node, says what is missing and when it \
      could be placed at the earliest.

      Examples:
        gswarm-sim explain --sample churn --request write_02 --node write
        gswarm-sim explain --sample churn --request write_02 --node write --at 5
      """)

  @OptionGroup(title: "Scenario") var scenario: ScenarioOptions

  @OptionGroup var stray: StrayArguments

  @Option(help: ArgumentHelp("The request.", valueName: "id"))
  var request: String

  @Option(help: ArgumentHelp("The node of its workflow.", valueName: "id"))
  var node: String

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The time, in seconds. (default: the end)", valueName: "s"),
    transform: Limit.moment.number)
  var at: Double?

  func run() throws {
    let loaded = try scenario.load()
    let options = try scenario.options(for: loaded)
    let node = try find(in: loaded.scenario)
    Interrupt.watch()
    let history = History(of: try simulate(loaded.scenario, options))
    Interrupt.unwatch()
    let count = at.map(history.eventCount(at:)) ?? history.trace.events.count
    let explanation = Explanation(of: node, at: history.moment(after: count, time: at))
    try printOutput(explanation.lines.joined(separator: "\n") + "\n")
  }

  private func find(in scenario: Scenario) throws(CommandFailure) -> RequestNode {
    let requests = scenario.requests
    guard let found = requests.indices.first(where: { requests.id(of: $0) == request }) else {
      let ids = requests.indices.lazy.map { requests.id(of: $0) }
      throw .unknownRequest(request, suggestion: nearest(to: request, among: ids))
    }
    let nodes = scenario.workflow(of: found).nodes.map(\.id)
    guard let index = nodes.firstIndex(of: node) else {
      throw .unknownNode(node, request: request, known: nodes)
    }
    return RequestNode(request: found, node: index)
  }
}
