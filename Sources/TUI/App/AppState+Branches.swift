import Engine
import History

// MARK: - A second schedule beside the first, and what if

extension AppState {
  /// Why the run on the screen can be neither compared nor branched; nil if it can.
  private var refusal: String? {
    if live != nil { return "a live run has no other course" }
    return isSimulated ? nil : "only a simulated run has other courses; this one is a log"
  }

  /// Opens the text field for a second schedule, or closes the one that is there.
  mutating func toggleComparison() {
    if let refusal { return message = refusal }
    guard comparison == nil else { return comparison = nil }
    playback.isRunning = false
    prompt = Prompt(.compare)
  }

  mutating func openWhatIf() {
    if let refusal { return message = refusal }
    playback.isRunning = false
    prompt = Prompt(.whatIf)
  }

  /// Runs the scenario as wished beside this run; returns what is wrong with the wish.
  mutating func compare(with text: String) -> String? {
    let wish: RunWish
    do { wish = try RunWish(text) } catch { return error.sentence }
    let options = wish.applied(to: history.options)
    var simulation = Simulation(scenario: history.scenario, options: options)
    simulation.runToEnd()
    if let failure = simulation.failure { return failure.sentence }
    let gpus = options.gpuCount == 1 ? "1 GPU" : "\(options.gpuCount) GPUs"
    setComparison("\(options.policy) · \(gpus)", History(of: simulation))
    let key = keymap.label(of: .nextDifference).map {
      "; \($0) goes to the first decision that differs"
    }
    message =
      comparison?.differences.all.isEmpty == true ? "the two schedules are the same" : key
    return nil
  }

  private mutating func setComparison(_ name: String, _ other: History) {
    comparison = Comparison(
      name: name, history: other,
      differences: ScheduleDifferences(
        between: history.trace, and: other.trace, of: history.scenario))
    showChosenGPU()
  }

  /// Branches the run at the cursor; returns what is wrong with the wish.
  mutating func branch(_ text: String) -> String? {
    let change: Change?
    do { change = try Change.parse(text, history.options) } catch {
      return "\(error.sentence); or +gpu, -gpu, lose 2"
    }
    guard let change else { return "there is no such GPU to lose, or it is the last one" }
    var fork = wholeSimulation.forked(after: eventCount, change: change)
    fork.runToEnd()
    if let failure = fork.failure { return failure.sentence }
    let name = change.name(at: time)
    let (original, here, now) = (history, eventCount, time)
    addTab(Tab(name: name, history: History(of: fork), simulation: fork))
    seek(toEvent: here)
    if time < now { seek(toTime: now) }
    setComparison(tabs.count == 2 ? "as it was" : "what it branched from", original)
    let key = keymap.label(of: .nextTab).map { "; \($0) goes to the other runs" } ?? ""
    message = "branched here: \(change.name(at: time))\(key)"
    return nil
  }

  /// The simulation of this run at its end.
  private var wholeSimulation: Simulation {
    if let simulation = tabs[tab].simulation { return simulation }
    var simulation = Simulation(scenario: history.scenario, options: history.options)
    simulation.runToEnd()
    return simulation
  }

  /// Goes to the next of the runs that are open, at the same time.
  mutating func changeTab(by steps: Int) {
    guard tabs.count > 1 else {
      let key = keymap.label(of: .whatIf).map { "; \($0) branches it" } ?? ""
      return message = "there is one run\(key)"
    }
    let now = time
    showTab((tab + steps % tabs.count + tabs.count) % tabs.count)
    comparison = nil
    seek(toTime: now)
    inspections = []
    if focus == .inspector { focus = .gpus }
    showChosenGPU()
    message = tabs[tab].name.isEmpty ? "the run as it was" : tabs[tab].name
  }

  /// Goes to the next decision in which the two schedules differ, or to the one before.
  mutating func goToDifference(forward: Bool, times: Int) {
    guard let comparison else {
      let key = keymap.label(of: .compare).map { "; \($0) opens one" } ?? ""
      return message = "there is no second schedule\(key)"
    }
    for _ in 0..<min(times, 10_000) {
      let found =
        forward
        ? comparison.differences.next(after: differenceTime ?? time.nextDown)
        : comparison.differences.previous(before: differenceTime ?? time)
      guard let found else {
        return message = forward ? "no further difference" : "no earlier difference"
      }
      seek(toTime: found.time)
      differenceTime = found.time
      let node = history.scenario.name(of: found.node)
      message =
        "\(node): \(place(of: found.first, history)) · "
        + "\(comparison.name): \(place(of: found.second, comparison.history))"
    }
  }

  private func place(of execution: Int?, _ history: History) -> String {
    guard let execution else { return "never" }
    let dispatched = history.trace.events[history.trace.dispatchEvent(of: execution)].time
    return "GPU \(history.trace.executions[execution].gpus.label) at \(Format.clock(dispatched))"
  }
}

extension Scenario {
  /// The request and node of a node, as one name.
  func name(of node: RequestNode) -> String { "\(self[node.request].id)/\(self[node].id)" }
}
