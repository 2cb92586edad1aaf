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

/// The parts of the pane of the lanes, and the GPUs in sight.
struct LanesPicture {
  let frame: Frame
  let rows: LaneRows
  let axis: TimeAxis
  let gpus: Range<Int>
  /// The inside of the pane.
  let inside: Rect
  /// All that lies on the axis of time.
  let chart: Rect
  /// The rows of the lanes, with their labels.
  let lanes: Rect
  /// The rows of the machine as a whole, with their labels.
  let machine: Rect
  /// The rows of the tracks, with their labels.
  let tracks: Rect

  init(_ frame: Frame, _ inside: Rect, _ gpus: Range<Int>) {
    self.frame = frame
    self.gpus = gpus
    self.inside = inside
    rows = frame.layout.lanes
    axis = frame.state.axis
    chart = Rect(
      x: inside.x + frame.layout.labelWidth, y: inside.y, width: axis.width, height: inside.height)
    let below = inside.splitTop(rows.headRows).rest
    let (lanes, others) = below.splitTop(rows.laneRows)
    self.lanes = lanes
    machine = others.splitTop(rows.machineRows).top
    tracks = below.splitBottom(rows.trackRows).bottom
  }

  /// The row of the host's memory, which is the last of the machine's; nil if there is none.
  var hostRow: Int? {
    guard !machine.isEmpty, frame.scenario.hardware.hostMemoryGB != nil else { return nil }
    return machine.height == MachineRow.rows(of: frame.scenario).count ? machine.endY - 1 : nil
  }

  /// The columns of the labels.
  var labels: Rect { inside.splitLeft(frame.layout.labelWidth).left }

  /// The work of all GPUs and requests in each column.
  var timeline: [TimelineCell] {
    guard rows.hasHeat || rows.hasTracks else { return [] }
    let history = frame.moment.history
    let moment = showsPreview ? history.moment(after: history.trace.events.count) : frame.moment
    return moment.timeline(
      from: axis.start, secondsPerCell: axis.secondsPerCell, cells: axis.width)
  }

  /// Whether what is to come shows dimly.
  var showsPreview: Bool { !frame.isCompared && frame.state.showsPreview }

  /// Whether a column shows what is to come.
  func isPreview(_ column: Int) -> Bool { showsPreview && column > nowColumn }

  /// The column of now, which may lie outside the axis.
  var nowColumn: Int { axis.column(of: frame.moment.time) }

  /// The place of a lane on the axis; of two that share a row, that of both.
  func place(of gpu: Int) -> Rect {
    Rect(
      x: chart.x, y: lanes.y + rows.row(ofLane: gpu - gpus.lowerBound), width: axis.width,
      height: rows.laneHeight)
  }

  /// Writes a heading beside the axis.
  func writeHeading(_ text: String, y: Int, _ canvas: inout Canvas) {
    let width = labels.width - 2
    canvas.writeRight(
      text, in: Rect(x: labels.x, y: y, width: width, height: 1), style: frame.theme.style(.dim))
  }
}
