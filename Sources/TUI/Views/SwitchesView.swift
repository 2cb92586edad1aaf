internal import Engine

/// Model switches up to the cursor: how many, what they cost, who evicts whom, the latest ones.
enum SwitchesView {
  static func draw(_ frame: Frame, _ rect: Rect, _ canvas: inout Canvas) {
    Pane.draw("Switches", frame, rect, &canvas) {
      drawSwitches(frame, $0.splitLeft(1).rest, &$1)
    }
  }

  private static func drawSwitches(_ frame: Frame, _ inside: Rect, _ canvas: inout Canvas) {
    let (moment, theme) = (frame.moment, frame.theme)
    let count = moment.switchCount
    let figures =
      "\(Format.count(count)) in \(Format.span(moment.totalSwitchTime)), "
      + Format.percent(moment.switchShare)
    let words = [" of GPU time", " of time", ""]
    let word = words.first { displayWidth(of: figures + $0) <= inside.width } ?? ""
    canvas.write(figures + word, x: inside.x, y: inside.y, style: theme.plain)
    let (_, rest) = inside.splitTop(2)
    guard count > 0 else { return }
    let pairs = moment.switchPairs
    let pairRows = min(pairs.count, max(0, (rest.height - 1) / 2), 6)
    for (row, pair) in pairs.prefix(pairRows).enumerated() {
      drawPair(pair, frame, Rect(x: rest.x, y: rest.y + row, width: rest.width, height: 1), &canvas)
    }
    let (_, ledger) = rest.splitTop(pairRows + 1)
    for row in 0..<min(ledger.height, count) {
      guard let entry = moment.switchEntry(count - 1 - row) else { continue }
      drawEntry(
        entry, frame, Rect(x: ledger.x, y: ledger.y + row, width: ledger.width, height: 1), &canvas)
    }
  }

  private static func drawPair(
    _ pair: (from: ModelID, to: ModelID, count: Int), _ frame: Frame, _ rect: Rect,
    _ canvas: inout Canvas
  ) {
    let theme = frame.theme
    let number = Format.count(pair.count)
    let room = max(0, (rect.width - number.count - 5) / 2)
    var x = rect.x
    x += canvas.write(
      frame.name(of: pair.from), x: x, y: rect.y, style: theme.ink(frame.color(of: pair.from)),
      maxWidth: room)
    x += canvas.write(" → ", x: x, y: rect.y, style: theme.style(.dim))
    canvas.write(
      frame.name(of: pair.to), x: x, y: rect.y, style: theme.ink(frame.color(of: pair.to)),
      maxWidth: room)
    canvas.writeRight(
      number, in: rect.splitRight(rect.width - 1).right.inset(x: 1, y: 0), style: theme.plain)
  }

  /// Draws an entry of the ledger: when, where, what for what, and how soon the evicted came back.
  private static func drawEntry(
    _ entry: SwitchEntry, _ frame: Frame, _ rect: Rect, _ canvas: inout Canvas
  ) {
    let theme = frame.theme
    var x = rect.x
    x += canvas.write(
      "\(Format.clock(entry.time, decimals: 0)) GPU \(entry.gpus.label) ", x: x, y: rect.y,
      style: theme.style(.dim))
    let letters = "\(Format.letter(entry.from))→\(Format.letter(entry.to))"
    x += canvas.write(letters, x: x, y: rect.y, style: theme.ink(frame.color(of: entry.to), .bold))
    x += canvas.write(" \(Format.span(entry.seconds))", x: x, y: rect.y, style: theme.plain)
    guard let load = entry.nextLoad else { return }
    let execution = frame.trace.executions[load]
    let back = execution.start - execution.switchTime - entry.time
    canvas.write(
      " ↩\(Format.span(max(0, back)))", x: x, y: rect.y,
      style: theme.style(back < 30 ? .warn : .dim))
  }
}

extension Range<Int> {
  /// A GPU, or the first and the last of a group.
  var label: String { count == 1 ? "\(lowerBound)" : "\(lowerBound)–\(upperBound - 1)" }
}
