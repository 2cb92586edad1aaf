import Documents
import Engine
import History

// MARK: - Breakpoints

extension AppState {
  /// Takes over edited breakpoints.
  mutating func setBreakpoints(_ text: String) throws(PromptError) {
    do { breakpoints = try Breakpoints(text, run.history) } catch {
      throw PromptError(sentence: error.message)
    }
    if breakpoints.conditions.isEmpty {
      message = "no breakpoints"
    } else {
      message = remark("breakpoint set", .runToBreakpoint, "runs to it")
    }
  }

  mutating func runToBreakpoint(forward: Bool, times: Int) {
    guard !breakpoints.conditions.isEmpty else {
      return message = remark("no breakpoint is set", .breakpoints, "sets one")
    }
    let isThere = go(toMatchOf: breakpoints.conditions, forward: forward, times: times) {
      $0.halt(at: $1)
    }
    if !isThere { message = "no breakpoint is met \(forward ? "after" : "before") this" }
  }

  /// Arrives at one match after the other; false if there are not so many.
  private mutating func go(
    toMatchOf conditions: [Condition], forward: Bool, times: Int,
    arrive: (inout AppState, ConditionMatch) -> Void
  ) -> Bool {
    for _ in 0..<min(times, Self.longestRepeat) {
      let match =
        forward
        ? run.history.next(matching: conditions, after: run.eventCount)
        : run.history.previous(matching: conditions, before: run.eventCount)
      guard let match else { return false }
      arrive(&self, match)
    }
    return true
  }

  /// The largest count that is heeded where each repetition is a search.
  static let longestRepeat = 10_000

  /// Stops at a breakpoint and says which.
  mutating func halt(at match: ConditionMatch) {
    playback.isRunning = false
    run.nextStop = nil
    run.seek(toEvent: match.eventCount)
    message = "stopped at \(breakpoints.name(of: match.condition))"
  }
}

// MARK: - Search

extension AppState {
  /// Searches for names and goes to the next event that concerns one.
  mutating func startSearch(for text: String) throws(PromptError) {
    guard !text.isEmpty else { return search = nil }
    let names = NameSearch(text, in: run.history.scenario)
    guard names.matchCount > 0 else { throw PromptError(sentence: "no match") }
    search = Search(names: names)
    searchOn(forward: true, times: 1)
  }

  mutating func searchOn(forward: Bool, times: Int) {
    guard let search else {
      return message = remark("no search yet", .search, "searches")
    }
    let isThere = go(toMatchOf: search.conditions, forward: forward, times: times) {
      $0.run.seek(toEvent: $1.eventCount)
    }
    guard isThere else {
      return message = "no \(forward ? "later" : "earlier") event matches “\(search.names.text)”"
    }
    let keys = [Action.nextMatch, .previousMatch].compactMap { keymap.label(of: $0) }
    let hints = keys.isEmpty ? "" : " · \(keys.joined(separator: " ")) continue"
    message = "“\(search.names.text)”: \(found(search.names.text))\(hints)"
  }

  /// The lines of the event at the cursor that contain a text, else its last one with its model's name.
  private func found(_ text: String) -> String {
    let scene = scene
    let lines = EventStory.latest(Self.linesOfAnEvent, run.moment)
      .filter { $0.event == run.eventCount - 1 }
    let texts = lines.map { entry in
      EventLine(entry, scene, width: 0).text + modelName(of: entry.row, scene)
    }
    let wanted = text.lowercased()
    return texts.first { $0.lowercased().contains(wanted) } ?? texts.last ?? ""
  }

  private func modelName(of row: EventRow, _ scene: Scene) -> String {
    switch row {
    case .arrival, .requestCompletion: return ""
    case .completion(let number), .dispatch(let number), .switch(let number):
      let model = scene.moment.history.model(of: scene.trace.executions[number])
      return " (\(scene.scenario[model].id))"
    }
  }

  private static let linesOfAnEvent = 200
}
