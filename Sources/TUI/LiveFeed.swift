import Engine
public import History

/// A run that is still going on, for the screen to look at; it goes on whether anybody looks or not.
public struct LiveFeed: Sendable {
  /// The run at one moment.
  public struct Look: Sendable {
    /// The events so far, executions under way lasting until now.
    public var history: History
    /// The duration of the run so far, in seconds.
    public var time: Double
    /// The phase of the run in a word or two, such as `running`.
    public var phase: String
    /// Whether no further events will come.
    public var isOver: Bool
    /// The warnings of the run, line by line.
    public var warnings: [String]

    /// Makes a look.
    public init(
      history: History, time: Double, phase: String, isOver: Bool, warnings: [String] = []
    ) {
      self.history = history
      self.time = time
      self.phase = phase
      self.isOver = isOver
      self.warnings = warnings
    }
  }

  /// Returns the run as it is now; called from a thread of its own.
  public var look: @Sendable () -> Look

  /// Makes a feed.
  public init(look: @escaping @Sendable () -> Look) { self.look = look }
}
