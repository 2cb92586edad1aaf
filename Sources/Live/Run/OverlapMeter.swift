import Synchronization

/// Measures whether a server answers other requests while it works on a call.
///
/// A probe is a request for a sign of health, sent while two calls or more are under way. A server that
/// works on one request at a time answers it only after the first of the calls has ended.
final class OverlapMeter: Sendable {
  private struct Probe {
    let sent: MachineInstant
    var answered: MachineInstant?
    /// The first end of a call after the probe was sent.
    var ended: MachineInstant?
  }

  private struct State {
    var callCount = 0
    var probe: Probe?
    /// The seconds from probes to the ends of calls.
    var waited = 0.0
    /// The part of them after the probes' answers.
    var answeredFor = 0.0

    mutating func settle() {
      guard let probe, let answered = probe.answered, let ended = probe.ended else { return }
      waited += ended.seconds(since: probe.sent)
      answeredFor += max(0, ended.seconds(since: answered))
      self.probe = nil
    }
  }

  private let state = Mutex(State())

  /// The shortest sum of waits that tells anything, in seconds.
  private static let shortestMeasurement = 0.05

  /// The share of the calls' time in which probes were answered; nil if too little is known.
  var overlap: Double? {
    state.withLock { state in
      state.waited < Self.shortestMeasurement ? nil : state.answeredFor / state.waited
    }
  }

  func beginCall() { state.withLock { $0.callCount += 1 } }

  func endCall(at instant: MachineInstant = .now) {
    state.withLock { state in
      state.callCount -= 1
      if state.probe?.ended == nil { state.probe?.ended = instant }
      state.settle()
    }
  }

  /// Begins a probe, if two calls or more are under way and no other probe is.
  ///
  /// - Returns: whether it is begun.
  func beginProbe(at instant: MachineInstant = .now) -> Bool {
    state.withLock { state in
      guard state.callCount >= 2, state.probe == nil else { return false }
      state.probe = Probe(sent: instant)
      return true
    }
  }

  /// Ends a probe; one that got no answer says nothing.
  func endProbe(isAnswered: Bool, at instant: MachineInstant = .now) {
    state.withLock { state in
      if isAnswered { state.probe?.answered = instant } else { state.probe = nil }
      state.settle()
    }
  }
}
