/// A scheduling rule: a small value that picks, again and again, the next placement.
///
/// `docs/policies.md` walks through writing one. `Policy` is where it gets its name.
public protocol SchedulingPolicy: Hashable, Sendable {
  /// The name on the command line.
  static var name: String { get }
  /// The rule in one line, for the list of policies.
  static var summary: String { get }
  /// The numbers that can be set, as in `--policy collate:max_wait=60`.
  static var parameters: [PolicyParameter<Self>] { get }
  /// Whether the rule looks at `ReadyNode.remainingPath`, which is worked out only then.
  static var needsRemainingPaths: Bool { get }

  /// Makes the policy with the usual values of its parameters.
  init()

  /// Returns the policy with what it has to know beforehand; asked once, before the first event.
  func prepared(for scenario: Scenario, on shape: MachineShape, rules: Rules) -> Self

  /// Returns the rank of a node in the queue: lower ones first, by becoming ready among equals.
  ///
  /// Asked once for each node, when it becomes ready.
  func rank(of node: ReadyNode) -> Double

  /// The number of nodes of each model, from the front of the queue, that the policy looks at.
  ///
  /// Explanations of the past restore no more of the queue than that.
  var lookahead: Int { get }

  /// The order in which residents make way for its placements; nil for that of the hardware.
  var eviction: EvictionOrder? { get }

  /// Returns the next placement of a pass, or nil if nothing more is to be placed now.
  ///
  /// - Throws: the fault of a placement that is not possible; it ends the run.
  func next(in situation: Situation) throws(PlacementFault) -> Placement?

  /// Returns the reason why a node stays though its model would find free GPUs; nil if it is only
  /// not its turn.
  func obstacle(for node: ReadyNode, in situation: Situation) -> WaitingReason?

  /// Returns the earliest time, in seconds, at which a node could be dispatched: never later than
  /// it will be.
  func earliestDispatch(of node: ReadyNode, in situation: Situation) -> Double

  /// Returns the reason why the GPUs of a placement were chosen.
  func rule(for placement: Placement, in situation: Situation) -> PlacementRule
}

extension SchedulingPolicy {
  /// By default, no parameters.
  public static var parameters: [PolicyParameter<Self>] { [] }

  /// By default, false.
  public static var needsRemainingPaths: Bool { false }

  /// By default, returns `self`.
  public func prepared(for scenario: Scenario, on shape: MachineShape, rules: Rules) -> Self {
    self
  }

  /// By default, returns 0: first in, first out.
  public func rank(of node: ReadyNode) -> Double { 0 }

  /// By default, nil.
  public var eviction: EvictionOrder? { nil }

  /// By default, all of them.
  public var lookahead: Int { .max }

  /// By default, returns nil: a node that finds free GPUs gets them.
  public func obstacle(for node: ReadyNode, in situation: Situation) -> WaitingReason? { nil }

  /// By default, returns the time at which enough GPUs in a row are free if no other node gets them.
  public func earliestDispatch(of node: ReadyNode, in situation: Situation) -> Double {
    situation.earliestWindow(for: node.model)?.time ?? .infinity
  }

  /// By default, returns the reason of the baseline.
  public func rule(for placement: Placement, in situation: Situation) -> PlacementRule {
    situation.machine.usualRule(for: placement.model, on: placement.gpus)
  }
}
