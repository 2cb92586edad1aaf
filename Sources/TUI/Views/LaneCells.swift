import Engine
import History

/// The fill of a piece of a lane.
enum LaneFill: Hashable {
  case idle
  case work(LaneWork)
  /// Loading a model from disk, on machines where that is not the only source.
  case diskLoad(ModelID)

  var isPreparation: Bool {
    switch self {
    case .idle, .work(.computing): false
    case .work(.switching), .work(.loading), .diskLoad: true
    }
  }

  var isComputing: Bool {
    if case .work(.computing) = self { true } else { false }
  }

  /// The model; nil if it is idle.
  var model: ModelID? {
    switch self {
    case .idle: nil
    case .work(.computing(let model)), .work(.switching(let model)), .work(.loading(let model)),
      .diskLoad(let model):
      model
    }
  }
}

/// A cell of a lane: one fill, or two side by side.
struct LaneCell: Hashable {
  var left: LaneFill
  /// The eighths that `left` takes; 8 if it is all.
  var eighths: Int
  var right: LaneFill
  /// The switch that took part of a cell which something else fills.
  var mark: LaneFill?
  /// The step of the share of its time that several switches and loads take, 1 to 4; 0 if there are no
  /// several.
  var churn = 0

  /// A cell of one fill.
  init(_ fill: LaneFill, mark: LaneFill? = nil) {
    (left, eighths, right) = (fill, 8, fill)
    self.mark = mark
  }

  init(left: LaneFill, eighths: Int, right: LaneFill) {
    (self.left, self.eighths, self.right) = (left, eighths, right)
  }

  /// A cell that is filled by `most`, and in which a switch is to show.
  init(_ most: LaneFill, marking mark: LaneFill) {
    self = most.isComputing ? LaneCell(most, mark: mark) : LaneCell(mark)
  }

  /// A cell with several switches or loads, which take a share of its time.
  init(churning share: Double, computing: ModelID?) {
    self.init(computing.map { .work(.computing($0)) } ?? .idle)
    churn = share < 1 / 8.0 ? 1 : share < 3 / 8.0 ? 2 : share < 5 / 8.0 ? 3 : 4
  }

  /// Whether a switch or a load shows.
  var showsPreparation: Bool { mark != nil || churn > 0 || left.isPreparation }
}

/// One GPU's lane as cells, those with few executions cut into eighths.
///
/// Every execution gets at least an eighth, so that none disappears at any zoom, and every switch at
/// least one cell that is marked, so that churn shows however far one zooms out. What the sweep costs
/// depends on the width alone.
struct LaneCells {
  /// A bar long enough to carry a text: whole cells of one execution that computes.
  struct Bar {
    let execution: Int
    let columns: Range<Int>
  }

  let axis: TimeAxis
  let now: Double
  private var eighths: [LaneFill]
  /// The cells with too many executions for eighths.
  private var summaries: [LaneCell?]
  /// The cells that show a switch whatever else they hold.
  private var marks: [LaneFill?]
  /// The number of marks of each cell.
  private var markCounts: [UInt8]
  /// The cells in which a bar ends that is longer than a cell.
  private var ends: [Bool]
  private(set) var bars: [Bar] = []
  private let trace: Trace

  /// Cuts a lane into cells.
  ///
  /// With a `neighbour`, only executions on both GPUs remain, which join the two lanes.
  init(_ moment: Moment, gpu: Int, sharedWith neighbour: Int? = nil, axis: TimeAxis) {
    self.axis = axis
    now = moment.time
    eighths = [LaneFill](repeating: .idle, count: axis.width * 8)
    summaries = [LaneCell?](repeating: nil, count: axis.width)
    marks = [LaneFill?](repeating: nil, count: axis.width)
    markCounts = [UInt8](repeating: 0, count: axis.width)
    ends = [Bool](repeating: false, count: axis.width)
    trace = moment.history.trace
    let executions = moment.history.trace.executions
    func isShown(_ number: Int) -> Bool {
      neighbour.map(executions[number].gpus.contains) ?? true
    }
    let slices = moment.lane(
      of: gpu, from: axis.start, secondsPerCell: axis.secondsPerCell, cells: axis.width)
    for slice in slices {
      switch slice {
      case .entries(let cells, let entries):
        for entry in entries where isShown(entry.execution) { add(entry, in: cells) }
      case .summary(let cell, let summary):
        // The latest one stands for all that are summed up.
        if isShown(summary.latest) { summaries[cell] = LaneCell(summary) }
      }
    }
  }

