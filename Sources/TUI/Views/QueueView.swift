internal import Engine

/// The ready queue in order: who waits, for what, how long, and why.
enum QueueView {
  static func draw(_ frame: Frame, _ rect: Rect, _ canvas: inout Canvas) {
    let (moment, theme) = (frame.moment, frame.theme)
    let title = "Ready queue · \(Format.count(moment.queueLength))"
    let inside = Screen.pane(title, frame, rect, &canvas)
    guard moment.queueLength > 0 else {
      canvas.write("nothing waits", x: inside.x + 1, y: inside.y, style: theme.style(.dim))
      return
    }
    let reasons = WaitingReasons(moment)
    let isCut = moment.queueLength > inside.height
    let shown = moment.queue(first: isCut ? inside.height - 1 : inside.height)
    for (row, entry) in shown.enumerated() {
      draw(entry, reasons, frame, inside.splitTop(row + 1).top, &canvas)
    }
    guard isCut, inside.height > 0 else { return }
    canvas.write(
      "… and \(Format.count(moment.queueLength - shown.count)) more", x: inside.x + 1,
      y: inside.endY - 1, style: theme.style(.dim))
  }

  /// Draws one entry on the last row of a rectangle.
  private static func draw(
    _ entry: Int, _ reasons: WaitingReasons, _ frame: Frame, _ rows: Rect, _ canvas: inout Canvas
  ) {
    let theme = frame.theme
    let y = rows.endY - 1
    let readied = frame.trace.readied[entry]
    let model = frame.scenario.model(of: readied.node)
    let waited = frame.moment.time - frame.trace.events[readied.event].time
    let age = Format.span(max(0, waited))
    // From the right: the age, then what it waits for if there is room, then the names.
    var right = rows.endX - 1 - displayWidth(of: age)
    canvas.write(age, x: right, y: y, style: theme.style(waited > 60 ? .warn : .text))
    if rows.width >= 44 {
      let isWide = rows.width >= 64
      let reason = reasons.reason(for: frame.scenario[model], isShort: !isWide)
      right -= displayWidth(of: reason) + 2
      canvas.write(reason, x: right, y: y, style: theme.style(.dim))
    }
    let modelWidth = min(16, rows.width / 4)
    let modelX = max(rows.x + 1, right - modelWidth - 1)
    canvas.write(
      frame.name(of: model), x: modelX, y: y, style: theme.ink(frame.color(of: model)),
      maxWidth: modelWidth)
    canvas.write(
      frame.name(of: readied.node), x: rows.x + 1, y: y, style: theme.plain,
      maxWidth: max(0, modelX - rows.x - 2))
  }
}

/// Why nodes wait at a moment.
struct WaitingReasons {
  private let gpuCount: Int
  private let longestFreeRun: Int

  init(_ moment: Moment) {
    gpuCount = moment.history.options.gpuCount
    var (longest, run) = (0, 0)
    for gpu in 0..<gpuCount {
      run = moment.isFree(gpu) ? run + 1 : 0
      longest = max(longest, run)
    }
    longestFreeRun = longest
  }

  func reason(for model: Model, isShort: Bool) -> String {
    let needed = model.gpusRequired
    if needed > gpuCount {
      return isShort ? "stranded" : "needs \(needed) GPUs, there are \(gpuCount)"
    }
    if needed == 1 { return longestFreeRun == 0 ? "no free GPU" : "next" }
    return isShort
      ? "\(longestFreeRun) of \(needed) free"
      : "needs \(needed) GPUs in a row, longest free run is \(longestFreeRun)"
  }
}
