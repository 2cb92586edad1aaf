internal import Engine

/// What a piece of a lane shows.
enum LaneFill: Hashable {
  case idle
  case computing(ModelID)
  case switching(ModelID)
  case loading(ModelID)

  var isPreparation: Bool {
    switch self {
    case .idle, .computing: false
    case .switching, .loading: true
    }
  }

  var isComputing: Bool {
    if case .computing = self { true } else { false }
  }
}

/// What to draw in one cell of a lane: one fill, or two side by side.
struct LaneCell: Hashable {
  var left: LaneFill
  /// How many eighths `left` takes; 8 if it is all.
  var eighths: Int
  var right: LaneFill
  /// The switch that took part of a cell which something else fills.
  var mark: LaneFill?

  /// A cell of one fill.
  init(_ fill: LaneFill, mark: LaneFill? = nil) {
    (left, eighths, right) = (fill, 8, fill)
    self.mark = mark
  }

  init(left: LaneFill, eighths: Int, right: LaneFill) {
    (self.left, self.eighths, self.right) = (left, eighths, right)
  }

  /// Whether a switch or a load shows.
  var showsPreparation: Bool { mark != nil || left.isPreparation }
}

/// One GPU's lane cut into eighths of cells.
///
/// Every execution gets at least an eighth, so that none disappears at any zoom, and every switch at
/// least one cell that is marked, so that churn shows however far one zooms out.
struct LaneCells {
  /// A bar long enough to carry a text: whole cells of one execution that computes.
  struct Bar {
    let execution: Int
    let columns: Range<Int>
  }

  private var eighths: [LaneFill]
  /// The cells that show a switch whatever else they hold.
  private var marks: [LaneFill?]
  /// The cells in which a bar ends that is longer than a cell.
  private var ends: [Bool]
  private(set) var bars: [Bar] = []

  init(_ moment: Moment, gpu: Int, axis: TimeAxis) {
    eighths = [LaneFill](repeating: .idle, count: axis.width * 8)
    marks = [LaneFill?](repeating: nil, count: axis.width)
    ends = [Bool](repeating: false, count: axis.width)
    let end = min(axis.end, moment.time)
    for index in moment.executions(on: gpu, from: axis.start, to: end) {
      add(Int(index), moment, axis)
    }
  }

  private mutating func add(_ index: Int, _ moment: Moment, _ axis: TimeAxis) {
    let execution = moment.history.trace.executions[index]
    let model = moment.history.model(of: execution)
    let now = moment.time
    let begin = execution.start - execution.switchTime
    if execution.switchTime > 0, begin <= now {
      let fill: LaneFill = execution.isSwitch ? .switching(model) : .loading(model)
      let span = fillSpan(fill, from: begin, to: min(execution.start, now), axis)
      mark(span, fill)
    }
    guard execution.start <= now else { return }
    let span = fillSpan(.computing(model), from: execution.start, to: min(execution.end, now), axis)
    if execution.end <= now, execution.end < axis.end, span.count > 8 {
      ends[(span.upperBound - 1) / 8] = true
    }
    let whole = (span.lowerBound + 7) / 8..<max((span.lowerBound + 7) / 8, span.upperBound / 8)
    if !whole.isEmpty { bars.append(Bar(execution: index, columns: whole)) }
  }

  /// Fills a span of time and returns its eighths, those outside the axis left out.
  private mutating func fillSpan(
    _ fill: LaneFill, from start: Double, to end: Double, _ axis: TimeAxis
  ) -> Range<Int> {
    let first = axis.eighth(of: start)
    let last = max(axis.eighth(of: end), first + 1)
    let span = (first..<last).clamped(to: 0..<eighths.count)
    for eighth in span { eighths[eighth] = fill }
    return span
  }

  private mutating func mark(_ span: Range<Int>, _ fill: LaneFill) {
    guard !span.isEmpty else { return }
    let middle = (span.lowerBound + span.upperBound - 1) / 16
    if marks.indices.contains(middle) { marks[middle] = fill }
  }

  /// What to draw in a column.
  func cell(_ column: Int) -> LaneCell {
    let part = eighths[column * 8..<column * 8 + 8]
    if let mark = marks[column] {
      let most = mostFrequent(in: part)
      return most.isPreparation || most == .idle ? LaneCell(mark) : LaneCell(most, mark: mark)
    }
    guard let left = part.first, let right = part.last else { return LaneCell(.idle) }
    let leftCount = part.prefix { $0 == left }.count
    let rightCount = part.reversed().prefix { $0 == right }.count
    // A hair's breadth between two bars of the same colour.
    if leftCount == 8 {
      return ends[column] ? LaneCell(left: left, eighths: 7, right: .idle) : LaneCell(left)
    }
    if leftCount + rightCount == 8, left.isComputing || right.isComputing {
      return LaneCell(left: left, eighths: leftCount, right: right)
    }
    return LaneCell(mostFrequent(in: part))
  }

  /// What fills most of a cell that holds three things or more; idle time counts least.
  private func mostFrequent(in part: ArraySlice<LaneFill>) -> LaneFill {
    var best: (fill: LaneFill, count: Int) = (.idle, 0)
    for fill in part where fill != .idle {
      let count = part.count { $0 == fill }
      if count > best.count { best = (fill, count) }
    }
    return best.fill
  }
}
