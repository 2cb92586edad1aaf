internal import Engine
public import History

/// A run to be exported, with the measures that all formats state.
public struct ExportedRun: Sendable {
  /// The run.
  public let history: History
  /// The name of its inputs, for people.
  public let title: String
  /// The command that makes the run, for people.
  public let command: String
  /// Its measures.
  public let metrics: Metrics
  /// The moment after the last event.
  let end: Moment

  /// Measures a run.
  ///
  /// - Parameters:
  ///   - history: The run.
  ///   - title: The name of its inputs.
  ///   - command: The command that makes it.
  /// - Complexity: O(trace · log trace).
  public init(_ history: History, title: String, command: String) {
    self.history = history
    self.title = title
    self.command = command
    metrics = Metrics(
      scenario: history.scenario, options: history.options, trace: history.trace)
    end = history.moment(after: history.trace.events.count)
  }

  var scenario: Scenario { history.scenario }
  var trace: Trace { history.trace }
  var options: Options { history.options }

  /// The id of the node of an execution.
  func nodeID(of execution: Execution) -> String { scenario[trace.node(of: execution)].id }

  /// The id of the request of an execution.
  func requestID(of execution: Execution) -> String {
    scenario.requests.id(of: trace.node(of: execution).request)
  }

  /// The model of an execution.
  func model(of execution: Execution) -> Model { scenario[history.model(of: execution)] }

  /// The time of the dispatch of an execution, in seconds.
  ///
  /// - Complexity: O(log events).
  func dispatchTime(of execution: Int) -> Double {
    trace.events[trace.dispatchEvent(of: execution)].time
  }

  /// The model that an execution evicted, and the seconds after which it was dispatched again.
  ///
  /// - Complexity: O(log switches).
  func eviction(by execution: Int) -> Eviction? {
    guard let entry = end.switchEntry(madeBy: execution) else { return nil }
    let back = entry.nextLoad.map(dispatchTime(of:))
    return Eviction(
      model: scenario[entry.from].id, backAt: back, backAfter: back.map { $0 - entry.time })
  }
}

extension ExportedRun {
  /// The reason in words why an execution got its GPUs.
  ///
  /// - Complexity: that of `Moment.why(execution:)`.
  func reason(ofExecution index: Int) -> String? {
    end.why(execution: index).map { $0.placementWords(wording) }
  }

  private var wording: Wording {
    let seconds = { (seconds: Double) in "\((seconds * 100).rounded() / 100) s" }
    return Wording(
      gpus: \.gpuNumbers, time: seconds, span: seconds, model: { scenario[$0].id },
      node: { entry in
        let node = trace.readied[entry].node
        return "\(scenario.requests.id(of: node.request))/\(scenario[node].id)"
      })
  }
}

/// A model that had to make room.
struct Eviction {
  /// Its id.
  let model: String
  /// The time at which it was brought back, in seconds; nil if it was not.
  let backAt: Double?
  /// The seconds until then.
  let backAfter: Double?
}

/// The kind of what GPUs do before they compute.
enum Preparation: String {
  /// The model was resident.
  case none
  /// The first model of a GPU was brought in.
  case load
  /// Another model made room.
  case `switch`

  init(of execution: Execution) {
    self =
      switch execution.replaced {
      case .nothing: .none
      case .empty: .load
      case .model: .switch
      }
  }
}
