/// Every model has GPUs of its own, as many as its share of the work.
///
/// One deployment for each model, as most serving systems are set up: no switch ever, as long as there
/// are as many GPUs as the models together take. If there are fewer, those with the least work share.
///
/// Its weakness: it has to know the shares beforehand, here from the whole list of requests, and a
/// model's GPUs idle while others' calls queue.
public struct Static: SchedulingPolicy {
  /// The name on the command line.
  public static let name = "static"
  /// The rule in one line.
  public static let summary = "every model has GPUs of its own, by its share of the work"

  /// For each model its GPUs; empty until the work is known.
  private var homes: [Range<Int>] = []

  /// Makes the policy.
  public init() {}

  /// The first node of each model stands for all of it.
  public var lookahead: Int { 1 }

  /// The policy that knows the work.
  public func prepared(for scenario: Scenario, options: Options) -> Static {
    var result = self
    result.homes = Homes(scenario, options).ranges
    return result
  }

  /// The next placement of a pass.
  public func next(in situation: Situation) -> Placement? {
    situation.firstPlacement { node in
      windows(for: node.model, in: situation).filter(situation.machine.isFree)
        .min {
          situation.preference(of: $0, for: node.model)
            < situation.preference(of: $1, for: node.model)
        }
    }
  }

  /// The groups that a model's GPUs are divided into.
  private func windows(
    for model: ModelID, in situation: Situation
  ) -> some Sequence<Range<Int>> {
    let home = homes[model.index]
    let size = situation.machine.gpusRequired(by: model)
    return stride(from: home.lowerBound, through: home.upperBound - size, by: size).lazy
      .map { $0..<$0 + size }
  }

  /// Why a node stays though its model would find free GPUs: they are not its own.
  public func obstacle(for node: ReadyNode, in situation: Situation) -> WaitingReason? {
    situation.usualGPUs(for: node.model) == nil ? nil : .homeBusy(homes[node.model.index])
  }

  /// When a node could start at the earliest: when GPUs of its model are free.
  public func earliestDispatch(of node: ReadyNode, in situation: Situation) -> Double {
    windows(for: node.model, in: situation).map(situation.freeTime(of:)).min() ?? .infinity
  }

  /// Why the GPUs of a placement were chosen.
  public func rule(for placement: Placement, in situation: Situation) -> PlacementRule {
    .home(homes[placement.model.index])
  }
}
