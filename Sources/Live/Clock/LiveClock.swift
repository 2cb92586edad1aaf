/// The time of a run: seconds since it began, on a clock that never goes back.
///
/// Times are multiples of 2⁻²⁰ seconds, about a microsecond. Sums and differences of such numbers
/// are exact, so that the times of a log add up to the last bit.
struct LiveClock: Sendable {
  private let zero: ContinuousClock.Instant

  /// Starts at 0 now.
  init() { zero = .now }

  /// The time now, in seconds.
  var now: Double { Self.rounded((ContinuousClock.now - zero) / .seconds(1)) }

  /// Waits until a time, in seconds; returns early if the task is cancelled.
  func wait(until time: Double) async {
    try? await Task.sleep(until: zero + .seconds(time), clock: .continuous)
  }

  static func rounded(_ seconds: Double) -> Double { (seconds * 0x1p20).rounded() / 0x1p20 }
}
