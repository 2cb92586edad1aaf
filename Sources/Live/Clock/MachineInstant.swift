import Glibc

/// An instant on the clock that all programs of one machine share.
struct MachineInstant: Hashable, Comparable, Sendable {
  /// The time since the machine was started, in nanoseconds.
  var nanoseconds: Int64

  /// The present instant.
  static var now: MachineInstant {
    var time = timespec()
    // The clock of `ContinuousClock`, whose instants cannot be handed to another program.
    clock_gettime(CLOCK_BOOTTIME, &time)
    return MachineInstant(nanoseconds: Int64(time.tv_sec) * 1_000_000_000 + Int64(time.tv_nsec))
  }

  /// The instant a number of seconds later, to the nanosecond.
  ///
  /// A number that is not finite, or above thirty years either way, counts as thirty years; NaN as 0.
  func advanced(by seconds: Double) -> MachineInstant {
    let limit = 1e9
    let bounded = seconds.isNaN ? 0 : max(-limit, min(seconds, limit))
    let (sum, overflow) = nanoseconds.addingReportingOverflow(Int64((bounded * 1e9).rounded()))
    guard overflow else { return MachineInstant(nanoseconds: sum) }
    return MachineInstant(nanoseconds: bounded < 0 ? .min : .max)
  }

  /// Returns the time since another instant, in seconds.
  func seconds(since other: MachineInstant) -> Double {
    Double(nanoseconds - other.nanoseconds) / 1e9
  }

  /// Waits until this instant; returns early if the task is cancelled.
  func wait() async {
    let left = Duration.nanoseconds(nanoseconds - Self.now.nanoseconds)
    guard left > .zero else { return }
    try? await Task.sleep(until: .now + left, tolerance: .zero, clock: .continuous)
  }

  static func < (one: MachineInstant, other: MachineInstant) -> Bool {
    one.nanoseconds < other.nanoseconds
  }
}

extension MachineInstant {
  /// Parses a header value; nil if it is invalid.
  init?(header: String?) {
    guard let nanoseconds = header.flatMap(Int64.init), nanoseconds >= 0 else { return nil }
    self.nanoseconds = nanoseconds
  }

  /// The header value of the instant.
  var header: String { "\(nanoseconds)" }
}
