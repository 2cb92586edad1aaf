public import Engine
public import History

/// A node that the server did not run, and whose estimated time was waited instead.
public struct Fallback: Hashable, Sendable {
  /// The index into `Trace.executions`.
  public let execution: Int
  /// The node.
  public let node: RequestNode
  /// The reason, without a full stop, safe to print.
  public let reason: String
}

/// The phases of a run, in their order.
public enum LivePhase: Sendable {
  /// The server is asked for its health.
  case connecting
  /// The server downloads and loads the models.
  case settingUp
  /// Nodes are dispatched and called.
  case running
  /// The instances on the server are deleted.
  case cleaningUp
  /// The run has ended.
  case ended
}

/// The state of a run at one moment.
public struct LiveSnapshot: Sendable {
  /// The phase of the run.
  public let phase: LivePhase
  /// The time since scheduling began, in seconds.
  public let time: Double
  /// The events so far; executions under way have their expected times.
  public let trace: Trace
  /// The executions whose GPUs are switching or loading.
  public let preparing: Set<Int>
  /// The fallbacks so far.
  public let fallbacks: [Fallback]
  /// The warnings for the user, in the order of their occurrence; the list only grows.
  public let warnings: [String]
  /// The fault of the policy that ended the run; nil if there is none.
  public let failure: PolicyFailure?

  /// The trace for a screen: executions under way last at least until now.
  ///
  /// - Complexity: O(trace).
  public var growingTrace: Trace { trace.lasting(until: time, preparing: preparing) }
}

/// The outcome of a run.
public struct LiveOutcome: Sendable {
  /// The models, workflows and requests of the run.
  public let scenario: Scenario
  /// The options of the run.
  public let options: Options
  /// The events with measured times, without executions that an interruption cut off.
  public let trace: Trace
  /// The estimate for each execution, the server's or else the scenario's, and the source of its time.
  public let estimates: [Estimate]
  /// The executions that fell back to their estimated times.
  public let fallbacks: [Fallback]
  /// Whether the run was stopped before its end.
  public let isInterrupted: Bool
  /// The fault of the policy that ended the run; nil if there is none.
  public let failure: PolicyFailure?
  /// The factor by which online requests arrived faster than recorded.
  public let timeScale: Double

  /// The summary of the run.
  public func summary(_ metrics: Metrics) -> Summary {
    var summary = Summary(metrics: metrics, scenario: scenario, options: options, trace: trace)
    summary.simulate = true
    summary.fallbacks = fallbacks.count
    summary.timeScale = timeScale == 1 ? nil : timeScale
    summary.isInterrupted = isInterrupted
    return summary
  }
}

/// The reason why a run or an emulator could not begin.
public struct LiveFailure: Error {
  /// The sentence for the user, without the word "error", safe to print.
  public let sentence: String
}
