/// What the screen knows of a run that goes on while it is looked at.
struct LiveStatus: Hashable, Sendable {
  var time: Double
  var phase: String
  var isOver = false
  /// Whether the cursor stays at the present; else it stays in the past.
  var isFollowing = true
}
