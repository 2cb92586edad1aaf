import Engine

/// A walk over the events of a history that finds the matches of conditions.
struct ConditionWalk {
  private let history: History
  private let occurrences: Occurrences
  private var checks: [Check]
  private var state: WalkState

  /// A condition, taken apart.
  private struct Check {
    let occurrences: [OccurrenceTest]
    var states: [StateTest]
    /// Whether the states held after the last event.
    var held = false

    init(_ condition: Condition, in scenario: Scenario) {
      occurrences = condition.terms.compactMap { OccurrenceTest($0, in: scenario) }
      states = condition.terms.compactMap { StateTest($0) }
    }
  }

  /// - Complexity: O(completed requests), for conditions on latencies.
  init(_ history: History, _ conditions: [Condition], afterEvents count: Int) {
    self.history = history
    occurrences = Occurrences(of: history)
    checks = conditions.map { Check($0, in: history.scenario) }
    state = WalkState(history, afterEvents: count)
    noteLatencies(0..<state.completedCount)
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
      let latency = history.completed[request].latency
      for index in checks.indices {
        for term in checks[index].states.indices {
          checks[index].states[term].note(latency: latency)
        }
      }
    }
  }
}

/// An event at which a condition matches.
public struct ConditionMatch: Hashable, Sendable {
  /// The number of events up to and with it.
  public let eventCount: Int
  /// The condition: the first one in the list that matches.
  public let condition: Int
}

extension History {
  /// The first match of any of some conditions after `eventCount` events.
  ///
  /// - Complexity: O(events up to the match), and O(completed requests) for latencies.
  public func next(matching conditions: [Condition], after eventCount: Int) -> ConditionMatch? {
    guard !conditions.isEmpty else { return nil }
    let start = min(max(0, eventCount), trace.events.count)
    var walk = ConditionWalk(self, conditions, afterEvents: start)
    while walk.count < trace.events.count {
      if let condition = walk.step() {
        return ConditionMatch(eventCount: walk.count, condition: condition)
      }
    }
    return nil
  }

  /// The last match of any of some conditions whose event count is below `eventCount`.
  ///
  /// - Complexity: O(events back to the match), and O(completed requests · log events) for latencies.
  public func previous(matching conditions: [Condition], before eventCount: Int) -> ConditionMatch?
  {
    guard !conditions.isEmpty else { return nil }
    var end = min(eventCount - 1, trace.events.count)
    // Forward in strides that grow backward: there is no walking back.
    var stride = 1024
    while end > 0 {
      let start = max(0, end - stride)
      var walk = ConditionWalk(self, conditions, afterEvents: start)
      var last: ConditionMatch?
      while walk.count < end {
        if let condition = walk.step() {
          last = ConditionMatch(eventCount: walk.count, condition: condition)
        }
      }
      if let last { return last }
      end = start
      stride *= 4
    }
    return nil
  }
}
