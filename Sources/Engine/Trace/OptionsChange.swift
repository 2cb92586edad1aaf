/// A point of a trace from which on other options are in force.
public struct OptionsChange: Sendable {
  /// The number of events before the change.
  public let eventCount: Int
  /// The options in force until then.
  public let before: Options
}
