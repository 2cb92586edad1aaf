/// A scheduling rule with its parameters.
public struct Policy: Sendable {
  /// The rules that can be chosen by name.
  ///
  /// A new one is a file beside this and a name here.
  public static let all: [any SchedulingPolicy.Type] = [
    Baseline.self, NoAffinity.self, StrictFIFO.self, ShortestFirst.self, Collate.self,
    Reserve.self, Static.self, Cost.self, CriticalPathFirst.self, Fit.self,
  ]

  /// Returns the rules that make sense on the machine of a scenario: `fit` where GPUs hold several models.
  public static func suited(to hardware: Hardware) -> [any SchedulingPolicy.Type] {
    all.filter { $0.name != Fit.name || hardware.residency == .memory }
  }

  /// First in, first out, with model affinity.
  public static let baseline = Policy(Baseline())

  /// The rule.
  public let rule: any SchedulingPolicy

  /// Makes a policy of a rule, one of the above or your own.
  public init(_ rule: some SchedulingPolicy) { self.rule = rule }

  package var isBaseline: Bool { rule is Baseline }
}

extension Policy: Hashable {
  /// Whether both are the same rule with the same parameters.
  public static func == (a: Policy, b: Policy) -> Bool {
    boxed(a.rule) == boxed(b.rule)
  }

  /// Feeds the rule and its parameters to a hasher.
  public func hash(into hasher: inout Hasher) { Self.boxed(rule).hash(into: &hasher) }

  private static func boxed(_ rule: some SchedulingPolicy) -> AnyHashable { AnyHashable(rule) }
}
