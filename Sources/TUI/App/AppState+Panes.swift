import Engine
import History

// MARK: - Panes, choices, inspector

extension AppState {
  mutating func choose(_ action: Action, times: Int) {
    switch action {
    case .nextPane: cycleFocus(by: times)
    case .previousPane: cycleFocus(by: -times)
    case .up: moveChoice(by: -times)
    case .down: moveChoice(by: times)
    case .pageUp: moveChoice(by: -times * page)
    case .pageDown: moveChoice(by: times * page)
    case .warnings: open(.warnings)
    case .models: open(.models)
    default: inspect()
    }
  }

  /// Sends the keys to a pane; the inspector makes room for one that it covers.
  mutating func focus(on pane: PaneID) {
    guard pane != .inspector else {
      run.inspector?.hasKeys = true
      return
    }
    if run.inspector != nil, usualLayout.panes[pane] == nil { run.inspector = nil }
    run.inspector?.hasKeys = false
    self.pane = pane
    if usualLayout.panes[pane] == nil { self.pane = .gpus }
  }

  private mutating func cycleFocus(by steps: Int) {
    let isOpen = run.inspector != nil
    let panes = PaneID.allCases.filter { pane in
      if pane == .inspector { return isOpen }
      if isOpen { return usualLayout.panes[pane] != nil }
      return !hiddenPanes.contains(pane)
    }
    guard let here = panes.firstIndex(of: focus) else { return focus(on: .gpus) }
    let next = (here + steps % panes.count + panes.count) % panes.count
    focus(on: panes[next])
  }

  /// The lines of a page.
  private var page: Int {
    if case .helping = mode { return HelpPages(keymap, focus: focus, viewport.size).pageSize }
    return max(layout[focus].height - 3, 1)
  }

  private mutating func moveChoice(by steps: Int) {
    if case .helping(let line) = mode {
      let last = HelpPages(keymap, focus: focus, viewport.size).lastFirstRow
      return mode = .helping(firstLine: min(max(line + steps, 0), last))
    }
    switch focus {
    case .gpus:
      run.choices.gpu = moved(run.choices.gpu, by: steps, among: run.history.options.gpuCount)
      showChosenGPU()
    case .latency:
      run.choices.latencyGroup = moved(
        run.choices.latencyGroup, by: steps, among: LatencyGroup.all(run.moment).count)
    case .switches:
      run.choices.switch = moved(run.choices.switch, by: steps, among: switchLines.count)
    case .queue:
      run.choices.queueEntry = moved(run.choices.queueEntry, by: steps, among: queueLines.count)
    // The latest event is at the bottom.
    case .events:
      run.choices.event = moved(
        run.choices.event, by: -steps, among: eventLines.count)
    case .inspector: moveLink(by: steps)
    }
  }

  private mutating func moveLink(by steps: Int) {
    guard var inspector = run.inspector else { return }
    let page = inspectorPage
    let height = layout[.inspector].height - 2
    let link = inspector.page.link
    // The first step down from the top of a long page comes to its first link, the last step up goes back.
    if link == 0, !page.isChosenNearTop(height: height), inspector.page.isAtTop == (steps > 0) {
      inspector.page.isAtTop = steps < 0
    } else {
      inspector.page.isAtTop = false
      inspector.page.link = moved(link, by: steps, among: page.choiceCount(height: height))
    }
    run.inspector = inspector
  }

  private func moved(_ choice: Int, by steps: Int, among count: Int) -> Int {
    let target = min(choice, count - 1).addingReportingOverflow(steps).partialValue
    return min(max(target, 0), max(count - 1, 0))
  }

  /// Scrolls the lanes so that the chosen one is in sight.
  mutating func showChosenGPU() {
    run.firstGPU = layout.lanes.firstGPU(showing: run.choices.gpu, from: run.firstGPU)
  }

  // MARK: Inspecting

  /// The visible page of the inspector.
  var inspectorPage: InspectorPage {
    var scene = scene
    if run.inspector?.page.subject == .places { scene.places = placeLines }
    return InspectorPage(run.inspector?.page, scene, size: layout[.inspector].size)
  }

  /// Opens a page of the inspector on top of what is open.
  mutating func open(_ subject: PageSubject) {
    let isNew = run.inspector?.page.subject != subject
    if run.inspector == nil { run.inspector = Inspector(subject) }
    run.inspector?.open(subject)
    if isNew, case .request(let request) = subject {
      let link = longestWait(of: request)
      run.inspector?.page.link = link
    }
  }

  /// The link of a request's page to the node that has waited longest.
  private func longestWait(of request: RequestID) -> Int {
    let nodes = run.moment.story(of: request)?.nodes.filter { $0.readied != nil } ?? []
    let longest = nodes.map(\.split.waiting).max() ?? 0
    return nodes.firstIndex { $0.split.waiting == longest } ?? 0
  }

  private mutating func inspect() {
    if case .helping = mode { return }
    let moment = run.moment
    switch focus {
    case .gpus: open(.gpu(run.choices.gpu))
    case .latency:
      if moment.completedRequests.isEmpty {
        message = "no request is completed yet"
      } else {
        open(.slowest)
      }
    case .switches:
      let lines = switchLines
      guard let place = lines.entry(min(run.choices.switch, lines.count - 1)),
        let entry = moment.switchEntry(place)
      else { return message = lines.total > 0 ? "no switch passes the filter" : "no switch yet" }
      open(.dispatch(entry.execution))
    case .queue:
      let lines = queueLines
      guard let entry = lines.entry(min(run.choices.queueEntry, lines.count - 1)) else {
        return message = lines.total > 0 ? "no node passes the filter" : "no node waits"
      }
      open(.waiting(entry))
    case .events:
      let lines = eventLines
      let line = min(run.choices.event, max(lines.count - 1, 0))
      guard let row = lines.latest(1, skipping: line).first?.row else {
        return message = lines.total > 0 ? "no event passes the filter" : "no event yet"
      }
      let subject = EventStory.subject(of: row)
      open(subject)
    case .inspector: followLink()
    }
  }

  private mutating func followLink() {
    guard let page = run.inspector?.page else { return }
    switch inspectorPage.link(page.link) {
    case .inspect(let subject): open(subject)
    case .go(let event):
      playback.isRunning = false
      run.live?.isFollowing = false
      jump(by: .inspect) { $0.run.seek(toEvent: event) }
    case .place(let place): go(to: place)
    case nil: break
    }
  }

  /// Closes what was opened last, or ends work that nobody wants any more.
  mutating func close() -> Effect? {
    if case .helping = mode {
      mode = .browsing
    } else if let index = work.lastIndex(where: \.isCancellable) {
      let ended = work.remove(at: index)
      message = "cancelled: \(ended.name)"
      return .cancel(work: ended.id)
    } else if let inspector = run.inspector {
      run.inspector = inspector.closingPage()
      if usualLayout.panes[pane] == nil { pane = .gpus }
    } else {
      search = nil
    }
    return nil
  }
}
