internal import Engine

/// The Gantt chart: a lane for each GPU, a ruler above, the line of now.
enum LanesView {
  static func draw(_ frame: Frame, _ rect: Rect, _ canvas: inout Canvas) {
    let layout = frame.layout
    let first = min(frame.state.firstGPU, layout.lastFirstGPU)
    let last = first + layout.visibleLanes
    let total = frame.moment.history.options.gpuCount
    let title = last - first < total ? "GPUs \(first)–\(last - 1) of \(total) ↑↓" : "GPUs"
    Pane.draw(.gpus, title, frame, rect, &canvas) { inside, canvas in
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
    RulerView.draw(
      frame, axis, Rect(x: axisX, y: rulerRow.y, width: axis.width, height: 1), &canvas)
    for gpu in gpus {
      let y = lanes.y + (gpu - gpus.lowerBound) * layout.pitch
      drawLabel(gpu, frame, x: inside.x, y: y, &canvas)
      drawLane(gpu, frame, axis, x: axisX, y: y, height: max(1, layout.pitch - 1), &canvas)
    }
    drawNow(
      frame, axis, Rect(x: axisX, y: rulerRow.y, width: axis.width, height: inside.height), &canvas)
  }

  // MARK: - The label: number, letter, model, group, share

  private static func drawLabel(
    _ gpu: Int, _ frame: Frame, x: Int, y: Int, _ canvas: inout Canvas
  ) {
    let (moment, theme) = (frame.moment, frame.theme)
    let numberWidth = frame.layout.numberWidth
    let end = x + frame.layout.labelWidth
    let name = x + numberWidth + 1
    let number = "\(gpu)"
    canvas.write(
      number, x: x + max(0, numberWidth - number.count), y: y, style: theme.style(.text, .bold))
    let share = String(Int((100 * moment.utilisation(of: gpu)).rounded()))
    let shareX = end - 2 - share.count
    canvas.write(share, x: shareX, y: y, style: theme.style(.dim))
    canvas.put("▕", x: end - 1, y: y, style: theme.style(.border))
    defer {
      if gpu == frame.state.choices.gpu {
        let label = Rect(x: x, y: y, width: end - 1 - x, height: 1)
        Pane.choose(label, of: .gpus, frame, &canvas)
      }
    }
    guard let model = moment.resident(of: gpu) else {
      canvas.write("· empty", x: name, y: y, style: theme.style(.idle))
      return
    }
    let color = frame.color(of: model)
    canvas.write(Format.letter(model), x: name, y: y, style: theme.solid(color, .bold))
    canvas.write(
      frame.scenario[model].id, x: name + 2, y: y, style: theme.ink(color), maxWidth: 12)
    if let bracket = bracket(of: gpu, moment) {
      canvas.put(bracket, x: name + 14, y: y, style: theme.ink(color))
    }
  }

  /// The piece of the bracket that ties the lanes of a running group together.
  private static func bracket(of gpu: Int, _ moment: Moment) -> Unicode.Scalar? {
    let execution: Int
    switch moment.activity(of: gpu) {
    case .idle: return nil
    case .switching(let index), .computing(let index): execution = index
    }
    let gpus = moment.history.trace.executions[execution].gpus
    guard gpus.count > 1 else { return nil }
    return gpu == gpus.lowerBound ? "┐" : gpu == gpus.upperBound - 1 ? "┘" : "┤"
  }

  // MARK: - The lane

  private static func drawLane(
    _ gpu: Int, _ frame: Frame, _ axis: TimeAxis, x: Int, y: Int, height: Int,
    _ canvas: inout Canvas
  ) {
    let lane = LaneCells(frame.moment, gpu: gpu, axis: axis)
    for column in 0..<axis.width {
      let (glyph, style) = look(lane.cell(column), frame)
      for row in y..<y + height { canvas.put(glyph, x: x + column, y: row, style: style) }
    }
    for bar in lane.bars { drawText(on: bar, gpu, frame, x: x, y: y, height: height, &canvas) }
  }

  private static func look(_ cell: LaneCell, _ frame: Frame) -> (Unicode.Scalar, Style) {
    let theme = frame.theme
    if cell.eighths == 8 {
      switch cell.left {
      case .idle: return (" ", theme.plain)
      case .computing(let model) where cell.mark != nil:
        return ("╱", theme.solid(frame.color(of: model), .bold))
      case .computing(let model): return ("█", theme.ink(frame.color(of: model)))
      case .switching(let model): return ("╱", theme.ink(frame.color(of: model), .bold))
      case .loading(let model): return ("╱", theme.ink(frame.color(of: model), .dim))
      }
    }
    // Hatching has no eighths: beside a bar it is left to the neighbouring cell.
    let glyph = leftBlocks[cell.eighths - 1]
    guard case .computing(let left) = cell.left else {
      // The bar is on the right: the block of paper in reverse, which needs no colour either.
      return (glyph, Style(solidColor(cell.right, frame), on: theme.background, .reverse))
    }
    return (glyph, Style(frame.color(of: left), on: solidColor(cell.right, frame)))
  }

  private static func solidColor(_ fill: LaneFill, _ frame: Frame) -> Color {
    guard case .computing(let model) = fill else { return frame.theme.background }
    return frame.color(of: model)
  }

  private static let leftBlocks: [Unicode.Scalar] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]

  /// Writes the model's letter and the request on a bar, and the node below if there is a row.
  private static func drawText(
    on bar: LaneCells.Bar, _ gpu: Int, _ frame: Frame, x: Int, y: Int, height: Int,
    _ canvas: inout Canvas
  ) {
    let execution = frame.trace.executions[bar.execution]
    let node = frame.trace.node(of: execution)
    let model = frame.moment.history.model(of: execution)
    let style = frame.theme.solid(frame.color(of: model))
    let start = x + bar.columns.lowerBound
    let width = bar.columns.count
    // A group is labelled once, on its first lane.
    guard gpu == execution.gpus.lowerBound else { return }
    canvas.write(Format.letter(model), x: start, y: y, style: style.adding(.bold), maxWidth: width)
    let request = frame.scenario[node.request].id
    guard width >= displayWidth(of: request) + 3 else { return }
    canvas.write(request, x: start + 2, y: y, style: style, maxWidth: width - 2)
    guard height > 1 else { return }
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
      canvas.writeRight("now ▶", in: rect, style: style)
    } else {
      canvas.verticalLine(x: rect.x + column, y: rect.y, height: rect.height, style: style)
    }
  }
}
