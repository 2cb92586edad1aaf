import Engine
import History

/// The Gantt chart: a lane for each GPU, a ruler above, the line of now, tracks over time below.
enum LanesView {
  static func draw(_ frame: Frame, _ rect: Rect, _ canvas: inout Canvas) {
    draw(frame, name: nil, rect, &canvas)
  }

  /// Draws the lanes of a schedule; a second one has a name.
  static func draw(_ frame: Frame, name: String?, _ rect: Rect, _ canvas: inout Canvas) {
    let rows = frame.layout.lanes
    let first = rows.firstGPU(wanted: frame.run.firstGPU)
    let gpus = first..<min(first + rows.visibleLanes, rows.gpuCount)
    let title = gpus.count < rows.gpuCount ? "\(gpus.gpuLabel) of \(rows.gpuCount) ↑↓" : "GPUs"
    let named = name.map { "second: \($0) · \(title)" } ?? title
    Pane.draw(.gpus, named, hasNumber: name == nil, frame, rect, &canvas) { inside, canvas in
      drawInside(LanesPicture(frame, inside, gpus), &canvas)
    }
  }

  private static func drawInside(_ picture: LanesPicture, _ canvas: inout Canvas) {
    let (frame, rows, axis) = (picture.frame, picture.rows, picture.axis)
    let (ruler, below) = picture.chart.splitTop(1)
    picture.writeHeading(SharesHeading.text(frame.layout), y: ruler.y, &canvas)
    let cells = picture.timeline
    if rows.hasHeat { HeatView.draw(cells, picture, below.splitTop(1).top, &canvas) }
    LaneBars.draw(picture, &canvas)
    MachineRows.draw(picture, &canvas)
    if rows.hasTracks { TracksView.draw(cells, picture, picture.tracks, &canvas) }
    drawNow(picture, &canvas)
    RulerView.draw(frame, axis, ruler, &canvas)
    guard picture.gpus.count < rows.gpuCount else { return }
    LaneOverview.draw(
      frame, shown: picture.gpus, picture.lanes.splitRight(Layout.overviewWidth).right, &canvas)
  }

  // MARK: - Now

  private static func drawNow(_ picture: LanesPicture, _ canvas: inout Canvas) {
    let column = picture.nowColumn
    guard (0..<picture.axis.width).contains(column) else { return }
    let x = picture.chart.x + column
    let lanes = picture.lanes.y..<picture.lanes.endY
    for y in (picture.chart.y..<picture.chart.endY).dropFirst() {
      // The bar of the host's memory has nothing to do with time.
      if y == picture.hostRow { continue }
      // A switch that would be hidden stays in sight.
      if lanes.contains(y), LaneLook.preparationGlyphs.contains(canvas[x, y].scalar) { continue }
      canvas.put("│", x: x, y: y, style: picture.frame.theme.style(.now))
    }
  }
}
