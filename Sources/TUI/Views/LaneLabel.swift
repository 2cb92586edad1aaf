import Engine
import History

/// The label of a lane: number, letter, model, group, shares of time.
enum LaneLabel {
  static func draw(_ gpu: Int, _ picture: LanesPicture, y: Int, _ canvas: inout Canvas) {
    let (frame, labels) = (picture.frame, picture.labels)
    let (moment, theme, layout) = (frame.moment, frame.theme, frame.layout)
    let end = labels.endX
    let name = labels.x + layout.numberWidth + 1
    drawNumber(gpu, theme, x: labels.x, width: layout.numberWidth, y: y, &canvas)
    let shares = TimeShares(moment, gpu)
    var x = end - 1 - layout.sharesWidth
    for percentage in shares.percentages.prefix(layout.sharesWidth / 4) {
      canvas.writeRight(
        "\(percentage)", in: Rect(x: x, y: y, width: 3, height: 1), style: theme.style(.dim))
      x += 4
    }
    for row in y..<y + max(picture.rows.pitch, 1) where row < picture.lanes.endY {
      canvas.put("▕", x: end - 1, y: row, style: theme.style(.border))
    }
    let memory = frame.machine.flatMap { MemoryBar(gpu, on: $0, frame) }
    // The bar of memory takes the row of the name, which moves down.
    let sharesRow = memory == nil ? 1 : 2
    if picture.rows.pitch > sharesRow {
      SharesBar.draw(shares, Rect(x: name, y: y + sharesRow, width: 13, height: 1), theme, &canvas)
    }
    defer {
      // A bar of memory keeps its colours.
      let chosen = (memory == nil ? end - 1 : name) - labels.x
      choose(gpu, Rect(x: labels.x, y: y, width: chosen, height: 1), picture, &canvas)
    }
    if isRemoved(gpu, moment) {
      canvas.write("✗ removed", x: name, y: y, style: theme.style(.bad))
      return
    }
    memory?.draw(Rect(x: name, y: y, width: 13, height: 1), frame, &canvas)
    guard let model = moment.resident(of: gpu) else {
      if memory == nil { canvas.write("· empty", x: name, y: y, style: theme.style(.idle)) }
      return
    }
    let color = frame.color(of: model)
    if memory == nil || picture.rows.pitch > 1 {
      drawName(of: model, frame, x: name, y: memory == nil ? y : y + 1, &canvas)
    }
    guard let (bracket, goesOn) = bracket(of: gpu, moment) else { return }
    canvas.put(bracket, x: name + 14, y: y, style: theme.ink(color))
    guard goesOn, picture.gpus.contains(gpu + 1) else { return }
    canvas.verticalLine(
      x: name + 14, y: y + 1, height: picture.rows.pitch - 1, style: theme.ink(color))
  }

  private static func drawName(
    of model: ModelID, _ frame: Frame, x: Int, y: Int, _ canvas: inout Canvas
  ) {
    let (color, letter) = (frame.color(of: model), Format.letter(model))
    canvas.write(letter, x: x, y: y, style: frame.theme.solid(color, .bold))
    canvas.write(
      frame.shortName(of: model), x: x + 1 + letter.count, y: y, style: frame.theme.ink(color),
      maxWidth: 13 - letter.count)
  }

  /// Draws the labels of two lanes that share a row: numbers, letters, shares of computing.
  static func drawPair(_ gpu: Int, _ picture: LanesPicture, y: Int, _ canvas: inout Canvas) {
    let (frame, labels) = (picture.frame, picture.labels)
    let width = (labels.width - 1) / 2
    for (index, gpu) in [gpu, gpu + 1].enumerated() where picture.gpus.contains(gpu) {
      let rect = Rect(x: labels.x + index * width, y: y, width: width, height: 1)
      drawHalf(gpu, frame, rect, &canvas)
      choose(gpu, rect, picture, &canvas)
    }
    canvas.put("▕", x: labels.endX - 1, y: y, style: frame.theme.style(.border))
  }

  private static func drawHalf(
    _ gpu: Int, _ frame: Frame, _ rect: Rect, _ canvas: inout Canvas
  ) {
    let (moment, theme) = (frame.moment, frame.theme)
    let numberWidth = frame.layout.numberWidth
    drawNumber(gpu, theme, x: rect.x, width: numberWidth, y: rect.y, &canvas)
    let computing = TimeShares(moment, gpu).percentages[0]
    canvas.writeRight(
      "\(computing)", in: rect.splitLeft(rect.width - 1).left, style: theme.style(.dim))
    let x = rect.x + numberWidth + 1
    if isRemoved(gpu, moment) {
      canvas.put("✗", x: x, y: rect.y, style: theme.style(.bad))
    } else if let model = moment.resident(of: gpu) {
      canvas.write(
        Format.letter(model), x: x, y: rect.y, style: theme.solid(frame.color(of: model), .bold))
    } else {
      canvas.put("·", x: x, y: rect.y, style: theme.style(.idle))
    }
  }

  private static func drawNumber(
    _ gpu: Int, _ theme: Theme, x: Int, width: Int, y: Int, _ canvas: inout Canvas
  ) {
    canvas.writeRight(
      "\(gpu)", in: Rect(x: x, y: y, width: width, height: 1), style: theme.style(.text, .bold))
  }

  /// Marks the label of the chosen GPU: where the keys are, or where a jump has led.
  private static func choose(
    _ gpu: Int, _ rect: Rect, _ picture: LanesPicture, _ canvas: inout Canvas
  ) {
    let frame = picture.frame
    guard gpu == frame.run.choices.gpu else { return }
    guard frame.run.landedSwitch == nil else {
      return canvas.restyle(rect) { frame.theme.selecting($0) }
    }
    Pane.choose(rect, of: .gpus, frame, &canvas)
  }

  private static func isRemoved(_ gpu: Int, _ moment: Moment) -> Bool {
    moment.activity(of: gpu) == .idle && moment.options.shape.isAbsent(gpu)
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
}

extension TimeShares {
  /// The shares of a GPU's time so far.
  init(_ moment: Moment, _ gpu: Int) {
    let shares = moment.workShares(of: gpu)
    self.init(computing: shares.computing, preparing: shares.preparing)
  }
}

/// The heading of the shares of time in the labels.
enum SharesHeading {
  static func text(_ layout: Layout) -> String {
    layout.sharesWidth > 4 ? "% run  sw idl" : "computing %"
  }
}
