internal import Engine
internal import History

/// The lanes of the GPUs over time as vector graphics.
///
/// A bar is the colour of its model: filled where it computes, hatched where the model is made resident.
/// A point that many bars share has the colour of what filled most of it, and a hatched foot if
/// there was a switch.
struct GanttChart {
  let run: ExportedRun
  let palette: ChartPalette
  /// The width, in points.
  let width: Double
  /// The times shown, in seconds.
  let times: ClosedRange<Double>
  /// The beginning of the ids of patterns, so that several charts can share a page.
  var prefix = "g"

  private static let margin = 64.0
  private static let axisHeight = 26.0
  private static let legendRow = 18.0

  init(
    _ run: ExportedRun, palette: ChartPalette, width: Double, times: ClosedRange<Double>? = nil
  ) {
    self.run = run
    self.palette = palette
    self.width = max(width, 160)
    let end = max(run.metrics.makespan, run.history.endTime)
    self.times = times ?? min(0, run.trace.events.first?.time ?? 0)...max(end, 0)
  }

  private var laneHeight: Double {
    switch run.options.gpuCount {
    case ...16: 22
    case ...32: 16
    case ...64: 10
    case ...256: 5
    default: 2
    }
  }

  private var lanesHeight: Double { Double(run.options.gpuCount) * laneHeight }

  private var axis: Axis {
    Axis(times, start: Self.margin, length: width - Self.margin - 12)
  }

  /// The models that ran.
  private var models: [ModelID] {
    run.scenario.models.indices.filter { run.metrics.models[$0].executions > 0 }.map(ModelID.init)
  }

  private var legendPlaces: [(model: ModelID, x: Double, row: Int)] {
    var (x, row) = (Self.margin, 0)
    return models.map { model in
      let length = 24 + 6.6 * Double(run.scenario[model].name.count)
      if x + length > width - 12, x > Self.margin { (x, row) = (Self.margin, row + 1) }
      defer { x += length }
      return (model, x, row)
    }
  }

  /// The height, in points.
  var height: Double {
    lanesHeight + Self.axisHeight + 10 + Self.legendRow * Double((legendPlaces.last?.row ?? -1) + 2)
  }

  /// Appends the chart, its upper edge at `top`, to the inside of an `svg` element.
  func append(to text: inout MarkupText, top: Double = 0) {
    appendPatterns(to: &text)
    let bottom = top + lanesHeight
    for mark in axis.marks(distance: 80, isTime: true) {
      let x = coordinate(axis.place(of: mark))
      text.raw(
        "<line x1=\"\(x)\" x2=\"\(x)\" y1=\"\(coordinate(top))\" y2=\"\(coordinate(bottom + 4))\" "
          + "stroke=\"\(palette.grid)\"/>\n")
      // The last mark may be at the very edge.
      let place = min(axis.place(of: mark), width - 28)
      label(clock(mark), x: place, y: bottom + 17, anchor: "middle", to: &text)
    }
    for (gpu, executions) in executionsByGPU.enumerated() {
      appendLane(gpu, executions, top: top, to: &text)
    }
    appendLegend(top: bottom + Self.axisHeight, to: &text)
  }

  /// The executions that reach into the times shown, for each GPU.
  private var executionsByGPU: [[Int32]] {
    var lanes = [[Int32]](repeating: [], count: run.options.gpuCount)
    for (index, execution) in run.trace.executions.enumerated()
    where execution.end >= times.lowerBound
      && execution.start - execution.switchTime <= times.upperBound
    {
      for gpu in execution.gpus { lanes[gpu].append(Int32(index)) }
    }
    return lanes
  }

  /// Whether each bar says what it is: only of so many that the file stays small.
  private var hasTips: Bool { run.trace.executions.count <= 5000 }

  /// The width below which bars are summed up, in points: the more lanes, the wider.
  private var cell: Double { max(0.5, Double(run.options.gpuCount) / 32) }

  private func appendPatterns(to text: inout MarkupText) {
    text.raw("<defs>")
    for (place, colour) in palette.models.enumerated() {
      text.raw(
        "<pattern id=\"\(prefix)\(place)\" width=\"5\" height=\"5\" "
          + "patternUnits=\"userSpaceOnUse\" patternTransform=\"rotate(45)\">"
          + "<rect width=\"5\" height=\"5\" fill=\"\(palette.background)\"/>"
          + "<rect width=\"2.4\" height=\"5\" fill=\"\(colour)\"/></pattern>")
    }
    text.raw("</defs>\n")
  }

  private func label(
    _ label: String, x: Double, y: Double, anchor: String, size: Double = 11, colour: String? = nil,
    to text: inout MarkupText
  ) {
    text.element(
      "text",
      "x=\"\(coordinate(x))\" y=\"\(coordinate(y))\" text-anchor=\"\(anchor)\" "
        + "font-size=\"\(coordinate(size))\" fill=\"\(colour ?? palette.dim)\"", label)
    text.raw("\n")
  }

