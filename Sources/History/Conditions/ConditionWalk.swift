import Engine

/// A walk over the events of a history that finds the matches of conditions.
struct ConditionWalk {
  private let history: History
  private let occurrences: Occurrences
  private var checks: [Check]
  private var state: WalkState
  private let needsNodes: Bool

  /// A condition, taken apart.
  private struct Check {
    let occurrences: [OccurrenceTest]
    var states: [StateTest]
    /// Whether the states held after the last event.
    var held = false

    init(_ condition: Condition, in scenario: Scenario) {
      occurrences = condition.terms.compactMap { OccurrenceTest($0, in: scenario) }
      states = condition.terms.compactMap { StateTest($0, in: scenario) }
    }
  }

  /// - Complexity: O(completed requests) for conditions on latencies, O(events) for those on the times
  ///   of nodes.
  init(_ history: History, _ conditions: [Condition], afterEvents count: Int) {
    self.history = history
    occurrences = Occurrences(of: history)
    checks = conditions.map { Check($0, in: history.scenario) }
    state = WalkState(history, afterEvents: count)
    needsNodes = checks.contains { $0.states.contains(where: \.needsNodes) }
    noteLatencies(0..<state.completedCount)
    if needsNodes { for event in 0..<count { noteNode(of: event) } }
    for index in checks.indices {
      checks[index].held = checks[index].states.allSatisfy { $0.holds(in: state) }
    }
  }

  /// The number of events walked over.
  var count: Int { state.count }

  /// Walks over the next event; there must be one.
  ///
  /// - Returns: the first of the conditions that match it.
  /// - Complexity: O(terms), amortised.
  mutating func step() -> Int? {
    let event = state.count
    let completedBefore = state.completedCount
    state.advance()
    noteLatencies(completedBefore..<state.completedCount)
    if needsNodes { noteNode(of: event) }
    var match: Int?
    for index in checks.indices {
      let holds = checks[index].states.allSatisfy { $0.holds(in: state) }
      let isNew = !checks[index].held
      checks[index].held = holds
      guard match == nil, holds else { continue }
      let tests = checks[index].occurrences
      if tests.isEmpty ? isNew : occurrences.contains(at: event, passing: tests) { match = index }
    }
    return match
  }

  private mutating func noteLatencies(_ range: Range<Int>) {
    for request in range {
      let completed = history.completed[request]
      let workflow = history.scenario.requests.workflow(of: completed.request)
      for index in checks.indices {
        for term in checks[index].states.indices {
          checks[index].states[term].note(latency: completed.latency, of: workflow)
        }
      }
    }
  }

  /// Notes the response time of the node that an event completes, if it completes one.
  private mutating func noteNode(of event: Int) {
    let trace = history.trace
    guard case .completion(let index) = trace.events[event].subject else { return }
    let execution = trace.executions[index]
    let response = trace.events[event].time - trace.readyTime(of: execution)
    let model = history.scenario.model(of: trace.node(of: execution))
    for index in checks.indices {
      for term in checks[index].states.indices {
        checks[index].states[term].note(response: response, of: model)
      }
    }
  }
}
