/// What the user has set once for all runs: how the screen starts, and which key does what.
public struct UserConfiguration: Sendable {
  /// The colours; nil if the user leaves the choice to others.
  public internal(set) var theme: Theme?

  var keymap = Keymap.standard

  /// How fast time runs before it is made slower or faster.
  var speed = Speed.usual

  /// Whether clicks and the wheel are the screen's, or left to the terminal's selection of text.
  var mouse = true

  var hiddenPanes: Set<PaneID> = []

  /// What holds for those who have set nothing.
  public init() {}

  /// Every action with its keys, as a table in Markdown that can also be read as it is.
  public var keyTable: String { KeyTable.markdown(keymap) }
}