  private mutating func add(_ entry: LaneEntry, in cells: Range<Int>) {
    if let preparation = entry.preparation, entry.begin <= now {
      let isFromDisk = trace.source(of: entry.execution) == .disk
      let fill = isFromDisk ? .diskLoad(entry.model) : LaneFill.work(preparation)
      mark(fillSpan(fill, from: entry.begin, to: min(entry.start, now), in: cells), fill)
    }
    guard entry.start <= now else { return }
    let span = fillSpan(
      .work(.computing(entry.model)), from: entry.start, to: min(entry.end, now), in: cells)
    if entry.end <= now, entry.end < axis.end, span.count > 8 {
      ends[(span.upperBound - 1) / 8] = true
    }
    let first = (span.lowerBound + 7) / 8
    guard first < span.upperBound / 8 else { return }
    bars.append(Bar(execution: entry.execution, columns: first..<span.upperBound / 8))
  }

  /// Fills a span of time and returns its eighths, those outside the cells left out.
  private mutating func fillSpan(
    _ fill: LaneFill, from start: Double, to finish: Double, in cells: Range<Int>
  ) -> Range<Int> {
    // Rounding must not carry a beginning over the line of now.
    let end = min(cells.upperBound, max(axis.column(of: now) + 1, cells.lowerBound + 1))
    let room = cells.lowerBound * 8..<end * 8
    // A beginning in the last cell stays there, even if the next eighth is nearer.
    let first = min(axis.eighth(of: start), room.upperBound - 1)
    let last = max(axis.eighth(of: finish), first + 1)
    let span = (first..<last).clamped(to: room)
    for eighth in span { eighths[eighth] = fill }
    return span
  }

  private mutating func mark(_ span: Range<Int>, _ fill: LaneFill) {
    guard !span.isEmpty else { return }
    let middle = (span.lowerBound + span.upperBound - 1) / 16
    markCounts[middle] = min(markCounts[middle] + 1, 9)
    // A load is nothing beside a switch.
    if case .work(.switching) = marks[middle], case .work(.loading) = fill { return }
    marks[middle] = fill
  }

  /// The cell of a column.
  func cell(_ column: Int) -> LaneCell {
    if let summary = summaries[column] { return summary }
    let part = eighths[column * 8..<column * 8 + 8]
    if markCounts[column] > 1 {
      let computing = mostFrequent(in: part, where: \.isComputing)
      return LaneCell(
        churning: Double(part.count(where: \.isPreparation)) / 8, computing: computing.model)
    }
    if let mark = marks[column] { return LaneCell(mostFrequent(in: part), marking: mark) }
    let (left, right) = (eighths[column * 8], eighths[column * 8 + 7])
    let leftCount = part.prefix { $0 == left }.count
    // A hair's breadth between two bars of the same colour.
    if leftCount == 8 {
      return ends[column] ? LaneCell(left: left, eighths: 7, right: .idle) : LaneCell(left)
    }
    let rightCount = part.reversed().prefix { $0 == right }.count
    if leftCount + rightCount == 8, left.isComputing || right.isComputing {
      return LaneCell(left: left, eighths: leftCount, right: right)
    }
    return LaneCell(mostFrequent(in: part))
  }

  /// The fill of most of a cell that holds three or more; idle time counts least.
  private func mostFrequent(
    in part: ArraySlice<LaneFill>, where isCounted: (LaneFill) -> Bool = { $0 != .idle }
  ) -> LaneFill {
    var best: (fill: LaneFill, count: Int) = (.idle, 0)
    for fill in part where isCounted(fill) {
      let count = part.count { $0 == fill }
      if count > best.count { best = (fill, count) }
    }
    return best.fill
  }
}

extension LaneCell {
  fileprivate init(_ summary: LaneSummary) {
    // A switch that only reaches into the cell shows in the cell of its middle.
    if summary.preparation != nil || summary.preparing >= 1 / 8.0 {
      self.init(churning: summary.preparing, computing: summary.computing)
    } else {
      self.init(.work(summary.most))
    }
  }
}
