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
  /// The server downloads the models.
  case settingUp
  /// Nodes are dispatched and called.
  case running
  /// The instances on the server are removed.
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
  /// Whether the server loads models by itself, so that nothing is known of switches.
  let loadsModelsItself: Bool

  /// The trace for a screen: executions under way last at least until now.
  ///
  /// - Complexity: O(trace).
  public var growingTrace: Trace {
    let trace = trace.lasting(until: time, preparing: preparing)
    return loadsModelsItself ? trace.withoutSwitches() : trace
  }
}

/// The outcome of a run.
public struct LiveOutcome: Sendable {
  /// The models, workflows and requests of the run.
  public let scenario: Scenario
  /// The options of the run.
  public let options: Options
  /// The events with measured times, without executions that an interruption cut off; without
  /// switches, if the server loads models by itself.
  public internal(set) var trace: Trace
  /// The expected time of each execution, and the source of its real one.
  public let estimates: [Estimate]
  /// The expected time of the switch of each execution, in seconds.
  public let expectedSwitches: [Double]
  /// The length of the answer of each execution, in tokens; nil if the server did not tell it.
  public let tokens: [Int?]
  /// The executions that fell back to their estimated times.
  public let fallbacks: [Fallback]
  /// Whether the run was stopped before its end.
  public let isInterrupted: Bool
  /// The fault of the policy that ended the run; nil if there is none.
  public let failure: PolicyFailure?
  /// The factor by which online requests arrived faster than recorded.
  public internal(set) var timeScale = 1.0
  /// The interface of the server.
  public internal(set) var backend = Backend.gswarm
  /// The share of a call's time in which the server answered other requests; nil if it is unknown.
  public internal(set) var overlap: Double?
  /// The makespan and latency of a simulation of the same inputs; nil of a run that was stopped.
  public internal(set) var simulated: SimulatedRun?

  /// The number of calls that the server answered.
  public var answeredCount: Int { trace.executions.count - fallbacks.count }

  /// Whether the server loads models by itself, so that nothing is known of switches.
  public var loadsModelsItself: Bool { backend == .openai }

  /// The summary of the run.
  public func summary(_ metrics: Metrics) -> Summary {
    var summary = Summary(metrics: metrics, scenario: scenario, options: options, trace: trace)
    summary.simulate = true
    summary.fallbacks = fallbacks.count
    summary.timeScale = timeScale == 1 ? nil : timeScale
    summary.isInterrupted = isInterrupted
    summary.live = LiveSummary(
      backend: backend.rawValue, overlap: overlap, simulatedMakespan: simulated?.makespan,
      simulatedMeanLatency: simulated?.meanLatency)
    return summary
  }
}

/// The reason why a run or an emulator could not begin.
public struct LiveFailure: Error {
  /// The sentence for the user, without the word "error", safe to print.
  public let sentence: String
}
