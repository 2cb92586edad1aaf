import Engine
import History

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
