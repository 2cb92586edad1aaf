/// What goes along with calls for the emulator; model servers have no use for it.
enum CallHeader {
  /// How long a call takes, in seconds.
  static let expectedSeconds = "X-Expected-Seconds"
  /// When it was decided to ask: see `MachineInstant`.
  static let dispatchedAt = "X-Dispatched-At"
  /// In an answer: when that was due.
  static let answeredAt = "X-Answered-At"
}
