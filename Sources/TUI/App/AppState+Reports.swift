import Engine
import History

// MARK: - Results of work

extension AppState {
  /// Takes over what work has to tell.
  mutating func receive(_ report: Report) {
    switch report {
    case .progress(let id, let share):
      guard let index = work.firstIndex(where: { $0.id == id }) else { return }
      work[index].share = share
    case .compared(let id, let runID, let second):
      guard finish(id), let index = index(ofRun: runID) else { return }
      change(run: index) { $0.second = second }
      guard index == runIndex else { return }
      showChosenGPU()
      if second.history.failure != nil { return message = earlyEnd(of: "the second schedule") }
      message =
        second.differences.all.isEmpty
        ? "the two schedules are the same"
        : remark(
          Format.count(second.differences.all.count, "decision differs", "decisions differ"),
          .nextDifference, "goes to the next")
    case .branched(let id, let branch):
      guard finish(id) else { return }
      open(branch)
      showChosenGPU()
      message =
        branch.history.failure == nil
        ? remark("branched: \(branch.name)", .nextTab, "goes to the other runs")
        : earlyEnd(of: "the branch")
    case .found(let id, let runID, let search):
      if finish(id) { receive(search, inRun: runID) }
    case .measured(let measures, let policy, let start, let runID):
      take(measures, of: policy, from: start, inRun: runID)
    case .finished(let id): _ = finish(id)
    case .lookedUp(let id, let runID, let result):
      guard finish(id), let index = index(ofRun: runID) else { return }
      change(run: index) { $0.take(result) }
      // The remark on the hit at the cursor lacked their number.
      if case .hits = result, index == runIndex, let remark = searchRemark,
        let message, remark.hasSuffix(message)
      {
        self.message = remark
      }
    case .mostSwitching(let id, let runID, let peak):
      if finish(id) { arrive(at: peak, inRun: runID) }
    case .switches(let switches, let runID):
      if let index = index(ofRun: runID) { change(run: index) { $0.take(switchOrder: switches) } }
    case .opened(let run, let growth, let warnings):
      replace(run: 0, with: run)
      self.growth = growth
      if run.isWhole {
        work.removeAll { $0.id == 0 }
      } else if let index = work.firstIndex(where: { $0.id == 0 }) {
        work[index].name = "simulating"
      }
      openingWarnings = warnings
      self.warnings = warnings
      viewport.panStart = nil
      viewport.zoom = openingZoom
      noteEarlyEnd(of: run)
    case .grown(let history): complete(history)
    case .warnings(let lines): warn(lines)
    case .live(let look): update(look)
    case .failed: break
    }
  }

  /// Whether the result of some work is still wanted; it is over then.
  private mutating func finish(_ id: Int) -> Bool {
    guard let index = work.firstIndex(where: { $0.id == id }) else { return false }
    work.remove(at: index)
    return true
  }

  private mutating func complete(_ history: History) {
    growth = nil
    guard let index = index(ofRun: 0) else { return }
    change(run: index) { $0.grow(to: history, isWhole: true) }
    noteGrowth(ofRun: index)
    work.removeAll { $0.id == 0 }
    noteEarlyEnd(of: runs[index])
  }

  private mutating func noteEarlyEnd(of run: Run) {
    if run.history.failure != nil { message = earlyEnd(of: "the run") }
  }

  /// The remark that the fault of a policy ended a run.
  private func earlyEnd(of name: String) -> String {
    remark("⚠ \(name) ended early", .warnings, "says why")
  }

  /// Adds warnings that came up after the run was opened.
  mutating func warn(_ lines: [String]) {
    guard !lines.isEmpty else { return }
    warnings += lines
    openingWarnings += lines
    message =
      message ?? remark("⚠ " + Format.count(allWarnings.count, "warning"), .warnings, "shows them")
  }
}

// MARK: - Live runs

extension AppState {
  /// Takes over what has happened since the last look.
  mutating func update(_ look: LiveFeed.Look) {
    guard let index = runs.firstIndex(where: { $0.live != nil }) else { return }
    change(run: index) { run in
      run.grow(to: look.history, isWhole: look.isOver)
      run.live?.time = look.time
      run.live?.phase = look.phase
      run.live?.isOver = look.isOver
      if run.live?.isFollowing == true { run.seek(toTime: max(look.time, look.history.endTime)) }
    }
    warnings = openingWarnings + look.warnings
  }

  /// Follows the present, or stays where the cursor is; the run goes on either way.
  mutating func toggleFollowingLive() {
    run.live?.isFollowing.toggle()
    guard let live = run.live else { return }
    if live.isFollowing {
      run.seek(toTime: run.endTime)
      viewport.panStart = nil
    } else {
      message = remark("paused; the run goes on", .runOrPause, "returns to it")
    }
  }
}
