import Engine
import History

/// The Gantt chart: a lane for each GPU, a ruler above, the line of now.
enum LanesView {
  static func draw(_ frame: Frame, _ rect: Rect, _ canvas: inout Canvas) {
    draw(frame, name: nil, rect, &canvas)
  }

  /// Draws the lanes of a schedule; a second one has a name.
  static func draw(_ frame: Frame, name: String?, _ rect: Rect, _ canvas: inout Canvas) {
    let layout = frame.layout
    let first = min(frame.run.firstGPU, layout.lastFirstGPU)
    let last = first + layout.visibleLanes
    let total = frame.moment.history.options.gpuCount
    let title = last - first < total ? "\((first..<last).gpuLabel) of \(total) ↑↓" : "GPUs"
    let named = name.map { "second: \($0) · \(title)" } ?? title
    Pane.draw(.gpus, named, hasNumber: name == nil, frame, rect, &canvas) { inside, canvas in
      drawLanes(first..<last, frame, inside, &canvas)
    }
  }

  private static func drawLanes(
    _ gpus: Range<Int>, _ frame: Frame, _ inside: Rect, _ canvas: inout Canvas
  ) {
    let layout = frame.layout
    let (rulerRow, lanes) = inside.splitTop(1)
    let axis = frame.state.axis
    let axisX = inside.x + layout.labelWidth
    canvas.writeRight(
      "busy %", in: Rect(x: inside.x, y: rulerRow.y, width: layout.labelWidth - 2, height: 1),
      style: frame.theme.style(.dim))
    RulerView.draw(
      frame, axis, Rect(x: axisX, y: rulerRow.y, width: axis.width, height: 1), &canvas)
    let look = LaneLook(frame)
    for gpu in gpus {
      let y = lanes.y + (gpu - gpus.lowerBound) * layout.pitch
      drawLabel(gpu, among: gpus, frame, x: inside.x, y: y, &canvas)
      let rect = Rect(x: axisX, y: y, width: axis.width, height: max(1, layout.pitch - 1))
      drawLane(gpu, among: gpus, frame, look, axis, rect, &canvas)
    }
    drawNow(
      frame, axis, Rect(x: axisX, y: rulerRow.y, width: axis.width, height: inside.height), &canvas)
    guard gpus.count < frame.moment.history.options.gpuCount else { return }
    LaneOverview.draw(frame, shown: gpus, lanes.splitRight(Layout.overviewWidth).right, &canvas)
  }

  // MARK: - The label: number, letter, model, group, share

  private static func drawLabel(
    _ gpu: Int, among gpus: Range<Int>, _ frame: Frame, x: Int, y: Int, _ canvas: inout Canvas
  ) {
    let (moment, theme) = (frame.moment, frame.theme)
    let numberWidth = frame.layout.numberWidth
    let end = x + frame.layout.labelWidth
    let name = x + numberWidth + 1
    let number = "\(gpu)"
    canvas.write(
      number, x: x + max(0, numberWidth - number.count), y: y, style: theme.style(.text, .bold))
    let share = Format.percentage(moment.utilisation(of: gpu)).map(String.init) ?? "–"
    let shareX = end - 2 - share.count
    canvas.write(share, x: shareX, y: y, style: theme.style(.dim))
    canvas.put("▕", x: end - 1, y: y, style: theme.style(.border))
    defer {
      if gpu == frame.run.choices.gpu {
        let label = Rect(x: x, y: y, width: end - 1 - x, height: 1)
        Pane.choose(label, of: .gpus, frame, &canvas)
      }
    }
    let isIdle = moment.activity(of: gpu) == .idle
    if isIdle, frame.moment.options.shape.isAbsent(gpu) {
      canvas.write("✗ removed", x: name, y: y, style: theme.style(.bad))
      return
    }
    guard let model = moment.resident(of: gpu) else {
      canvas.write("· empty", x: name, y: y, style: theme.style(.idle))
      return
    }
    let color = frame.color(of: model)
    canvas.write(Format.letter(model), x: name, y: y, style: theme.solid(color, .bold))
    let letters = Format.letter(model).count
    canvas.write(
      frame.shortName(of: model), x: name + 1 + letters, y: y, style: theme.ink(color),
      maxWidth: 13 - letters)
    guard let (bracket, goesOn) = bracket(of: gpu, moment) else { return }
    canvas.put(bracket, x: name + 14, y: y, style: theme.ink(color))
    guard goesOn, gpus.contains(gpu + 1) else { return }
    canvas.verticalLine(
      x: name + 14, y: y + 1, height: frame.layout.pitch - 1, style: theme.ink(color))
  }

