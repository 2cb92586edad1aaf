/// A number of a policy that can be set by name; never negative.
public struct PolicyParameter<Rule>: Sendable {
  /// The name, with the unit if that is not seconds.
  public let name: String
  /// The meaning, in a few words.
  public let meaning: String
  let field: any WritableKeyPath<Rule, Double> & Sendable

  /// Names a field of a policy.
  public init(
    _ name: String, _ field: any WritableKeyPath<Rule, Double> & Sendable, _ meaning: String
  ) {
    self.name = name
    self.meaning = meaning
    self.field = field
  }
}

/// The values that parameters of policies can have: 0, and from 1e-9 to 1e9.
///
/// Sums and products with durations stay finite.
public enum PolicyParameterRange {
  /// The largest value.
  public static let largest = 1e9
  /// The smallest value above 0.
  public static let smallest = 1e-9

  /// Whether a parameter can have a value.
  public static func contains(_ value: Double) -> Bool {
    value == 0 || (smallest...largest).contains(value)
  }
}
