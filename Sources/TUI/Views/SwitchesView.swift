import Engine
import History

/// Model switches up to the cursor: their number and cost, the pairs of models, the latest ones.
enum SwitchesView {
  static func draw(_ frame: Frame, _ rect: Rect, _ canvas: inout Canvas) {
    let lines = frame.state.switchLines
    let title =
      "Switches" + frame.state.listRemark(.switches, count: lines.count, of: lines.total)
    Pane.draw(.switches, title, frame, rect, &canvas) { drawSwitches(frame, $0, &$1) }
  }

  /// The parts of the pane from the top: figures, pairs of models, churn, ledger.
  private struct Parts {
    let pairs: Rect
    let churn: Rect
    let ledger: Rect

    /// The height below which the ledger follows the figures directly: its lines tell most.
    static let shortHeight = 8

    /// The rows of the figures of two schedules, and a blank one.
    static let comparisonHeight = 5

    init(_ inside: Rect, pairCount: Int, hasSecond: Bool) {
      let body = inside.splitLeft(1).rest
      guard inside.height >= Self.shortHeight else {
        pairs = body.splitTop(0).top
        churn = pairs
        ledger = body.splitTop(hasSecond ? 2 : 1).rest
        return
      }
      let (_, rest) = body.splitTop(hasSecond ? Self.comparisonHeight : 2)
      // A short pane shows pairs and ledger alone.
      let churnHeight = rest.height >= 18 ? 5 : rest.height >= 10 ? 3 : 0
      let (pairs, below) = rest.splitTop(min(pairCount, max(0, (rest.height - churnHeight) / 3), 6))
      self.pairs = pairs
      let (churn, ledger) = below.splitTop(churnHeight + 1)
      self.churn = churn.splitTop(1).rest
      self.ledger = ledger
    }
  }

  private static func drawSwitches(_ frame: Frame, _ inside: Rect, _ canvas: inout Canvas) {
    let (moment, theme) = (frame.moment, frame.theme)
    let count = moment.switchCount
    let figures =
      "\(Format.count(count)) in \(Format.span(moment.totalSwitchTime)), "
      + Format.percent(moment.switchShare)
    let words = [" of GPU time", " of time", ""]
    let word = words.first { displayWidth(of: figures + $0) < inside.width } ?? ""
    if let table = comparison(frame), inside.height >= Parts.shortHeight {
      table.draw(inside.inset(x: 1, y: 0), theme, &canvas)
    } else {
      canvas.write(figures + word, x: inside.x + 1, y: inside.y, style: theme.plain)
      drawSecond(frame, inside, &canvas)
    }
    guard count > 0 else { return }
    let pairs = moment.switchPairs
    let parts = Parts(inside, pairCount: pairs.count, hasSecond: frame.compared != nil)
    for (row, pair) in pairs.prefix(parts.pairs.height).enumerated() {
      drawPair(
        pair, frame,
        Rect(x: parts.pairs.x, y: parts.pairs.y + row, width: parts.pairs.width, height: 1),
        &canvas)
    }
    drawChurn(frame, parts.churn, &canvas)
    drawLedger(frame, parts.ledger, &canvas)
  }

  /// The figures beside those of a second schedule; nil if there is none.
  private static func comparison(_ frame: Frame) -> FiguresTable? {
    guard let other = frame.compared?.moment, let second = frame.run.second else { return nil }
    let own = frame.moment
    return FiguresTable(
      name: second.name,
      rows: [
        .init("switches", Double(own.switchCount), Double(other.switchCount)) {
          Format.count(Int($0))
        },
        .init(
          "time", own.totalSwitchTime, other.totalSwitchTime, brief: Format.briefSeconds,
          Format.span),
        .init("share", own.switchShare, other.switchShare, Format.percent),
      ])
  }

  /// Draws the number of switches of a second schedule in a line.
  private static func drawSecond(_ frame: Frame, _ inside: Rect, _ canvas: inout Canvas) {
    guard let other = frame.compared?.moment, inside.height > 1 else { return }
    let more = other.switchCount - frame.moment.switchCount
    let name = shortened(frame.run.second?.name ?? "", 12)
    canvas.write(
      "\(name) \(Format.count(other.switchCount)) in \(Format.span(other.totalSwitchTime)), "
        + (more > 0
          ? "\(Format.count(more)) more" : more < 0 ? "\(Format.count(-more)) fewer" : "as many"),
      x: inside.x + 1, y: inside.y + 1, style: frame.theme.style(more > 0 ? .bad : .good))
  }

