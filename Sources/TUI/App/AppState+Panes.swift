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
    case .inspect: inspect()
    case .warnings: open(.warnings)
    default: close()
    }
  }

  /// Sends the keys to a pane; the inspector makes room for one that it covers.
  mutating func focus(on pane: PaneID) {
    if pane == .inspector, inspections.isEmpty { return }
    if pane != .inspector, !inspections.isEmpty, layout.panes[pane] == nil { inspections = [] }
    focus = pane
    if layout.panes[pane] == nil { focus = .gpus }
  }

  private mutating func cycleFocus(by steps: Int) {
    let isOpen = !inspections.isEmpty
    let panes = PaneID.allCases.filter { pane in
      if pane == .inspector { return isOpen }
      if isOpen { return layout.panes[pane] != nil }
      return !hiddenPanes.contains(pane)
    }
    guard let here = panes.firstIndex(of: focus) else { return focus(on: .gpus) }
    let next = (here + steps % panes.count + panes.count) % panes.count
    focus(on: panes[next])
  }

  /// The lines that a page is.
  private var page: Int {
    helpLine == nil ? max(layout[focus].height - 3, 1) : HelpView.page(keymap, size)
  }

  private mutating func moveChoice(by steps: Int) {
    if let line = helpLine {
      helpLine = min(max(line + steps, 0), HelpView.lastFirstLine(keymap, size))
      return
    }
    switch focus {
    case .gpus:
      choices.gpu = min(max(choices.gpu + steps, 0), history.options.gpuCount - 1)
      showChosenGPU()
    case .latency: break
    case .switches: choices.switch = moved(choices.switch, by: steps, among: moment.switchCount)
    case .queue:
      choices.queueEntry = moved(choices.queueEntry, by: steps, among: moment.queueLength)
    // The latest event is at the bottom.
    case .events: choices.event = moved(choices.event, by: -steps, among: EventStory.reach(moment))
    case .inspector:
      guard let last = inspections.indices.last else { return }
      let page = InspectorPage(self)
      let height = layout[.inspector].height - 2
      let link = inspections[last].link
      // The first step down from the top of a long page comes to its first link, the last step up goes back.
      if link == 0, !page.isChosenNearTop(height: height),
        inspections[last].isAtTop == (steps > 0)
      {
        inspections[last].isAtTop = steps < 0
        return
      }
      inspections[last].isAtTop = false
      inspections[last].link = moved(
        inspections[last].link, by: steps, among: page.choiceCount(height: height))
    }
  }

  private func moved(_ choice: Int, by steps: Int, among count: Int) -> Int {
    min(max(min(choice, count - 1) + steps, 0), max(count - 1, 0))
  }

  /// Scrolls the lanes so that the chosen one is in sight.
  mutating func showChosenGPU() {
    let layout = layout
    firstGPU = min(firstGPU, layout.lastFirstGPU)
    firstGPU = min(firstGPU, choices.gpu)
    firstGPU = max(firstGPU, choices.gpu - max(layout.visibleLanes, 1) + 1)
  }

  // MARK: Inspecting

  /// Opens a page of the inspector on top of what is open.
  mutating func open(_ subject: Subject) {
    if focus != .inspector { focusBeforeInspector = focus }
    if inspections.last?.subject != subject { inspections.append(Inspection(subject: subject)) }
    focus = .inspector
  }

  private mutating func inspect() {
    if helpLine != nil { return }
    let moment = moment
    switch focus {
    case .gpus: open(.gpu(choices.gpu))
    case .latency:
      if moment.completedRequests.isEmpty {
        message = "no request is completed yet"
      } else {
        open(.slowest)
      }
    case .switches:
      let count = moment.switchCount
      guard count > 0, let entry = moment.switchEntry(count - 1 - min(choices.switch, count - 1))
      else { return message = "no switch yet" }
      open(.dispatch(entry.execution))
    case .queue:
      guard let entry = moment.queueEntry(min(choices.queueEntry, moment.queueLength - 1)) else {
        return message = "nothing waits"
      }
      open(.waiting(entry))
    case .events:
      guard let subject = EventStory.subject(ofLine: choices.event, moment) else {
        return message = "nothing has happened yet"
      }
      open(subject)
    case .inspector: followLink()
    }
  }

  private mutating func followLink() {
    guard let inspection = inspections.last else { return }
    switch InspectorPage(self).link(inspection.link) {
    case .inspect(let subject): open(subject)
    case .go(let event):
      playback.isRunning = false
      seek(toEvent: event)
    case nil: break
    }
  }

  /// Closes what was opened last.
  private mutating func close() {
    if helpLine != nil {
      helpLine = nil
    } else if !inspections.isEmpty {
      inspections.removeLast()
      if inspections.isEmpty { focus = focusBeforeInspector }
    } else if search != nil {
      search = nil
    }
  }
}
