import Engine
import History

/// The ready queue in order: nodes, their models, their waiting times and the reasons.
enum QueueView {
  static func draw(_ frame: Frame, _ rect: Rect, _ canvas: inout Canvas) {
    let moment = frame.moment
    let lines = frame.queueLines
    let title =
      "Ready queue · \(Format.count(moment.queueLength))"
      + frame.state.listRemark(.queue, count: lines.count, of: lines.total)
    Pane.draw(.queue, title, frame, rect, &canvas) { drawEntries(frame, $0, &$1) }
  }

  /// The first entry in sight, counted from the head of the queue.
  static func firstEntry(_ frame: Frame, _ inside: Rect) -> Int {
    let length = frame.queueLines.count
    let chosen = min(frame.run.choices.queueEntry, max(length - 1, 0))
    return Layout.firstLine(chosen: chosen, rows: rows(inside, of: length))
  }

  /// The rows for entries: one less where the last row says how many more there are.
  private static func rows(_ inside: Rect, of length: Int) -> Int {
    max(length > inside.height ? inside.height - 1 : inside.height, 0)
  }

  private static func drawEntries(_ frame: Frame, _ inside: Rect, _ canvas: inout Canvas) {
    let theme = frame.theme
    let lines = frame.queueLines
    guard lines.count > 0 else {
      let remark = lines.total > 0 ? "no node passes the filter" : "no node waits"
      canvas.write(remark, x: inside.x + 1, y: inside.y, style: theme.style(.dim))
      return
    }
    let first = firstEntry(frame, inside)
    let room = rows(inside, of: lines.count)
    let shown = lines.entries(room, from: first)
    let rows = rows(for: shown, frame, width: inside.width)
    let columns = Columns(rows, width: inside.width - 2)
    for (index, row) in rows.enumerated() {
      draw(
        row, columns, frame,
        Rect(x: inside.x + 1, y: inside.y + index, width: inside.width - 2, height: 1), &canvas)
      if first + index == min(frame.run.choices.queueEntry, lines.count - 1) {
        let line = Rect(x: inside.x, y: inside.y + index, width: inside.width, height: 1)
        Pane.choose(line, of: .queue, frame, &canvas)
      }
    }
    guard room < lines.count, inside.height > 0 else { return }
    let before = first > 0 ? "\(Format.count(first)) before, " : "… and "
    canvas.write(
      "\(before)\(Format.count(lines.count - first - shown.count)) more", x: inside.x + 1,
      y: inside.endY - 1, style: theme.style(.dim))
  }

  /// An entry of the queue in words.
  static func text(of entry: Int, _ scene: Scene) -> String {
    let readied = scene.trace.readied[entry]
    let model = scene.scenario.model(of: readied.node)
    let waited = max(0, scene.moment.time - scene.trace.events[readied.event].time)
    let reason = WaitingReasons(scene.moment).reason(for: model).long
    return "\(scene.name(of: readied.node)) \(scene.scenario[model].id), \(reason), "
      + "has waited \(Format.span(waited))"
  }

  private struct Row {
    let name: String
    let model: ModelID
    let modelName: String
    let reason: (long: String, short: String)
    let waited: Double
    let age: String
  }

  /// The widths of the columns: names first, then as much of the reason as there is room for.
  private struct Columns {
    let name: Int
    let model: Int
    let reason: KeyPath<Row, String>?

    init(_ rows: [Row], width: Int) {
      func widest(_ text: (Row) -> String) -> Int {
        rows.map { displayWidth(of: text($0)) }.max() ?? 0
      }
      model = min(widest(\.modelName), max(width / 4, 5))
      let age = widest(\.age)
      // A long name gives way to the reason, but not where there is no room for either.
      let reserved = width >= 40 ? widest(\.reason.short) + 2 : 0
      name = min(widest(\.name), max(width - model - age - 2 - reserved, 0))
      let room = width - name - model - age - 4
      reason = [\Row.reason.long, \Row.reason.short].first { path in
        widest { $0[keyPath: path] } <= room
      }
    }
  }

  private static func rows(for entries: [Int], _ frame: Frame, width: Int) -> [Row] {
    let reasons = WaitingReasons(frame.moment, clock: { frame.scene.clock($0) })
    let waits = entries.map { entry in
      max(0, frame.moment.time - frame.trace.events[frame.trace.readied[entry].event].time)
    }
    return zip(entries, zip(waits, Format.spans(waits))).map { entry, wait in
      let readied = frame.trace.readied[entry]
      let model = frame.scenario.model(of: readied.node)
      return Row(
        name: frame.name(of: readied.node), model: model,
        modelName: "\(Format.letter(model)) \(frame.shortName(of: model))",
        reason: reasons.reason(for: model), waited: wait.0, age: wait.1)
    }
  }

  private static func draw(
    _ row: Row, _ columns: Columns, _ frame: Frame, _ rect: Rect, _ canvas: inout Canvas
  ) {
    let theme = frame.theme
    canvas.write(
      shortenedNodeName(row.name, columns.name), x: rect.x, y: rect.y, style: theme.plain)
    canvas.write(
      shortenedInMiddle(row.modelName, columns.model), x: rect.x + columns.name + 1, y: rect.y,
      style: theme.ink(frame.color(of: row.model)))
    if let reason = columns.reason {
      canvas.write(
        row[keyPath: reason], x: rect.x + columns.name + columns.model + 2, y: rect.y,
        style: theme.style(.dim))
    }
    canvas.writeRight(row.age, in: rect, style: theme.style(row.waited > 60 ? .warn : .text))
  }
}
