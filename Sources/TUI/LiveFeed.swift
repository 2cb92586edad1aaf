import Engine
public import History

/// A run that is still going on, for the screen to look at; it goes on whether anybody looks or not.
public struct LiveFeed: Sendable {
  /// The run at one moment.
  public struct Look: Sendable {
    /// What has happened, executions under way lasting until now.
    public var history: History
    /// How long the run has lasted, in seconds.
    public var time: Double
    /// What the run is about, in a word or two, such as `running`.
    public var phase: String
    /// Whether nothing more will happen.
    public var isOver: Bool
    /// What the user should know, line by line.
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

  /// Gives the run as it is now.
  public var look: @Sendable () -> Look

  /// Makes a feed.
  public init(look: @escaping @Sendable () -> Look) { self.look = look }
}
