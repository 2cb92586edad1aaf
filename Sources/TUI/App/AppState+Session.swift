import Engine
import History

// MARK: - Saving the session

extension AppState {
  /// Asks for the session to be written to a file.
  mutating func save(to path: String) throws(PromptError) -> Effect? {
    guard run.isWhole else { throw PromptError(sentence: "the run is not whole yet") }
    return .save(text: SessionFile.text(of: sessionCommands), path: path)
  }

  /// The commands that lead from the start of the run to this state.
  var sessionCommands: [String] {
    let saved = reproducibleRuns
    var commands: [String] = []
    for (number, index) in saved.enumerated() {
      if let branching = runs[index].branching,
        let parent = saved.firstIndex(where: { runs[$0].id == branching.parent })
      {
        commands += ["run \(parent + 1)", command(to: branching.cursor, in: runs[saved[parent]])]
        commands += ["branch \(branching.change.text)", "name \(runs[index].name)"]
      } else {
        commands.append("run \(number + 1)")
      }
      if let search, index == runIndex { commands.append("find \(search.names.text)") }
      commands += commandsOfRun(runs[index])
    }
    let shown = saved.firstIndex(of: runIndex) ?? 0
    commands += ["run \(shown + 1)", "theme \(theme.name)", "speed \(speedText)"]
    if !breakpoints.text.isEmpty { commands.append("break \(breakpoints.text)") }
    for pane in Self.listPanes { commands += listCommands(pane) }
    commands += ["zoom \(zoomText)", "gpu \(run.choices.gpu)", "focus \(pane.name)"]
    commands.append(command(to: run.cursor, in: run))
    return commands
  }

  /// The filter and the order of a list.
  private func listCommands(_ pane: PaneID) -> [String] {
    var commands: [String] = []
    if let filter = filters[pane] { commands.append("filter \(filter.text)") }
    if pane == .queue, queueOrder != .queue { commands.append("order \(queueOrder.rawValue)") }
    if pane == .switches, switchOrder != .latest {
      commands.append("order \(switchOrder.rawValue)")
    }
    return commands.isEmpty ? [] : ["focus \(pane.name)"] + commands
  }

  private func commandsOfRun(_ run: Run) -> [String] {
    var commands: [String] = []
    for mark in run.marks {
      commands += [command(to: mark.cursor, in: run), "mark \(mark.name)"]
    }
    if let text = run.second?.request { commands.append("compare \(text)") }
    commands.append(command(to: run.cursor, in: run))
    return commands
  }

  /// The places of the runs whose parents are open too, up to the one that was opened first.
  private var reproducibleRuns: [Int] {
    var known: Set<Int> = []
    return runs.indices.filter { index in
      if let branching = runs[index].branching, !known.contains(branching.parent) { return false }
      known.insert(runs[index].id)
      return true
    }
  }

  private func command(to cursor: Cursor, in run: Run) -> String {
    // Of events at one time the cursor may be after some.
    run.history.eventCount(at: cursor.time) == cursor.eventCount
      ? "at \(cursor.time)" : "event \(cursor.eventCount)"
  }

  private var zoomText: String {
    viewport.zoom.secondsPerCell.map { "\($0 * Double(max(layout.axisWidth, 1)))" } ?? "all"
  }

  private var speedText: String {
    playback.speed.isFastest ? playback.speed.label : "\(playback.speed.secondsPerSecond)"
  }
}

extension Change {
  /// The change as it is typed.
  var text: String {
    switch self {
    case .policy(let policy): "\(policy)"
    case .addGPU: "+gpu"
    case .removeGPU(let gpu): "lose \(gpu)"
    }
  }
}
