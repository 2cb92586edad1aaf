import Engine
import History

// MARK: - Breakpoints

/// Where to stop: the conditions as typed and as understood.
struct Breakpoints: Hashable, Sendable {
  /// As typed; empty if there are none.
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
    history.next(matching: conditions, after: eventCount)
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

extension AppState {
  /// Takes over edited breakpoints; returns what is wrong with them.
  mutating func setBreakpoints(_ text: String) -> String? {
    do { breakpoints = try Breakpoints(text, history) } catch { return error.message }
    if breakpoints.conditions.isEmpty {
      message = "no breakpoints"
    } else {
      let run =
        keymap.label(of: .runToBreakpoint).map { "\($0) runs to it" } ?? "running stops there"
      message = "breakpoint set; \(run)"
    }
    return nil
  }

  mutating func runToBreakpoint(forward: Bool, times: Int) {
    guard !breakpoints.conditions.isEmpty else {
      let set = keymap.label(of: .breakpoints).map { "; \($0) sets one" } ?? ""
      return message = "no breakpoint is set\(set)"
    }
    let isThere = go(toMatchOf: breakpoints.conditions, forward: forward, times: times) {
      $0.halt(at: $1)
    }
    if !isThere { message = "no breakpoint is met \(forward ? "from here on" : "before this")" }
  }

  /// Arrives at one match after the other; false if there are not so many.
  private mutating func go(
    toMatchOf conditions: [Condition], forward: Bool, times: Int,
    arrive: (inout AppState, ConditionMatch) -> Void
  ) -> Bool {
    for _ in 0..<min(times, 10_000) {
      let match =
        forward
        ? history.next(matching: conditions, after: eventCount)
        : history.previous(matching: conditions, before: eventCount)
      guard let match else { return false }
      arrive(&self, match)
    }
    return true
  }

  /// Stops at a breakpoint and says which.
  mutating func halt(at match: ConditionMatch) {
    playback.isRunning = false
    seek(toEvent: match.eventCount)
    message = "stopped at \(breakpoints.name(of: match.condition))"
  }
}

// MARK: - Search

/// What was last searched for.
struct Search: Hashable, Sendable {
  let names: NameSearch

  var conditions: [Condition] { [Condition([.search(names)])] }
}

extension AppState {
  /// Searches for names and goes to the next event that concerns one; returns what is wrong.
  mutating func startSearch(for text: String) -> String? {
    guard !text.isEmpty else {
      search = nil
      return nil
    }
    let names = NameSearch(text, in: history.scenario)
    guard names.matchCount > 0 else { return "no request, node or model is called so" }
    search = Search(names: names)
    searchOn(forward: true, times: 1)
    return nil
  }

  mutating func searchOn(forward: Bool, times: Int) {
    guard let search else {
      let key = keymap.label(of: .search).map { "; \($0) does" } ?? ""
      return message = "nothing has been searched for\(key)"
    }
    let isThere = go(toMatchOf: search.conditions, forward: forward, times: times) {
      $0.seek(toEvent: $1.eventCount)
    }
    guard isThere else {
      return message = "no \(forward ? "later" : "earlier") event concerns “\(search.names.text)”"
    }
    let frame = Frame(self)
    let found = EventStory.latest(1, moment).first
    let text = found.map { EventStory.line(for: $0, frame, width: 0).text } ?? ""
    let keys = [Action.nextMatch, .previousMatch].compactMap { keymap.label(of: $0) }
    message = "“\(search.names.text)”: \(text) · \(keys.joined(separator: " ")) go on"
  }
}
