public import Engine
public import History

/// A node that the server did not run: its estimated time was waited instead.
public struct Fallback: Hashable, Sendable {
  /// The place in `Trace.executions`.
  public let execution: Int
  /// The node.
  public let node: RequestNode
  /// Why, without a full stop, safe to print.
  public let reason: String
}

/// How far a run is.
public enum LivePhase: Sendable {
  /// Asks whether the server is there.
  case connecting
  /// Has the server download and load the models.
  case settingUp
  /// Schedules.
  case running
  /// Deletes the instances on the server.
  case cleaningUp
  /// Is over.
  case ended
}

/// A look at a run while it happens.
public struct LiveSnapshot: Sendable {
  /// How far the run is.
  public let phase: LivePhase
  /// The time since scheduling began, in seconds.
  public let time: Double
  /// What has happened; executions under way have the times that are expected of them.
  public let trace: Trace
  /// The executions whose GPUs are being prepared: switching or loading.
  public let preparing: Set<Int>
  /// The nodes that the server has not run so far.
  public let fallbacks: [Fallback]
  /// What the user should know, in the order in which it turned up; only ever appended to.
  public let warnings: [String]

  /// The trace as a screen shows it: executions under way last at least until now.
  ///
  /// - Complexity: O(trace).
  public var growingTrace: Trace { trace.lasting(until: time, preparing: preparing) }
}

/// What came of a run.
public struct LiveOutcome: Sendable {
  /// What was run.
  public let scenario: Scenario
  /// How.
  public let options: Options
  /// What happened, with measured times; without what was cut off by an interruption.
  public let trace: Trace
  /// For each execution what the server expected, else the scenario, and whether it really ran.
  public let estimates: [Estimate]
  /// The nodes that the server did not run.
  public let fallbacks: [Fallback]
  /// Whether the run was stopped before its end.
  public let isInterrupted: Bool
  /// How many times faster than recorded requests arrived.
  public let timeScale: Double

  /// The run in numbers.
  public func summary(_ metrics: Metrics) -> Summary {
    var summary = Summary(metrics: metrics, scenario: scenario, options: options, trace: trace)
    summary.simulate = true
    summary.fallbacks = fallbacks.count
    summary.timeScale = timeScale == 1 ? nil : timeScale
    summary.isInterrupted = isInterrupted
    return summary
  }
}

/// Why a run could not begin.
public struct LiveFailure: Error {
  /// What to tell the user, without the word "error", safe to print.
  public let sentence: String
}
