/// The scheduler on a virtual clock that jumps from event to event.
///
/// A value: a copy is a fork of the world.
public struct Simulation: Sendable {
  /// The scheduler with all that has happened so far.
  public internal(set) var scheduler: Scheduler
  private(set) var pending: PendingEvents
  /// The time of the last event.
  private(set) var now = -Double.infinity

  /// Sets a simulation up before its first event, with all arrivals scheduled.
  ///
  /// - Complexity: O(requests log requests + nodes).
  public init(scenario: Scenario, options: Options) {
    scheduler = Scheduler(scenario: scenario, options: options)
    pending = PendingEvents(
      arrivalTimes: scenario.arrivalTimes(mode: options.mode, rules: options.rules),
      rules: options.rules)
  }

  /// The scenario.
  public var scenario: Scenario { scheduler.scenario }

  /// The options of the run.
  public var options: Options { scheduler.options }

  /// The events, nodes and dispatches so far.
  public var trace: Trace { scheduler.trace }

  /// The fault of the policy that ended the run; nil if there is none.
  public var failure: PolicyFailure? { scheduler.failure }

  /// The time of the next event, in seconds; nil at the end.
  public var nextEventTime: Double? { scheduler.hasFailed ? nil : pending.nextTime }

  /// Handles the next event.
  ///
  /// - Returns: the place of the event in `trace.events`; nil at the end.
  /// - Complexity: O(log events + models) for each dispatch.
  @discardableResult
  public mutating func step() -> Int? {
    guard !scheduler.hasFailed, let event = pending.pop() else { return nil }
    if event.time > now {
      now = event.time
      // This event is out of the queue: if nothing else ends now, nothing is to be released.
      if pending.mayComplete(at: now) {
        scheduler.advance(to: now, releasing: pending.completions(at: now))
      } else {
        scheduler.advance(to: now)
      }
    }
    for index in scheduler.handle(event.subject, at: event.time) {
      pending.push(completionOf: index, at: scheduler.trace.executions[index].end)
    }
    return scheduler.trace.events.count - 1
  }

  /// Exchanges the trace for another one; the simulation must not be used until it is put back.
  ///
  /// - Complexity: O(1).
  package mutating func exchangeTrace(with other: inout Trace) {
    scheduler.exchangeTrace(with: &other)
  }

  /// Handles events until nothing is left to happen.
  ///
  /// - Parameters:
  ///   - stride: the number of events between two calls of `progress`.
  ///   - progress: receives the number of handled events; returns whether to go on.
  public mutating func runToEnd(
    every stride: Int = .max, progress: (_ handledEvents: Int) -> Bool = { _ in true }
  ) {
    var untilReport = stride
    while step() != nil {
      untilReport -= 1
      guard untilReport == 0 else { continue }
      untilReport = stride
      if !progress(scheduler.trace.events.count) { return }
    }
  }
}
