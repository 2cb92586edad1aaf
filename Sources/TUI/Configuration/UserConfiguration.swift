/// The user's settings for all runs: the look of the screen at the start, and the keys.
public struct UserConfiguration: Sendable {
  /// The colours; nil if the user leaves the choice to others.
  public internal(set) var theme: Theme?

  var keymap = Keymap.standard

  /// The speed of time at the start.
  var speed = Speed.usual

  /// Whether clicks and the wheel are the screen's, or left to the terminal's selection of text.
  var mouse = true

  var hiddenPanes: Set<PaneID> = []

  /// Whether the tracks over time are shown at the start.
  var showsTracks = true

  /// Makes the configuration of a user who has set nothing.
  public init() {}

  /// Every action with its keys, as a table in Markdown that can also be read as it is.
  public var keyTable: String { KeyTable.markdown(keymap) }
}
