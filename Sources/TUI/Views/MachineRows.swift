import Engine
import History

/// The rows below the lanes that belong to no GPU: steps without one, and the memory of the host.
enum MachineRows {
  static func draw(_ picture: LanesPicture, _ canvas: inout Canvas) {
    var rest = picture.machine
    for row in MachineRow.rows(of: picture.frame.scenario) where !rest.isEmpty {
      let (rect, below) = rest.splitTop(1)
      switch row {
      case .steps: drawSteps(picture, rect, &canvas)
      case .host: drawHost(picture, rect, &canvas)
      }
      rest = below
    }
  }

  private static func bars(_ picture: LanesPicture, _ rect: Rect) -> Rect {
    Rect(x: picture.chart.x, y: rect.y, width: picture.chart.width, height: 1)
  }

  private static func drawLabel(
    _ name: String, _ value: String, _ picture: LanesPicture, _ rect: Rect, _ canvas: inout Canvas
  ) {
    let labels = picture.labels
    let theme = picture.frame.theme
    canvas.put("▕", x: labels.endX - 1, y: rect.y, style: theme.style(.border))
    canvas.write(
      name, x: labels.x, y: rect.y, style: theme.plain,
      maxWidth: max(labels.width - 3 - displayWidth(of: value), 0))
    picture.writeHeading(value, y: rect.y, &canvas)
  }

  // MARK: - Steps without a GPU

  /// Draws in each column the letter of the step that began last, and how many run where it is several.
  private static func drawSteps(
    _ picture: LanesPicture, _ rect: Rect, _ canvas: inout Canvas
  ) {
    let frame = picture.frame
    let running = frame.moment.runningSteps.count
    drawLabel(
      "no GPU", running == 0 ? "none now" : "\(Format.count(running)) now", picture, rect, &canvas)
    let cells = frame.moment.stepCells(
      from: picture.axis.start, secondsPerCell: picture.axis.secondsPerCell,
      cells: picture.axis.width)
    for (column, cell) in cells.enumerated() where cell.count > 0 {
      guard let latest = cell.latest else { continue }
      let model = frame.moment.history.model(of: frame.trace.executions[latest])
      let isStart = column == 0 || cells[column - 1].latest != latest
      let letter = Format.letter(model).unicodeScalars.first ?? "·"
      let digit = Unicode.Scalar(UInt8(ascii: "0") + UInt8(min(cell.count, 9)))
      canvas.put(
        isStart ? letter : cell.count > 1 ? digit : "▄", columns: 1, x: picture.chart.x + column,
        y: rect.y, style: frame.theme.ink(frame.color(of: model), isStart ? .bold : []))
    }
  }

  // MARK: - The host

  private static func drawHost(
    _ picture: LanesPicture, _ rect: Rect, _ canvas: inout Canvas
  ) {
    let frame = picture.frame
    guard let machine = frame.machine, let bar = MemoryBar(hostOf: machine, frame.scenario) else {
      return
    }
    drawLabel(
      "host", "\(Format.gigabytes(bar.used).dropLast(3)) of \(Format.gigabytes(bar.capacity))",
      picture, rect, &canvas)
    let place = bars(picture, rect)
    bar.draw(place.splitLeft(min(place.width, 40)).left, frame, &canvas)
    guard place.width > 60 else { return }
    let names = bar.parts.map { "\(Format.letter($0.model)) \(frame.shortName(of: $0.model))" }
    canvas.write(
      shortened(names.isEmpty ? "keeps nothing" : names.joined(separator: "  "), place.width - 42),
      x: place.x + 42, y: rect.y, style: frame.theme.style(.dim))
  }
}
