import Engine
import History

// MARK: - Second schedules and branches

extension AppState {
  /// The reason why the run can be neither compared nor branched; nil if it can.
  func branchRefusal(_ action: Action) -> String? {
    guard run.isSimulated else {
      return run.live == nil
        ? "this is a log; only a simulated run can be run otherwise"
        : "this is a live run; only a simulated run can be run otherwise"
    }
    guard run.isWhole else { return "the run is still being simulated" }
    if action == .whatIf, run.eventCount == run.lastEventCount {
      return "a branch at the end of the run could not differ"
    }
    return nil
  }

  /// Asks for a second schedule beside this run; without a text closes the one that is there.
  mutating func compare(with text: String) throws(PromptError) -> Effect? {
    guard !text.isEmpty else {
      if run.second != nil { message = "second schedule closed" }
      run.second = nil
      return nil
    }
    if let other = runs.first(where: { $0.id != run.id && $0.shownName == text }) {
      return start(other.shownName) { [run] in
        .beside(other.history, with: run.history, run: run.id)
      }
    }
    let request: RunRequest
    do { request = try RunRequest(text) } catch { throw PromptError(sentence: error.sentence) }
    let options = run.history.options
    let name = request.name(in: options)
    message = remark("simulating \(name)", .close, "cancels")
    return start(name) { [run] in
      .compare(request.applied(to: options), request: text, with: run.history, run: run.id)
    }
  }

  /// Asks for a branch of the run at the cursor, or from the time on that follows an `at` in the text.
  mutating func branch(_ text: String) throws(PromptError) -> Effect? {
    let (text, time) = ChangeRequest.split(text)
    if let time {
      try jump(by: .whatIf) { state throws(PromptError) in try state.go(to: .time(time)) }
      if let refusal = branchRefusal(.whatIf) { throw PromptError(sentence: refusal) }
    }
    let request: ChangeRequest
    do { request = try ChangeRequest(text, run.moment.options) } catch {
      throw PromptError(sentence: error.sentence)
    }
    let change = request.change.name(at: run.time)
    let name = request.name ?? (run.name.isEmpty ? change : "\(run.name), \(change)")
    let parentName = run.name.isEmpty ? request.change.original(in: run.moment.options) : run.name
    message = remark("simulating \(name)", .close, "cancels")
    return start(name) { [parent = run] in
      .branch(request.change, from: parent, parentName: parentName)
    }
  }

  /// Starts work in the background; its name is seen in the header.
  mutating func start(_ name: String, _ task: () -> Work.Task) -> Effect {
    workCount += 1
    work.append(WorkStatus(id: workCount, name: name, share: 0))
    return .start(Work(id: workCount, name: name, task: task()))
  }

  // MARK: The open runs

  /// Goes to the next of the open runs, at the same time.
  mutating func changeRun(by steps: Int) {
    guard runs.count > 1 else {
      return message = remark("one run is open", .whatIf, "branches it")
    }
    let (time, live) = (run.time, run.live)
    show(run: (runIndex + steps % runs.count + runs.count) % runs.count)
    arrive(at: time)
    if live != nil { run.live?.isFollowing = false }
  }

  /// Closes the branch on the screen; the run before it comes up, at the same time.
  mutating func closeBranch() {
    guard runIndex > 0 else { return message = "only branches can be closed" }
    let time = run.time
    closeRun()
    arrive(at: time)
  }

  private mutating func arrive(at time: Double) {
    run.seek(toTime: time)
    showChosenGPU()
    if usualLayout.panes[focus] == nil { pane = .gpus }
    message = run.shownName
  }

  // MARK: Differences

  /// Goes to the next decision in which the two schedules differ, or to the one before.
  mutating func goToDifference(forward: Bool, times: Int) {
    guard let second = run.second else {
      return message = remark("no second schedule", .compare, "opens one")
    }
    for _ in 0..<min(times, Self.longestRepeat) {
      var here: Double?
      if case .difference(let time) = run.landing { here = time }
      let found =
        forward
        ? second.differences.next(after: here ?? run.time.nextDown)
        : second.differences.previous(before: here ?? run.time)
      guard let found else {
        return message = forward ? "no further difference" : "no earlier difference"
      }
      run.land(.difference(found.time), atTime: found.time)
      let node = run.history.scenario.name(of: found.node)
      message =
        "\(node): \(Self.place(of: found.first, run.history)) · "
        + "\(second.name): \(Self.place(of: found.second, second.history))"
    }
  }

  private static func place(of execution: Int?, _ history: History) -> String {
    guard let execution else { return "never" }
    let dispatched = history.trace.events[history.trace.dispatchEvent(of: execution)].time
    return "\(history.trace.executions[execution].gpus.gpuLabel) at \(Format.clock(dispatched))"
  }
}
