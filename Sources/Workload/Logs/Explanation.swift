internal import Documents
public import Engine
public import History

/// The explanation of a node's dispatch, or of its wait, as lines of text.
public struct Explanation {
  private let moment: Moment
  private let node: RequestNode

  /// Explains the state of a node at a moment.
  public init(of node: RequestNode, at moment: Moment) {
    self.moment = moment
    self.node = node
  }

  private var history: History { moment.history }
  private var scenario: Scenario { history.scenario }

  /// The lines, each without its end.
  public var lines: [String] {
    guard let entry = moment.readied(of: node) else {
      return ["\(name(of: node)) is not ready at \(time(moment.time))" + missing]
    }
    if let execution = moment.execution(ofReadied: entry),
      let decision = moment.why(execution: execution)
    {
      return lines(for: decision)
    }
    return moment.whyWaiting(entry: entry).map(lines) ?? []
  }

  /// The dependencies of a node that is not ready.
  private var missing: String {
    let story = moment.story(of: node.request)
    guard let story else { return ": its request has not arrived" }
    let workflow = scenario.workflow(of: node.request)
    let open = workflow.dependencies[node.node].filter { story.nodes[$0].state != .completed }
    let names =
      open.map { visible(workflow.nodes[$0].id) }
      + workflow.missingDependencies[node.node]
      .map { visible($0) + ", which does not exist" }
    return names.isEmpty ? "" : ": it depends on \(names.joined(separator: " and "))"
  }

  private func lines(for decision: Decision) -> [String] {
    let chosen = decision.candidates[decision.chosen]
    let ready = history.trace.events[history.trace.readied[decision.readied].event].time
    var lines = [
      "\(name(of: node)) calls \(model(decision.model)): ready at \(time(ready)), placed at "
        + "\(time(decision.time)) on GPU \(chosen.gpus.gpuNumbers), under \(history.options.policy)",
      "  why now: \(decision.turnWords(wording))",
      "  why there: \(decision.placementWords(wording))",
      "  cost: \(cost(of: chosen.switching))",
    ]
    lines += ahead(decision.passedOver)
    guard decision.candidates.count > 1 else { return lines }
    lines.append("  free GPUs that it could have had:")
    lines += decision.candidates.enumerated().prefix(Self.listLength).map { index, candidate in
      let held = candidate.residents.map { $0.map(model) ?? "no model" }.joined(separator: ", ")
      let mark = index == decision.chosen ? "*" : " "
      return "   \(mark)GPU \(candidate.gpus.gpuNumbers), free since \(time(candidate.freeSince)), "
        + "holds \(held): \(cost(of: candidate.switching))"
    }
    let rest = decision.candidates.count - Self.listLength
    return lines + (rest > 0 ? ["    and \(rest) more"] : [])
  }

  private func lines(for waiting: Waiting) -> [String] {
    let earliest = waiting.earliestDispatch.map { "not before \(time($0))" } ?? "never"
    return [
      "\(name(of: node)) calls \(model(waiting.model)): ready at \(time(waiting.since)), waits at "
        + "\(time(moment.time)), under \(history.options.policy)",
      "  it waits because: \(waiting.reason.words(wording))",
      "  it can be placed: \(earliest)",
    ] + ahead(waiting.ahead)
  }

  /// The nodes that became ready earlier and wait too.
  private func ahead(_ groups: [PassedOver]) -> [String] {
    groups.prefix(Self.listLength).map { group in
      let first = group.first.first.map(name(ofEntry:)) ?? ""
      let more = group.count > 1 ? " and \(group.count - 1) more" : ""
      return "  ahead of it: \(first)\(more), \(model(group.model)): \(group.reason.words(wording))"
    }
  }

  private static let listLength = 12

  private func cost(of switching: Switch) -> String {
    switch switching.replaced {
    case .nothing: "none, the model is resident"
    case .empty: "\(fixed(switching.seconds)) s to load"
    case .model(let old): "\(fixed(switching.seconds)) s to switch, evicting \(model(old))"
    }
  }

  private var wording: Wording {
    Wording(gpus: \.gpuNumbers, time: time, span: time, model: model, node: name(ofEntry:))
  }

  private func time(_ seconds: Double) -> String { fixed(seconds) + " s" }

  private func model(_ model: ModelID) -> String { visible(scenario[model].id) }

  private func name(ofEntry entry: Int) -> String { name(of: history.trace.readied[entry].node) }

  private func name(of node: RequestNode) -> String {
    "\(visible(scenario[node.request].id))/\(visible(scenario[node].id))"
  }
}
