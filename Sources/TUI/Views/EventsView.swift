import Engine
import History

/// The events before the cursor, the newest at the bottom.
enum EventsView {
  static func draw(_ frame: Frame, _ rect: Rect, _ canvas: inout Canvas) {
    let below = window(frame, rect.inset(by: 1)).skipped
    let lines = frame.state.eventLines
    let title =
      "Events" + frame.state.listRemark(.events, count: lines.count, of: lines.total)
      + (below > 0 ? " · \(Format.count(below)) newer below" : "")
    Pane.draw(.events, title, frame, rect, &canvas) { drawEvents(frame, $0, &$1) }
  }

  /// The chosen line, counted back from the cursor, and how many newer ones are out of sight below.
  private static func window(_ frame: Frame, _ inside: Rect) -> (chosen: Int, skipped: Int) {
    let chosen = min(frame.run.choices.event, max(frame.state.eventLines.count - 1, 0))
    guard chosen > 0, chosen >= shownCount(frame, inside, skipped: 0) else { return (chosen, 0) }
    return (chosen, max(1, Layout.firstLine(chosen: chosen, rows: inside.height)))
  }

  /// The line, counted back from the cursor, that stands in a row.
  static func line(at row: Int, _ frame: Frame, _ inside: Rect) -> Int? {
    let (_, skipped) = window(frame, inside)
    let shown = shownCount(frame, inside, skipped: skipped)
    return (0..<max(shown, 0)).contains(row) ? skipped + shown - 1 - row : nil
  }

  /// The number of lines in sight: a full pane goes on by half of it, so that most steps move no line.
  private static func shownCount(_ frame: Frame, _ inside: Rect, skipped: Int) -> Int {
    let count = max(frame.state.eventLines.count - skipped, 0)
    guard skipped == 0, count > inside.height else { return min(count, inside.height) }
    let page = max(inside.height / 2, 1)
    return count - (count - inside.height + page - 1) / page * page
  }

  private static func drawEvents(_ frame: Frame, _ inside: Rect, _ canvas: inout Canvas) {
    let (chosen, skipped) = window(frame, inside)
    let lines = frame.state.eventLines
    let entries = lines.latest(shownCount(frame, inside, skipped: skipped), skipping: skipped)
    if entries.isEmpty, lines.total > 0 {
      canvas.write(
        "no event passes the filter", x: inside.x + 1, y: inside.y, style: frame.theme.style(.dim))
    } else if entries.isEmpty {
      canvas.write("no event yet", x: inside.x + 1, y: inside.y, style: frame.theme.style(.dim))
      FirstSteps.draw(frame, inside.inset(x: 1, y: 0).splitTop(2).rest, &canvas)
    }
    for (row, entry) in entries.enumerated() {
      let line = EventLine(entry, frame.scene, width: inside.width)
      let y = inside.y + row
      var x = inside.x + 1
      x +=
        canvas.write(frame.scene.clock(line.time), x: x, y: y, style: frame.theme.style(.dim)) + 1
      x += canvas.write(line.sign, x: x, y: y, style: line.style) + 1
      canvas.write(
        line.text(width: inside.endX - 1 - x), x: x, y: y, style: frame.theme.plain)
      if skipped + entries.count - 1 - row == chosen {
        let rect = Rect(x: inside.x, y: y, width: inside.width, height: 1)
        Pane.choose(rect, of: .events, frame, &canvas)
      }
    }
  }
}
