/// The clock of a run, in seconds since its start; it never goes back.
///
/// Times are multiples of 2⁻²⁰ seconds, about a microsecond. Sums and differences of such numbers
/// are exact, so that the times of a log add up to the last bit.
struct LiveClock: Sendable {
  private let zero: MachineInstant

  /// Makes a clock that shows 0 now.
  init() { zero = .now }

  /// The time now, in seconds.
  var now: Double { Self.rounded(MachineInstant.now.seconds(since: zero)) }

  /// Returns the instant of a time of the run, in seconds.
  func instant(at time: Double) -> MachineInstant { zero.advanced(by: time) }

  /// Waits until a time, in seconds; returns early if the task is cancelled.
  func wait(until time: Double) async { await instant(at: time).wait() }

  static func rounded(_ seconds: Double) -> Double { (seconds * 0x1p20).rounded() / 0x1p20 }
}
