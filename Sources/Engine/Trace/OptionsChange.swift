/// A point of a trace from which on other options are in force.
public struct OptionsChange: Sendable {
  /// How many events were handled before.
  public let eventCount: Int
  /// What was in force until then.
  public let before: Options
}

extension Trace {
  /// The options in force at an event, a place in `events`, given those in force at the end.
  public func options(ofEvent event: Int, atEnd options: Options) -> Options {
    changes.first { event < $0.eventCount }?.before ?? options
  }
}
