/// The headers that only the emulator uses.
enum CallHeader {
  /// The duration of a call, in seconds.
  static let expectedSeconds = "X-Expected-Seconds"
  /// The `MachineInstant` of the dispatch.
  static let dispatchedAt = "X-Dispatched-At"
  /// The `MachineInstant` at which an answer was due.
  static let answeredAt = "X-Answered-At"
  /// The value of the header `Server` by which the emulator is known.
  static let emulator = "gswarm-sim-emulator"
}
