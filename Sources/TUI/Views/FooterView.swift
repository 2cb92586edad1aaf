import Engine
import History

/// The last line: a text field, a remark on the last key, or the keys that matter.
enum FooterView {
  static func draw(_ frame: Frame, _ rect: Rect, _ canvas: inout Canvas) {
    let (state, theme) = (frame.state, frame.theme)
    canvas.clear(rect, style: theme.plain)
    if case .typing(let prompt) = state.mode {
      drawPrompt(prompt, frame, rect, &canvas)
    } else if let count = state.count {
      let width = canvas.write(
        "\(count.number)", x: rect.x + 1, y: rect.y, style: theme.style(.key, .bold))
      let remark =
        count.panesBefore != nil && count.number <= PaneID.numbered.count
        ? "  chooses a pane; before a move in time it is a count"
        : "  a count for the next move in time"
      canvas.write(
        remark, x: rect.x + 1 + width, y: rect.y,
        style: theme.style(.dim))
    } else if let message = state.message {
      canvas.write(message, x: rect.x + 1, y: rect.y, style: theme.style(.warn, .bold))
    } else {
      drawKeys(frame, rect, &canvas)
    }
  }

  // MARK: - A text field

  private static func drawPrompt(
    _ prompt: Prompt, _ frame: Frame, _ rect: Rect, _ canvas: inout Canvas
  ) {
    let theme = frame.theme
    let (sign, hint) = texts(for: prompt.purpose, frame)
    var x = rect.x + 1
    x += canvas.write(sign, x: x, y: rect.y, style: theme.style(.key, .bold)) + 1
    // A long text is shown around its caret, and leaves room for the complaint.
    let complaintWidth = prompt.complaint.map { displayWidth(of: $0) + 4 } ?? 0
    let all = max(rect.endX - x - 1, 1)
    let room = all - min(complaintWidth, all * 2 / 3)
    let text = prompt.string
    var head = text.prefix(prompt.caret)
    while displayWidth(of: String(head)) > max(room * 2 / 3, 1) { head.removeFirst() }
    let shown = text[head.startIndex...]
    let caret = x + displayWidth(of: String(head))
    let end =
      x + canvas.write(String(shown), x: x, y: rect.y, style: theme.plain, maxWidth: room)
    canvas.restyle(Rect(x: caret, y: rect.y, width: 1, height: 1)) { $0.adding(.reverse) }
    let remark = prompt.complaint ?? "Tab completes, ↑ recalls; \(hint)"
    let style = prompt.complaint == nil ? theme.style(.dim) : theme.style(.bad, .bold)
    canvas.write(remark, x: max(end, caret + 1) + 2, y: rect.y, style: style)
  }

  private static func texts(
    for purpose: Prompt.Purpose, _ frame: Frame
  ) -> (sign: String, hint: String) {
    switch purpose {
    case .goTo: (":", "a time, an event, a request or a command: \(JumpTarget.examples)")
    case .search: ("/", "part of a request's, node's or model's id")
    case .breakpoints: ("break at", Breakpoints.examples)
    case .compare:
      (
        "second schedule",
        (frame.run.second == nil ? "" : "empty closes it; ") + "\(RunRequest.examples); "
          + Policy.list(suitedTo: frame.run.history.scenario.hardware).map(\.name).joined(
            separator: " ")
      )
    case .filter: ("show lines with", "empty shows all; \(ListFilter.examples)")
    case .whatIf: ("what if, from here on", ChangeRequest.examples)
    }
  }

  // MARK: - Keys

  private static func drawKeys(_ frame: Frame, _ rect: Rect, _ canvas: inout Canvas) {
    let theme = frame.theme
    let hints = hints(of: frame.state)
    let search = frame.state.search.map { search in
      "“\(search.names.text)” \(frame.state.hitCount ?? "…")"
    }
    let widths = hints.map { displayWidth(of: "\($0.keys) \($0.label)") + 2 }
    // The keys that explain the screen are the last to go when the line is short.
    var shown = Set(hints.indices.filter { hints[$0].isKept })
    var room =
      rect.width + 1 - (search.map { displayWidth(of: $0) + 2 } ?? 0)
      - shown.reduce(0) { $0 + widths[$1] }
    for index in hints.indices where !shown.contains(index) {
      guard widths[index] <= room else { break }
      shown.insert(index)
      room -= widths[index]
    }
    if let search { canvas.writeRight(search + " ", in: rect, style: theme.style(.now, .bold)) }
    var x = rect.x + 1
    for (index, hint) in hints.enumerated() where shown.contains(index) {
      x += canvas.write(hint.keys, x: x, y: rect.y, style: theme.style(.key, .bold)) + 1
      x += canvas.write(hint.label, x: x, y: rect.y, style: theme.style(.dim)) + 2
    }
  }

  private typealias Hint = (keys: String, label: String, isKept: Bool)

  /// The keys of the footer: those of the pane with the focus, then those that matter everywhere.
  private static func hints(of state: AppState) -> [Hint] {
    let (keymap, focus) = (state.keymap, state.focus)
    let general = keymap.bindings.compactMap { binding in
      binding.label.map { (action: binding.action, label: $0) }
    }
    // The lanes are in view wherever the focus is: their keys are the general ones.
    let own = (focus == .gpus ? [] : PaneKeys.actions(in: focus))
      .filter { $0.action != .order || !state.orderNames.isEmpty }
    let rest = general.filter { entry in !own.contains { $0.action == entry.action } }
    return hints(for: own + rest, keymap)
  }

  /// The keys of some actions; neighbours with the same label stand together.
  private static func hints(
    for actions: [(action: Action, label: String)], _ keymap: Keymap
  ) -> [Hint] {
    var hints: [Hint] = []
    for (action, label) in actions {
      guard let key = keymap.label(of: action) else { continue }
      let isKept = [.inspect, .help, .quit].contains(action)
      if let last = hints.last, last.label == label {
        hints[hints.count - 1].keys += " \(key)"
      } else {
        hints.append((key, label, isKept))
      }
    }
    return hints
  }
}
