import Engine
import History

/// The bars of the lanes in sight, with their labels.
enum LaneBars {
  static func draw(_ picture: LanesPicture, _ canvas: inout Canvas) {
    let look = LaneLook(picture.frame)
    if picture.rows.isHalved {
      drawPairs(picture, look, &canvas)
    } else {
      for gpu in picture.gpus { drawLane(gpu, picture, look, &canvas) }
    }
    markLanding(picture, &canvas)
  }

  // MARK: - A lane with rows of its own

  private static func drawLane(
    _ gpu: Int, _ picture: LanesPicture, _ look: LaneLook, _ canvas: inout Canvas
  ) {
    let frame = picture.frame
    let rect = picture.place(of: gpu)
    LaneLabel.draw(gpu, picture, y: rect.y, &canvas)
    let lane = LaneCells(frame.moment, gpu: gpu, axis: picture.axis)
    draw(rect, &canvas) { look(lane.cell($0)) }
    if let future = preview(of: gpu, picture) {
      draw(rect, from: lane.end, &canvas) { look.preview(future[$0]) }
    }
    for bar in lane.bars { drawText(on: bar, gpu, picture, rect, &canvas) }
    // A group is one block over the rows between its lanes.
    guard picture.rows.pitch > rect.height, picture.gpus.contains(gpu + 1) else { return }
    let joint = LaneCells(frame.moment, gpu: gpu, sharedWith: gpu + 1, axis: picture.axis)
    let gap = Rect(x: rect.x, y: rect.endY, width: rect.width, height: 1)
    draw(gap, &canvas) { joint.cell($0) == LaneCell(.idle) ? nil : look(joint.cell($0)) }
  }

  /// Draws cells over all rows of a rectangle, those without a glyph left as they are.
  private static func draw(
    _ rect: Rect, from first: Int = 0, _ canvas: inout Canvas,
    cell: (_ column: Int) -> (glyph: Unicode.Scalar, style: Style)?
  ) {
    for column in min(first, rect.width)..<rect.width {
      guard let (glyph, style) = cell(column) else { continue }
      for y in rect.y..<rect.endY {
        canvas.put(glyph, columns: 1, x: rect.x + column, y: y, style: style)
      }
    }
  }

  /// Writes the model's letter and the request on a bar, and the node below if there is a row.
  private static func drawText(
    on bar: LaneCells.Bar, _ gpu: Int, _ picture: LanesPicture, _ rect: Rect,
    _ canvas: inout Canvas
  ) {
    let frame = picture.frame
    let execution = frame.trace.executions[bar.execution]
    // A group is labelled once, on the first lane of it that is in sight.
    guard gpu == max(execution.gpus.lowerBound, picture.gpus.lowerBound) else { return }
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

  // MARK: - Two lanes in a row

  private static func drawPairs(
    _ picture: LanesPicture, _ look: LaneLook, _ canvas: inout Canvas
  ) {
    for gpu in stride(from: picture.gpus.lowerBound, to: picture.gpus.upperBound, by: 2) {
      let rect = picture.place(of: gpu)
      LaneLabel.drawPair(gpu, picture, y: rect.y, &canvas)
      let pair = [gpu, gpu + 1].map { picture.gpus.contains($0) ? cells(of: $0, picture) : nil }
      draw(rect, &canvas) { column in
        look.halves(pair[0]?(column) ?? LaneCell(.idle), pair[1]?(column) ?? LaneCell(.idle))
      }
      guard let upper = preview(of: gpu, picture) else { continue }
      let lower = picture.gpus.contains(gpu + 1) ? preview(of: gpu + 1, picture) : nil
      let end = min(max(picture.nowColumn + 1, 0), picture.axis.width)
      draw(rect, from: end, &canvas) { column in
        look.preview(upper[column]) ?? lower.flatMap { look.preview($0[column]) }
      }
    }
  }

  /// The cells of a lane that shares its row.
  private static func cells(
    of gpu: Int, _ picture: LanesPicture
  ) -> (_ column: Int) -> LaneCell {
    let (frame, axis) = (picture.frame, picture.axis)
    guard frame.run.isWhole, frame.run.live == nil else {
      return LaneCells(frame.moment, gpu: gpu, axis: axis).cell
    }
    let past = frame.state.laneCache.cells(of: gpu, frame.moment.history, axis)
    return PastLane(past, frame.moment, gpu: gpu, axis: axis).cell
  }

  /// The cells of the whole lane of a run, what is to come included; nil unless that is to show.
  ///
  /// Only runs that do not grow have a preview, so that the cache may hold them.
  private static func preview(of gpu: Int, _ picture: LanesPicture) -> [LaneCell]? {
    guard picture.showsPreview else { return nil }
    return picture.frame.state.laneCache.cells(
      of: gpu, picture.frame.moment.history, picture.axis)
  }

  // MARK: - The switch that a jump has found

  /// Marks the switch that the cursor has just come to, from its beginning to its end.
  private static func markLanding(_ picture: LanesPicture, _ canvas: inout Canvas) {
    let (frame, axis) = (picture.frame, picture.axis)
    guard !frame.isCompared, let entry = frame.run.landedSwitch else { return }
    let first = max(axis.column(of: entry.time), 0)
    let last = min(max(axis.column(of: entry.time + entry.seconds) - 1, first), axis.width - 1)
    guard first <= last else { return }
    for gpu in entry.gpus where picture.gpus.contains(gpu) {
      let rect = picture.place(of: gpu)
      // Rounding may carry its end into the next column.
      let reaches = LaneLook.preparationGlyphs.contains(
        canvas[rect.x + last + 1, rect.y].scalar)
      let width = last - first + (reaches && last + 1 < axis.width ? 2 : 1)
      canvas.restyle(Rect(x: rect.x + first, y: rect.y, width: width, height: rect.height)) {
        frame.theme.selecting($0.adding(.bold))
      }
    }
  }
}

extension LaneCells {
  /// The first column after now.
  fileprivate var end: Int { min(max(axis.column(of: now) + 1, 0), axis.width) }
}
