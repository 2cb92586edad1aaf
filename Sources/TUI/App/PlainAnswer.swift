import Engine
import History

/// The difference between two states, as lines of text.
enum PlainAnswer {
  /// The most events that a step is answered by.
  private static let mostEvents = 20

  /// Tells what a key has changed; what it has to say itself comes last.
  static func lines(from old: AppState, to new: AppState) -> [String] {
    var lines: [String] = []
    if old.runs.count != new.runs.count || old.runIndex != new.runIndex {
      let name = new.run.name.isEmpty ? "" : ": \(new.run.name)"
      lines.append("run \(new.runIndex + 1) of \(new.runs.count)\(name)")
    }
    if old.run.cursor != new.run.cursor || !lines.isEmpty {
      if old.run.id == new.run.id { lines += events(from: old, to: new) }
      lines.append(status(new))
    }
    lines += texts(old.mode, new)
    lines += choices(old, new)
    if old.viewport != new.viewport {
      let axis = new.axis
      lines.append(
        "the lanes show \(new.scene.clock(axis.start)) to \(new.scene.clock(axis.end))")
    }
    if let message = new.message { lines.append(message) }
    return lines.isEmpty ? ["nothing has changed"] : lines
  }

  /// The place of the cursor and the state of the world there.
  static func status(_ state: AppState) -> String {
    let (run, moment) = (state.run, state.run.moment)
    let busy = (0..<moment.history.options.gpuCount).count { moment.activity(of: $0) != .idle }
    let parts = [
      "time \(state.scene.clock(moment.time))",
      "event \(Format.count(moment.eventCount)) of \(Format.count(run.lastEventCount))",
      "\(Format.count(moment.completedRequests.count)) of "
        + "\(Format.count(run.history.scenario.requests.count, "request")) complete",
      Format.count(moment.queueLength, "node waits", "nodes wait"),
      "\(busy) of \(Format.count(moment.options.shape.presentCount, "GPU")) busy",
    ]
    return parts.joined(separator: ", ")
  }

  // MARK: - Events

  private static func events(from old: AppState, to new: AppState) -> [String] {
    let moment = new.run.moment
    let rows =
      old.run.moment
      .eventRowCount..<max(
        moment.eventRowCount, old.run.moment.eventRowCount)
    let skipped = max(rows.count - mostEvents, 0)
    let more = skipped > 0 ? ["… \(Format.count(skipped, "earlier line"))"] : []
    return more
      + moment.eventRows(rows.dropFirst(skipped).startIndex..<rows.upperBound).map { entry in
        let line = EventLine(entry, new.scene, width: .max)
        return "\(new.scene.clock(line.time)) \(word(for: entry.row))\(line.text)"
      }
  }

  /// The word for the sign of a line.
  private static func word(for row: EventRow) -> String {
    switch row {
    case .arrival, .requestCompletion: ""
    case .completion: "done: "
    case .switch: "switch: "
    case .dispatch: "placed: "
    }
  }

  // MARK: - Text fields and help

  private static func texts(_ old: Mode, _ new: AppState) -> [String] {
    switch new.mode {
    case .typing(let prompt):
      if let complaint = prompt.complaint { return [complaint] }
      guard case .typing = old else {
        return ["\(name(of: prompt.purpose)); the next line is the text"]
      }
      return ["text: \(prompt.string)"]
    case .helping:
      if case .helping = old { return [] }
      return new.keymap.bindings.filter { !$0.keys.isEmpty }.map { binding in
        "\(binding.keys.map(\.label).joined(separator: " or ")): \(binding.help)"
      }
    case .browsing, .asking: return []
    }
  }

  private static func name(of purpose: Prompt.Purpose) -> String {
    switch purpose {
    case .goTo: "go to a time, an event or a mark, or give a command"
    case .search: "find a part of a request's, node's or model's id"
    case .breakpoints: "breakpoints"
    case .compare: "a second schedule"
    case .whatIf: "what if, from here on"
    case .filter: "filter"
    }
  }

  // MARK: - Panes

  private static func choices(_ old: AppState, _ new: AppState) -> [String] {
    let (before, now) = (old.run.inspector?.page, new.run.inspector?.page)
    if let now, new.focus == .inspector {
      if before?.subject != now.subject || before?.order != now.order || old.focus != .inspector {
        return page(new)
      }
      return before == now ? [] : [new.chosenText].compactMap { $0 }
    }
    if old.focus != new.focus || before != now { return pane(new) }
    guard old.run.choices != new.run.choices else { return [] }
    return new.focus == .latency ? pane(new) : [new.chosenText].compactMap { $0 }
  }

  private static func page(_ state: AppState) -> [String] {
    let page = state.inspectorPage
    return ["page: \(page.title)"] + page.rows.map { row in row.spans.map(\.text).joined() }
  }

  private static func pane(_ state: AppState) -> [String] {
    let title = "pane \(state.focus.rawValue): \(state.focus.name)"
    guard state.focus == .gpus else {
      return [title] + state.paneText.split(separator: "\n").map(String.init)
    }
    let gpus = 0..<state.run.history.options.gpuCount
    let more = gpus.count > mostGPUs ? ["… \(Format.count(gpus.count - mostGPUs)) more"] : []
    return [title] + gpus.prefix(mostGPUs).map { state.text(of: .gpu($0), state.scene) } + more
  }

  private static let mostGPUs = 100
}
