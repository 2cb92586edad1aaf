/// The state of a live run, as the screen knows it.
struct LiveStatus: Hashable, Sendable {
  var time: Double
  var phase: String
  var isOver = false
  /// Whether the cursor stays at the present; else it stays in the past.
  var isFollowing = true
}
