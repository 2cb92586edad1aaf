import Engine
import History

// MARK: - The policies with their measures

extension AppState {
  /// Asks for the measures of the policies that a text field offers, unless they are known.
  mutating func measurePolicies(for purpose: Prompt.Purpose) -> Effect? {
    guard let start = measuringStart(of: purpose) else { return nil }
    let known = run.measures[start] ?? [:]
    let missing = Policy.list(suitedTo: run.history.scenario.hardware).map(\.name).filter {
      known[$0] == nil
    }
    guard !missing.isEmpty, !work.contains(where: { $0.name == Self.measuring }) else {
      return nil
    }
    // The measures from another moment on are of no use any more.
    run.measures = run.measures.filter { $0.key == .start || $0.key == start }
    let effect = self.start(Self.measuring) { [run] in
      .measure(
        MeasuringRequest(history: run.history, run: run.id, start: start, policies: missing))
    }
    if let index = work.indices.last { work[index].isAwaited = false }
    return effect
  }

  /// Ends the measuring when the text field that asked for it is closed; what is known is kept.
  mutating func endMeasuring() -> Effect? {
    if case .typing(let prompt) = mode, [.compare, .whatIf].contains(prompt.purpose) { return nil }
    guard let index = work.firstIndex(where: { $0.name == Self.measuring }) else { return nil }
    return .cancel(work: work.remove(at: index).id)
  }

  private static let measuring = "measuring policies"

  /// The point from which on the policies of a text field would decide; nil if it offers none.
  func measuringStart(of purpose: Prompt.Purpose) -> MeasuringStart? {
    guard growth == nil, run.isWhole, run.isSimulated else { return nil }
    switch purpose {
    case .compare: return .start
    case .whatIf: return run.eventCount < run.lastEventCount ? .event(run.eventCount) : nil
    case .goTo, .search, .breakpoints, .filter: return nil
    }
  }

  /// Takes over the measures under a policy.
  mutating func take(
    _ measures: PolicyMeasures, of policy: String, from start: MeasuringStart, inRun id: Int
  ) {
    guard let index = index(ofRun: id) else { return }
    change(run: index) { $0.measures[start, default: [:]][policy] = measures }
  }

  /// The remark beside a policy in a list: its measures, as far as they are known, and its rule.
  func remark(on policy: PolicyEntry, for purpose: Prompt.Purpose) -> String {
    guard let start = measuringStart(of: purpose) else { return policy.summary }
    let measures = run.measures[start]?[policy.name]
    let columns = measures?.columns ?? padded("…", 8)
    return fitted(columns, PolicyMeasures.titles.count) + "  " + policy.summary
  }
}
