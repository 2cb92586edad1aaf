public import Engine

/// The work that requests bring, and the span of time in which they arrive.
public struct OfferedWork: Hashable, Sendable {
  /// The seconds of GPUs for all nodes, and for one load of each model, the cheapest way.
  public private(set) var gpuSeconds: Double
  /// The time from the first arrival to the last one, in seconds.
  public private(set) var span: Double

  /// Makes an amount of work, none unless it is given.
  public init(gpuSeconds: Double = 0, span: Double = 0) {
    (self.gpuSeconds, self.span) = (gpuSeconds, span)
  }

  /// Adds up the work of a scenario; nodes that can never run count as well.
  ///
  /// - Complexity: O(nodes of all requests).
  public init(of scenario: Scenario, rules: Rules) {
    self.init()
    var isUsed = [Bool](repeating: false, count: scenario.models.count)
    for request in scenario.requests.indices {
      for (place, node) in scenario.workflow(of: request).nodes.enumerated() {
        let id = RequestNode(request: request, node: place)
        let seconds = scenario.estimate(of: id, rules: rules).seconds
        gpuSeconds += seconds * Double(scenario[node.model].gpusRequired)
        isUsed[node.model.index] = true
      }
    }
    let costs = SwitchCosts(models: scenario.models, hardware: scenario.hardware)
    for model in scenario.models.indices where isUsed[model] {
      // It has to come once: onto an empty GPU, or in the place of the one that makes way fastest.
      let cheapest = scenario.models.indices.reduce(costs.seconds(from: nil, to: ModelID(model))) {
        $1 == model ? $0 : min($0, costs.seconds(from: ModelID($1), to: ModelID(model)))
      }
      gpuSeconds += cheapest * Double(scenario.models[model].gpusRequired)
    }
    let arrivals = scenario.arrivalTimes(mode: .online, rules: rules)
    if let first = arrivals.min(), let last = arrivals.max() { span = last - first }
  }

  /// Adds the work of another scenario to be done after this one.
  public mutating func add(_ other: OfferedWork) {
    gpuSeconds += other.gpuSeconds
    span += other.span
  }

  /// Whether the work is at least what so many GPUs can do while requests arrive.
  public func overloads(gpuCount: Int) -> Bool { gpuSeconds >= Double(gpuCount) * span }
}
