/// A span of time, in seconds, in three parts.
public struct TimeSplit: Hashable, Sendable {
  /// Ready, but without a GPU; or never becoming ready.
  public var waiting = 0.0
  /// Making the model resident: a switch or an initial load.
  public var switching = 0.0
  /// Running.
  public var computing = 0.0

  /// All of it together.
  public var total: Double { waiting + switching + computing }

  static func + (left: TimeSplit, right: TimeSplit) -> TimeSplit {
    TimeSplit(
      waiting: left.waiting + right.waiting, switching: left.switching + right.switching,
      computing: left.computing + right.computing)
  }
}
