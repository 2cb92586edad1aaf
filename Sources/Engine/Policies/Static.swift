/// Every model has dedicated GPUs, as many as its share of the work.
///
/// One deployment for each model, as most serving systems are set up: no switch ever, as long as there
/// are as many GPUs as the models together take. If there are fewer, models with the least work share.
///
/// Its weakness: it has to know the shares beforehand, here from the whole list of requests, and a
/// model's GPUs idle while calls of others queue.
public struct Static: SchedulingPolicy {
  /// The name on the command line.
  public static let name = "static"
  /// The rule in one line.
  public static let summary = "every model has GPUs of its own, by its share of the work"

  /// For each model its GPUs; empty until the work is known.
  private var homes: [Range<Int>] = []
  /// For each model its windows where memory or kinds of GPUs play a part; empty on a plain machine.
  private var places: [[Range<Int>]] = []

  /// Makes the policy.
  public init() {}

  /// The first node of each model stands for all of it.
  public var lookahead: Int { 1 }

  /// Returns the policy that knows the work.
  public func prepared(for scenario: Scenario, on shape: MachineShape, rules: Rules) -> Static {
    var result = self
    guard scenario.hasPlainMachine else {
      result.places = Homes.windows(scenario, shape, rules)
      return result
    }
    result.homes = Homes(scenario, shape, rules).ranges
    return result
  }

  /// Returns the next placement of a pass.
  public func next(in situation: Situation) throws(PlacementFault) -> Placement? {
    try situation.firstPlacement { bestWindow(for: $0.model, in: situation) }
  }

  /// The best of the free windows that a model's GPUs are divided into.
  private func bestWindow(for model: ModelID, in situation: Situation) -> Range<Int>? {
    guard places.isEmpty else {
      return situation.bestWindow(
        for: model,
        among: places[model.index].lazy.filter {
          situation.machine.isUsable($0, for: model)
        })
    }
    let home = homes[model.index]
    return situation.bestFreeWindow(for: model, within: home) {
      $0.count == 1 || ($0.lowerBound - home.lowerBound).isMultiple(of: $0.count)
    }
  }

  /// The windows that a model's GPUs are divided into, the lowest first.
  private func windows(for model: ModelID, in situation: Situation) -> EqualWindows {
    let home = homes[model.index]
    return EqualWindows(
      first: home.lowerBound, end: home.upperBound,
      size: situation.machine.gpusRequired(by: model))
  }

  /// Returns the busy GPUs of a node's model if the model would find others free.
  public func obstacle(for node: ReadyNode, in situation: Situation) -> WaitingReason? {
    guard situation.usualGPUs(for: node.model) != nil else { return nil }
    guard places.isEmpty else {
      return places[node.model.index].first.map { .homeBusy($0) }
    }
    return .homeBusy(homes[node.model.index])
  }

  /// Returns the time at which GPUs of the node's model are free.
  public func earliestDispatch(of node: ReadyNode, in situation: Situation) -> Double {
    guard places.isEmpty else {
      return places[node.model.index].map(situation.freeTime(of:)).min() ?? .infinity
    }
    return windows(for: node.model, in: situation).map(situation.freeTime(of:)).min() ?? .infinity
  }

  /// Returns the reason why the GPUs of a placement were chosen: they are the model's own.
  public func rule(for placement: Placement, in situation: Situation) -> PlacementRule {
    .home(places.isEmpty ? homes[placement.model.index] : placement.gpus)
  }
}

/// Windows of equal size, side by side.
private struct EqualWindows: Sequence, IteratorProtocol {
  var first: Int
  let end: Int
  let size: Int

  mutating func next() -> Range<Int>? {
    guard first + size <= end else { return nil }
    defer { first += size }
    return first..<first + size
  }
}
