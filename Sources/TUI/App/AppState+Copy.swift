import Engine
import History

// MARK: - Copying

extension AppState {
  /// Copies the chosen line, or the whole pane.
  mutating func copy(_ action: Action) -> Effect? {
    let text = action == .copyLine ? chosenText ?? paneText : paneText
    guard !text.isEmpty else {
      message = "nothing to copy here"
      return nil
    }
    let lines = text.count { $0 == "\n" } + 1
    message = lines == 1 ? "copied: \(text)" : "copied \(Format.count(lines, "line"))"
    return .copy(text)
  }

  /// The pane with the keys as it is drawn, without its frame.
  var paneText: String {
    let canvas = Screen.draw(self)
    let rect = layout[focus].inset(by: 1)
    let lines = (rect.y..<max(rect.endY, rect.y)).map { y in
      let cells = canvas.row(y).dropFirst(rect.x).prefix(rect.width)
      let text = cells.filter { !$0.isContinuation }.map(\.text).joined()
      return String(text.reversed().drop { $0 == " " }.reversed())
    }
    return lines.joined(separator: "\n").trimmed
  }

  /// The chosen line, whole, however little of it the pane has room for; nil without one.
  var chosenText: String? {
    let (moment, scene) = (run.moment, scene)
    switch focus {
    case .latency: return nil
    case .gpus: return text(of: .gpu(run.choices.gpu), scene)
    case .inspector:
      let page = inspectorPage
      return page.markedRow.map { page.rows[$0].spans.map(\.text).joined().trimmed }
    case .switches:
      let lines = switchLines
      let entry = lines.entry(min(run.choices.switch, lines.count - 1))
      return entry.flatMap { moment.switchEntry($0) }.map { SwitchesView.text(of: $0, scene) } ?? ""
    case .queue:
      let lines = queueLines
      let entry = lines.entry(min(run.choices.queueEntry, lines.count - 1))
      return entry.map { QueueView.text(of: $0, scene) } ?? ""
    case .events:
      let lines = eventLines
      let skipped = min(run.choices.event, max(lines.count - 1, 0))
      guard let entry = lines.latest(1, skipping: skipped).first else { return "" }
      let line = EventLine(entry, scene, width: .max)
      return "\(Format.clock(line.time)) \(line.sign) \(line.text)"
    }
  }

  /// The title and the first line of a page.
  func text(of subject: PageSubject, _ scene: Scene) -> String {
    let page = InspectorPage(InspectedPage(subject: subject), scene, size: Size(400, 40))
    let first = page.rows.first.map { $0.spans.map(\.text).joined().trimmed } ?? ""
    return "\(page.title) · \(first)"
  }
}
