import Engine

/// A term about the state after an event, with the values that it has to remember.
enum StateTest {
  case queueLength(Bound)
  case measure(MeasureTracker)
  case wait(Bound)
  case idle
  case time(Double)

  /// Nil for a term about an occurrence.
  init?(_ term: ConditionTerm, in scenario: Scenario) {
    switch term {
    case .queueLength(let bound): self = .queueLength(bound)
    case .measure(let test): self = .measure(MeasureTracker(test, in: scenario))
    case .wait(let bound): self = .wait(bound)
    case .idle: self = .idle
    case .time(let time): self = .time(time)
    case .anySwitch, .gpu, .model, .request, .node, .search: return nil
    }
  }

  /// Whether the term is about the times of nodes, which are noted one by one.
  var needsNodes: Bool {
    guard case .measure(let tracker) = self else { return false }
    return tracker.needsNodes
  }

  mutating func note(latency: Double, of workflow: WorkflowID) {
    guard case .measure(var tracker) = self else { return }
    tracker.note(latency: latency, of: workflow)
    self = .measure(tracker)
  }

  mutating func note(response: Double, of model: ModelID) {
    guard case .measure(var tracker) = self else { return }
    tracker.note(response: response, of: model)
    self = .measure(tracker)
  }

  func holds(in state: WalkState) -> Bool {
    switch self {
    case .queueLength(let bound): bound.isExceeded(by: Double(state.queueLength))
    case .measure(let tracker): tracker.holds(in: state)
    case .wait(let bound): state.queueLength > 0 && bound.isExceeded(by: state.longestWait)
    case .idle: state.isIdle
    case .time(let time): state.count > 0 && state.time >= time
    }
  }
}
