import History

/// The conditions to stop at, as typed and as understood.
struct Breakpoints: Hashable, Sendable {
  /// The text as typed; empty if there are none.
  private(set) var text = ""
  private(set) var conditions: [Condition] = []

  static let examples =
    "switch, switch gpu=2, model=sdxl, request=r1, node=n1, queue>8, p99>30, wait>60, idle, t=02:00"

  init() {}

  /// Reads conditions, in the notation of `BreakpointParser`.
  init(_ text: String, _ history: History) throws(BreakpointError) {
    conditions = try BreakpointParser(history).conditions(text)
    self.text = conditions.isEmpty ? "" : text
  }

  /// The first stop after a number of events.
  func next(in history: History, after eventCount: Int) -> ConditionMatch? {
    conditions.isEmpty ? nil : history.next(matching: conditions, after: eventCount)
  }

  /// A condition as it was typed.
  func name(of condition: Int) -> String {
    var isQuoted = false
    let parts = text.split { character in
      if character == "\"" { isQuoted.toggle() }
      return character == "," && !isQuoted
    }.map(\.trimmed).filter { !$0.isEmpty }
    return condition < parts.count ? parts[condition] : text
  }
}