  // MARK: - Lanes

  private func appendLane(
    _ gpu: Int, _ executions: [Int32], top: Double, to text: inout MarkupText
  ) {
    let y = top + Double(gpu) * laneHeight
    let gap = laneHeight >= 10 ? 2.0 : laneHeight >= 5 ? 0.5 : 0
    let isNamed = laneHeight >= 10 || gpu.isMultiple(of: laneHeight >= 5 ? 4 : 16)
    if isNamed {
      label(
        "GPU \(gpu)", x: Self.margin - 8, y: y + laneHeight / 2 + 4, anchor: "end",
        size: min(11, max(laneHeight, 8)), to: &text)
    }
    if hasTips {
      for index in executions {
        append(Int(index), y: y, height: laneHeight - gap, to: &text)
      }
    } else {
      var lane = LanePaths(
        y: y, height: laneHeight - gap, cell: cell, modelCount: run.scenario.models.count)
      for index in executions {
        let execution = run.trace.executions[Int(index)]
        let model = run.history.model(of: execution)
        let places = places(of: execution)
        lane.add(.preparation(model), from: places.begin, to: places.start)
        lane.add(.computing(model), from: places.start, to: places.end)
      }
      lane.append(to: &text, palette: palette, prefix: prefix)
    }
  }

  private func places(of execution: Execution) -> (begin: Double, start: Double, end: Double) {
    func place(_ time: Double) -> Double {
      axis.place(of: min(max(time, times.lowerBound), times.upperBound))
    }
    return (
      place(execution.start - execution.switchTime), place(execution.start), place(execution.end)
    )
  }

  private func append(_ index: Int, y: Double, height: Double, to text: inout MarkupText) {
    let execution = run.trace.executions[index]
    let model = run.history.model(of: execution)
    let places = places(of: execution)
    guard places.end > places.begin else { return }
    text.raw("<g>")
    text.element("title", "", tip(index, execution))
    bar(
      places.begin, places.start, y, height, "url(#\(prefix)\(palette.place(of: model.index)))",
      to: &text)
    bar(places.start, places.end, y, height, palette.model(model.index), to: &text)
    let name = "\(run.requestID(of: execution))/\(run.nodeID(of: execution))"
    if height >= 12, Double(name.count) * 6.2 < places.end - places.start - 6 {
      label(
        name, x: places.start + 4, y: y + height / 2 + 4, anchor: "start", size: 10,
        colour: palette.label(onModel: model.index), to: &text)
    }
    text.raw("</g>\n")
  }

  private func tip(_ index: Int, _ execution: Execution) -> String {
    var tip =
      "\(run.requestID(of: execution))/\(run.nodeID(of: execution)), "
      + "\(run.model(of: execution).id), \(plainNumber(execution.start))–"
      + "\(plainNumber(execution.end)) s"
    switch Preparation(of: execution) {
    case .none: break
    case .load: tip += ", loaded in \(plainNumber(execution.switchTime)) s"
    case .switch:
      let evicted = run.eviction(by: index)?.model ?? "another model"
      tip += ", after \(plainNumber(execution.switchTime)) s that evicted \(evicted)"
    }
    return tip
  }

  private func bar(
    _ left: Double, _ right: Double, _ y: Double, _ height: Double, _ fill: String,
    to text: inout MarkupText
  ) {
    guard right > left else { return }
    text.raw(
      "<rect x=\"\(coordinate(left))\" y=\"\(coordinate(y))\" "
        + "width=\"\(coordinate(max(right - left, 0.05)))\" height=\"\(coordinate(height))\" "
        + "fill=\"\(fill)\"/>")
  }

  // MARK: - Legend

  private func appendLegend(top: Double, to text: inout MarkupText) {
    for (model, x, row) in legendPlaces {
      let y = top + 6 + Double(row) * Self.legendRow
      bar(x, x + 12, y, 12, palette.model(model.index), to: &text)
      label(
        run.scenario[model].name, x: x + 17, y: y + 10, anchor: "start", colour: palette.text,
        to: &text)
    }
    let y = top + 6 + Double((legendPlaces.last?.row ?? -1) + 1) * Self.legendRow
    if let model = models.first {
      bar(
        Self.margin, Self.margin + 12, y, 12, "url(#\(prefix)\(palette.place(of: model.index)))",
        to: &text)
    }
    label(
      hasTips
        ? "hatched: a model is made resident (switch or load)"
        : "hatched, or the foot of a narrow bar: models are made resident (switch or load)",
      x: Self.margin + 17, y: y + 10,
      anchor: "start", to: &text)
  }
}
