/// A number of a policy that can be set by name; never negative.
public struct PolicyParameter<Rule>: Sendable {
  /// The name, with the unit if that is not seconds.
  public let name: String
  /// The meaning, in a few words.
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
