/// What the user has set once for all runs: how the screen starts, and which key does what.
public struct UserConfiguration: Sendable {
  /// The colours; nil if the user leaves the choice to others.
  public internal(set) var theme: Theme?

  var keymap = Keymap.standard

  /// How fast time runs before it is made slower or faster.
  var playback = Playback()

  /// Whether clicks and the wheel are the screen's, or left to the terminal's selection of text.
  var mouse = true

  /// The panes that are shown where there is room for them.
  var panes = Set(PaneName.allCases)

  /// What holds for those who have set nothing.
  public init() {}

  /// Every action with its keys, as a table in Markdown that can also be read as it is.
  public var keyTable: String { KeyTable.markdown(keymap) }
}

/// A pane, by its name in the user's configuration.
enum PaneName: String, CaseIterable, Sendable {
  /// Always there.
  case gpus
  case latency, switches, queue, events
}