  /// Draws the number of switches in each of equal spans of the time so far.
  private static func drawChurn(_ frame: Frame, _ rect: Rect, _ canvas: inout Canvas) {
    guard rect.height > 1, rect.width > 12, frame.moment.time > 0 else { return }
    let (chart, caption) = rect.inset(x: 0, y: 0).splitTop(rect.height - 1)
    // A little more than the time so far: a switch right now is in the last span.
    let span = frame.moment.time / Double(rect.width - 1) * (1 + 1e-9)
    let counts = frame.moment.switchCounts(from: 0, secondsPerCell: span, count: rect.width - 1)
    Sparkline.draw(counts, chart, style: frame.theme.style(.warn), &canvas)
    let most = "\(counts.max() ?? 0) in \(Format.span(span))"
    let texts = ["over time, at most \(most)", "over time, ≤ \(most)", "≤ \(most)"]
    canvas.write(
      texts.first { displayWidth(of: $0) <= caption.width - 1 } ?? "", x: caption.x, y: caption.y,
      style: frame.theme.style(.dim))
  }

  // MARK: - The ledger, latest first

  /// The first entry of the ledger in sight, counted back from the latest.
  private static func firstEntry(_ frame: Frame, _ ledger: Rect) -> Int {
    let chosen = min(frame.run.choices.switch, max(frame.state.switchLines.count - 1, 0))
    return Layout.firstLine(chosen: chosen, rows: ledger.height)
  }

  /// The entry, counted back from the latest, that stands in a row of the pane.
  static func ledgerLine(at row: Int, _ frame: Frame, _ inside: Rect) -> Int? {
    let ledger = Parts(
      inside, pairCount: frame.moment.switchPairs.count, hasSecond: frame.compared != nil
    ).ledger
    let line = row + inside.y - ledger.y
    guard (0..<ledger.height).contains(line) else { return nil }
    let entry = firstEntry(frame, ledger) + line
    return entry < frame.state.switchLines.count ? entry : nil
  }

  private static func drawLedger(_ frame: Frame, _ ledger: Rect, _ canvas: inout Canvas) {
    let lines = frame.state.switchLines
    let first = firstEntry(frame, ledger)
    let places = lines.entries(ledger.height, from: first)
    let rows = LedgerRows(places.map { frame.moment.switchEntry($0) }, frame.scene)
    for row in places.indices {
      let line = Rect(x: ledger.x, y: ledger.y + row, width: ledger.width, height: 1)
      rows.draw(row, frame, line, &canvas)
      guard first + row == min(frame.run.choices.switch, lines.count - 1) else { continue }
      Pane.choose(line, of: .switches, frame, &canvas)
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
    for (index, model) in [pair.from, pair.to].enumerated() {
      if index > 0 { x += canvas.write(" → ", x: x, y: rect.y, style: theme.style(.dim)) }
      let name =
        frame.scenario[model].id.count <= room - 2
        ? frame.name(of: model) : "\(Format.letter(model)) \(frame.shortName(of: model))"
      x += canvas.write(
        shortenedInMiddle(name, room), x: x, y: rect.y, style: theme.ink(frame.color(of: model)))
    }
    canvas.writeRight(
      number, in: rect.splitRight(rect.width - 1).right.inset(x: 1, y: 0), style: theme.plain)
  }

  /// An entry of the ledger in words.
  static func text(of entry: SwitchEntry, _ scene: Scene) -> String {
    let models = "\(scene.scenario[entry.from].id) → \(scene.scenario[entry.to].id)"
    let back = entry.nextLoad.map { load in
      let execution = scene.trace.executions[load]
      let seconds = max(0, execution.start - execution.switchTime - entry.time)
      return ", back after \(Format.span(seconds))"
    }
    return "\(Format.clock(entry.time)) \(entry.gpus.gpuLabel) \(models) in "
      + Format.span(entry.seconds) + (back ?? "")
  }
}
