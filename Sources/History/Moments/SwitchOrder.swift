import Engine

/// An order of the list of switches.
public enum SwitchOrder: String, CaseIterable, Hashable, Sendable {
  /// The latest first.
  case latest
  /// The longest first.
  case longest
  /// Those whose evicted model came back soonest first, then those whose has not come back.
  case back
}

extension History {
  /// The switches, counted from 0, in an order; of equal ones the earlier first.
  ///
  /// With `back`, those whose evicted model never comes back are left out.
  ///
  /// - Complexity: O(switches · log switches).
  public func switches(inOrder order: SwitchOrder) -> [Int32] {
    let all = Array(0..<Int32(switchCount))
    switch order {
    case .latest: return all.reversed()
    case .longest:
      let seconds = ledger.executions.map { trace.executions[Int($0)].switchTime }
      return all.sorted { (-seconds[Int($0)], $0) < (-seconds[Int($1)], $1) }
    case .back:
      let absences = all.map { absence(ofSwitch: Int($0)) }
      return all.filter { absences[Int($0)] != nil }
        .sorted { (absences[Int($0)] ?? 0, $0) < (absences[Int($1)] ?? 0, $1) }
    }
  }

  /// The time until the model that a switch evicted was loaded again, in seconds; nil if it never was.
  private func absence(ofSwitch index: Int) -> Double? {
    guard let load = ledger.nextLoad(of: index, amongExecutions: .max) else { return nil }
    let execution = trace.executions[load]
    return execution.start - execution.switchTime - trace.events[event(ofSwitch: index)].time
  }
}

extension Moment {
  /// Whether the model that a switch, counted from 0, evicted has been loaded again by now.
  public func isBack(afterSwitch index: Int) -> Bool {
    history.ledger.nextLoad(of: index, amongExecutions: executionCount) != nil
  }
}
