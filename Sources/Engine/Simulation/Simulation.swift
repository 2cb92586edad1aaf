/// The scheduler on a virtual clock that jumps from event to event.
///
/// A value: a copy is a fork of the world.
public struct Simulation: Sendable {
  /// The scheduler with all that has happened so far.
  public internal(set) var scheduler: Scheduler
  private var pending: PendingEvents
  /// The time of the last event.
  private var now = -Double.infinity

  /// Sets a simulation up before its first event, with all arrivals scheduled.
  ///
  /// - Complexity: O(requests log requests).
  public init(scenario: Scenario, options: Options) {
    scheduler = Scheduler(scenario: scenario, options: options)
    pending = PendingEvents(
      arrivalTimes: scenario.arrivalTimes(mode: options.mode, rules: options.rules),
      rules: options.rules)
  }

  /// What is simulated.
  public var scenario: Scenario { scheduler.scenario }

  /// How it is simulated.
  public var options: Options { scheduler.options }

  /// What has happened so far.
  public var trace: Trace { scheduler.trace }

  /// When the next event happens, in seconds; nil at the end.
  public var nextEventTime: Double? { pending.nextTime }

  /// Handles the next event.
  ///
  /// - Returns: its place in `trace.events`, or nil if nothing is left to happen.
  /// - Complexity: O(log events + models) for each dispatch.
  @discardableResult
  public mutating func step() -> Int? {
    guard let event = pending.pop() else { return nil }
    if event.time > now {
      now = event.time
      if pending.mayComplete(at: now) { releaseAll() }
    }
    for index in scheduler.handle(event.subject, at: event.time) {
      pending.push(completionOf: index, at: scheduler.trace.executions[index].end)
    }
    return scheduler.trace.events.count - 1
  }

  /// Frees the GPUs of all that ends now: they are free for all events of this time, whichever comes
  /// first.
  private mutating func releaseAll() {
    for execution in pending.completions(at: now) { scheduler.release(execution, at: now) }
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
  ///   - stride: after how many events each `progress` is called.
  ///   - progress: is told the number of handled events; false ends the run early.
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