  /// The piece of the bracket that ties the lanes of a running group together, and whether it goes on
  /// to the next lane.
  private static func bracket(
    of gpu: Int, _ moment: Moment
  ) -> (glyph: Unicode.Scalar, goesOn: Bool)? {
    let execution: Int
    switch moment.activity(of: gpu) {
    case .idle: return nil
    case .switching(let index), .computing(let index): execution = index
    }
    let gpus = moment.history.trace.executions[execution].gpus
    guard gpus.count > 1 else { return nil }
    if gpu == gpus.lowerBound { return ("┐", true) }
    return gpu == gpus.upperBound - 1 ? ("┘", false) : ("┤", true)
  }

  // MARK: - The lane

  private static func drawLane(
    _ gpu: Int, among gpus: Range<Int>, _ frame: Frame, _ look: LaneLook, _ axis: TimeAxis,
    _ rect: Rect, _ canvas: inout Canvas
  ) {
    let lane = LaneCells(frame.moment, gpu: gpu, axis: axis)
    draw(lane, look, rect, &canvas)
    for bar in lane.bars { drawText(on: bar, gpu, among: gpus, frame, rect, &canvas) }
    // A group is one block over the rows between its lanes.
    guard frame.layout.pitch > rect.height, gpus.contains(gpu + 1) else { return }
    draw(
      LaneCells(frame.moment, gpu: gpu, sharedWith: gpu + 1, axis: axis), look,
      Rect(x: rect.x, y: rect.endY, width: rect.width, height: 1), &canvas)
  }

  private static func draw(
    _ lane: LaneCells, _ look: LaneLook, _ rect: Rect, _ canvas: inout Canvas
  ) {
    for column in 0..<rect.width {
      let (glyph, style) = look(lane.cell(column))
      for y in rect.y..<rect.endY {
        canvas.put(glyph, columns: 1, x: rect.x + column, y: y, style: style)
      }
    }
  }

  /// Writes the model's letter and the request on a bar, and the node below if there is a row.
  private static func drawText(
    on bar: LaneCells.Bar, _ gpu: Int, among gpus: Range<Int>, _ frame: Frame, _ rect: Rect,
    _ canvas: inout Canvas
  ) {
    let execution = frame.trace.executions[bar.execution]
    // A group is labelled once, on the first lane of it that is in sight.
    guard gpu == max(execution.gpus.lowerBound, gpus.lowerBound) else { return }
    let node = frame.trace.node(of: execution)
    let model = frame.moment.history.model(of: execution)
    let style = frame.theme.solid(frame.color(of: model))
    let (start, y) = (rect.x + bar.columns.lowerBound, rect.y)
    let width = bar.columns.count
    canvas.write(Format.letter(model), x: start, y: y, style: style.adding(.bold), maxWidth: width)
    let request = frame.scenario[node.request].id
    guard width >= displayWidth(of: request) + 3 else { return }
    canvas.write(request, x: start + 2, y: y, style: style, maxWidth: width - 2)
    guard rect.height > 1 else { return }
    canvas.write(
      frame.scenario[node].id, x: start + 2, y: y + 1, style: style, maxWidth: width - 2)
  }

  // MARK: - Now

  private static func drawNow(
    _ frame: Frame, _ axis: TimeAxis, _ rect: Rect, _ canvas: inout Canvas
  ) {
    let style = frame.theme.style(.now)
    let column = axis.column(of: frame.moment.time)
    if column < 0 {
      canvas.write("◀ now", x: rect.x, y: rect.y, style: style)
    } else if column >= axis.width {
      // At the very end of a fitted run, now is the right edge itself.
      guard frame.moment.time > axis.end * (1 + 1e-9) else { return }
      canvas.writeRight(" now ▶", in: rect, style: style)
    } else {
      let x = rect.x + column
      // A switch that would be hidden stays in sight.
      for y in rect.y..<rect.endY where canvas[x, y].scalar != "╱" {
        canvas.put("│", x: x, y: y, style: style)
      }
    }
  }
}
