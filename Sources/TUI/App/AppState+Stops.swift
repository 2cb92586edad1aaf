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

  mutating func runToBreakpoint(forward: Bool, times: Int) -> Effect? {
    guard !breakpoints.conditions.isEmpty else {
      message = remark("no breakpoint is set", .breakpoints, "sets one")
      return nil
    }
    return look(for: breakpoints.conditions, .breakpoint, forward: forward, times: times)
  }

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
  mutating func startSearch(for text: String) throws(PromptError) -> Effect? {
    guard !text.isEmpty else {
      search = nil
      return nil
    }
    let names = NameSearch(text, in: run.history.scenario)
    guard names.matchCount > 0 else { throw PromptError(sentence: "no match") }
    search = Search(names: names)
    run.hits = nil
    // The first hit of a large run need not wait until all are counted.
    if run.history.trace.events.count <= Self.eventsAtOnce { countHits(of: names) }
    return searchOn(forward: true, times: 1)
  }

  mutating func searchOn(forward: Bool, times: Int) -> Effect? {
    guard let search else {
      message = remark("no search yet", .search, "searches")
      return nil
    }
    if let hits = run.hits, hits.isComplete(in: run.history) {
      goToHit(of: hits, forward: forward, times: times)
      return nil
    }
    return look(for: search.conditions, .names, forward: forward, times: times)
  }

  private mutating func countHits(of names: NameSearch) {
    var hits = NameHits(of: names)
    hits.extend(over: run.history, by: .max)
    run.hits = hits
  }

  /// Goes to the next hit of the search, or to the one before.
  private mutating func goToHit(of hits: NameHits, forward: Bool, times: Int) {
    let here = run.eventCount
    let following = hits.eventCounts.partitionPoint { Int($0) > here }
    let preceding = hits.eventCounts.partitionPoint { Int($0) >= here }
    let (target, overflows) =
      forward
      ? following.addingReportingOverflow(times - 1) : preceding.subtractingReportingOverflow(times)
    guard !overflows, hits.eventCounts.indices.contains(target) else {
      let side = forward ? "later" : "earlier"
      return message =
        "no \(side) event matches “\(hits.names.text)”\(hitCount.map { ": \($0)" } ?? "")"
    }
    jump(by: .search) { $0.run.seek(toEvent: Int(hits.eventCounts[target])) }
    showCursor()
    message = searchRemark
  }

  /// The number of hits of the search, and that of the one at the cursor, if it stands at one: `3/41`.
  var hitCount: String? {
    guard search != nil, let hits = run.hits, hits.isComplete(in: run.history) else { return nil }
    let upToHere = hits.eventCounts.partitionPoint { Int($0) > run.eventCount }
    guard upToHere > 0, Int(hits.eventCounts[upToHere - 1]) == run.eventCount else {
      return Format.count(hits.eventCounts.count, "hit")
    }
    return "\(Format.count(upToHere))/\(Format.count(hits.eventCounts.count))"
  }

  /// The remark on the hit at the cursor.
  var searchRemark: String? {
    guard let text = search?.names.text else { return nil }
    let keys = [Action.nextMatch, .previousMatch].compactMap { keymap.label(of: $0) }
    let hints = keys.isEmpty ? "" : " · \(keys.joined(separator: " ")) continue"
    return "\(hitCount.map { "\($0) " } ?? "")“\(text)”: \(line(matching: text))\(hints)"
  }

  /// The lines of the event at the cursor that contain a text, else its last one with its model's name.
  func line(matching text: String) -> String {
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
