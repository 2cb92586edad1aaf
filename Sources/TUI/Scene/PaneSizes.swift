/// The sizes of panes that the user has chosen; nil for the usual ones.
struct PaneSizes: Hashable, Sendable {
  /// The rows of the lanes, those of a second schedule included.
  var lanes: Int?
  /// The rows of the inspector.
  var inspector: Int?
  /// The columns of the panes at the right.
  var side: Int?
}
