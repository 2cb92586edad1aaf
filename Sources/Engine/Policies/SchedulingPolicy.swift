/// A scheduling rule: a small value that picks, again and again, the next placement.
///
/// `docs/policies.md` walks through writing one. `Policy` is where it gets its name.
public protocol SchedulingPolicy: Hashable, Sendable {
  /// What it is called on the command line.
  static var name: String { get }
  /// The rule in one line, for the list of policies.
  static var summary: String { get }
  /// What can be set, as in `--policy collate:max_wait=60`.
  static var parameters: [PolicyParameter<Self>] { get }

  /// Makes the policy with the usual values of its parameters.
  init()

  /// The policy with what it has to know beforehand, asked once, before the first event.
  func prepared(for scenario: Scenario, options: Options) -> Self

  /// Where a node stands in the queue: lower ones first, by becoming ready among equals.
  ///
  /// Asked once for each node, when it becomes ready.
  func rank(of node: ReadyNode) -> Double

  /// The number of nodes of each model, from the front of the queue, that the policy looks at.
  ///
  /// Explanations of the past restore no more of the queue than that.
  var lookahead: Int { get }

  /// The next placement of a pass, or nil if nothing more is to be placed now.
  func next(in situation: Situation) -> Placement?

  /// Why a node stays though its model would find free GPUs; nil if it is only not its turn.
  func obstacle(for node: ReadyNode, in situation: Situation) -> WaitingReason?

  /// When a node could be dispatched at the earliest, in seconds: never later than it will be.
  func earliestDispatch(of node: ReadyNode, in situation: Situation) -> Double

  /// Why the GPUs of a placement were chosen.
  func rule(for placement: Placement, in situation: Situation) -> PlacementRule
}

extension SchedulingPolicy {
  /// Nothing.
  public static var parameters: [PolicyParameter<Self>] { [] }

  /// Itself: it knows all it needs.
  public func prepared(for scenario: Scenario, options: Options) -> Self { self }

  /// First in, first out.
  public func rank(of node: ReadyNode) -> Double { 0 }

  /// None: whoever finds free GPUs gets them.
  public func obstacle(for node: ReadyNode, in situation: Situation) -> WaitingReason? { nil }

  /// By default, all of them.
  public var lookahead: Int { .max }

  /// When enough GPUs in a row are free if nobody else takes them.
  public func earliestDispatch(of node: ReadyNode, in situation: Situation) -> Double {
    situation.earliestWindow(for: node.model)?.time ?? .infinity
  }

  /// As the baseline chooses them.
  public func rule(for placement: Placement, in situation: Situation) -> PlacementRule {
    situation.machine.usualRule(for: placement.model, on: placement.gpus)
  }
}

/// A number of a policy that can be set by name; never negative.
public struct PolicyParameter<Rule>: Sendable {
  /// What it is called, with its unit if that is not seconds.
  public let name: String
  /// What it means, in a few words.
  public let meaning: String
  let field: any WritableKeyPath<Rule, Double> & Sendable

  /// Whether a value is allowed: 0 or from 1e-9 to 1e9, so that products with times stay finite.
  static func allows(_ value: Double) -> Bool { value == 0 || (1e-9...1e9).contains(value) }

  /// Names a field of a policy.
  public init(
    _ name: String, _ field: any WritableKeyPath<Rule, Double> & Sendable, _ meaning: String
  ) {
    self.name = name
    self.meaning = meaning
    self.field = field
  }
}
