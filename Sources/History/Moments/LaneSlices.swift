public import Engine

/// A piece of a lane, in cells of equal time.
public enum LaneSlice: Sendable {
  /// Cells with few entries each, and all entries in them, in order.
  ///
  /// The last entry may still be running at the moment that was asked: what it has of the future is
  /// to be cut off.
  case entries(cells: Range<Int>, ArraySlice<LaneEntry>)
  /// A cell with too many entries to tell them apart.
  case summary(cell: Int, LaneSummary)
}

/// A summary of a cell with many entries.
public struct LaneSummary: Hashable, Sendable {
  /// The work that took most of the time that was not idle.
  public let most: LaneWork
  /// The model that computed most; nil if none did.
  public let computing: ModelID?
  /// The share of the cell's time that went into switching and loading; 0 to 1.
  public let preparing: Double
  /// The latest switch in it, or else the latest load.
  ///
  /// Each belongs to the cell of the middle of its visible part, and so to one cell alone.
  public let preparation: LaneWork?
  /// The latest dispatch in it, as a place in `Trace.executions`.
  public let latest: Int
}

/// A GPU's lane from left to right, in cells of equal time.
///
/// However many dispatches there are, a sweep costs no more than O(models + log dispatches) for each
/// cell. Nothing after the moment shows.
public struct LaneSlices: Sequence, IteratorProtocol, Sendable {
  /// The number of entries of a cell that are told apart.
  static let fewEntries = 8

  private let lane: GPUHistory
  private let known: Int
  private let now: Double
  private let start: Double
  private let secondsPerCell: Double
  private let count: Int
  private var cell = 0
  /// The first entry that reaches into the cell.
  private var place: Int
  private var cursor: WorkCursor
  /// Room for the sums of a cell.
  private var seconds: [Double]

  init(
    _ lane: GPUHistory, amongExecutions executionCount: Int, now: Double, modelCount: Int,
    start: Double, secondsPerCell: Double, count: Int
  ) {
    self.lane = lane
    self.now = now
    self.start = start
    self.secondsPerCell = secondsPerCell
    self.count = count
    known = lane.count(amongExecutions: executionCount)
    place = lane.entries[..<known].partitionPoint {
      Swift.min($0.end, now) > start || $0.begin >= start
    }
    cursor = WorkCursor(modelCount: modelCount)
    seconds = [Double](repeating: 0, count: 2 * modelCount)
  }

  /// The next piece: as many cells with few entries as there are, or one with many.
  public mutating func next() -> LaneSlice? {
    guard cell < count else { return nil }
    let (firstCell, first) = (cell, place)
    var end = place
    while cell < count {
      let upper = lane.firstEntry(beginningAt: time(of: cell + 1), from: place, to: known)
      if upper - place > Self.fewEntries {
        guard cell == firstCell else { break }
        let summary = summary(of: place..<upper)
        advance(past: upper)
        return .summary(cell: firstCell, summary)
      }
      end = upper
      advance(past: upper)
    }
    return .entries(cells: firstCell..<cell, lane.entries[first..<end])
  }

  private func time(of cell: Int) -> Double { start + secondsPerCell * Double(cell) }

  private mutating func advance(past upper: Int) {
    cell += 1
    let reachesOn = upper > place && Swift.min(lane.entries[upper - 1].end, now) > time(of: cell)
    place = reachesOn ? upper - 1 : upper
  }

  // MARK: - Many entries

  private mutating func summary(of places: Range<Int>) -> LaneSummary {
    let last = places.upperBound - 1
    sumUp(places)
    var best = (index: lane.entries[last].model.index, seconds: 0.0)
    for index in seconds.indices where seconds[index] > best.seconds {
      best = (index, seconds[index])
    }
    let models = seconds.count / 2
    var mostComputed: (index: Int?, seconds: Double) = (nil, 0)
    for index in 0..<models where seconds[index] > mostComputed.seconds {
      mostComputed = (index, seconds[index])
    }
    let preparing = seconds[models...].reduce(0, +) / secondsPerCell
    let most: LaneWork
    if best.index < models {
      most = .computing(ModelID(best.index))
    } else {
      let model = ModelID(best.index - models)
      let hasSwitch = lane.latestSwitch(upTo: last) >= places.lowerBound
      most = hasSwitch ? .switching(model) : .loading(model)
    }
    return LaneSummary(
      most: most, computing: mostComputed.index.map { ModelID($0) },
      preparing: Swift.min(Swift.max(preparing, 0), 1), preparation: latestPreparation(in: places),
      latest: lane.entries[last].execution)
  }

  private mutating func sumUp(_ places: Range<Int>) {
    cursor.move(before: places.lowerBound + 1, of: lane)
    for index in seconds.indices { seconds[index] = -cursor.sums[index] }
    cursor.move(before: places.upperBound - 1, of: lane)
    for index in seconds.indices { seconds[index] += cursor.sums[index] }
    // The first and the last one may stand out of the cell.
    addPart(of: lane.entries[places.lowerBound])
    addPart(of: lane.entries[places.upperBound - 1])
  }

  private mutating func addPart(of entry: LaneEntry) {
    let end = Swift.min(time(of: cell + 1), now)
    let part = entry.seconds(from: time(of: cell), to: end)
    seconds[entry.model.index] += part.computing
    seconds[seconds.count / 2 + entry.model.index] += part.preparing
  }

  private func latestPreparation(in places: Range<Int>) -> LaneWork? {
    // Where there is churn, it is among the last ones, which have been looked at anyway.
    let near = places.suffix(Self.fewEntries).last { lane.entries[$0].isSwitch }
    var place = near ?? lane.latestSwitch(upTo: places.upperBound - 1)
    // Of two that reach out of the cell, the later one may belong to the next.
    for _ in 0..<2 where place >= places.lowerBound {
      if isInCell(place) { return lane.entries[place].preparation }
      place = place > 0 ? lane.latestSwitch(upTo: place - 1) : -1
    }
    let loads = lane.loads
    let end = loads.partitionPoint { Int($0) >= places.upperBound }
    let load = loads[..<end].suffix(2).last { Int($0) >= places.lowerBound && isInCell(Int($0)) }
    return load.flatMap { lane.entries[Int($0)].preparation }
  }

  /// Whether the middle of the visible part of a preparation is in the cell.
  private func isInCell(_ place: Int) -> Bool {
    let entry = lane.entries[place]
    let end = Swift.min(entry.start, now, time(of: count))
    let middle = (Swift.max(entry.begin, start) + end) / 2
    return middle >= time(of: cell) && middle < time(of: cell + 1)
  }
}

extension Moment {
  /// A GPU's lane in so many cells of equal time, up to this moment.
  ///
  /// - Parameters:
  ///   - gpu: the GPU.
  ///   - start: the time at the left edge, in seconds.
  ///   - secondsPerCell: how much time a cell shows; more than 0.
  ///   - count: the number of cells.
  /// - Returns: the pieces of the lane from left to right.
  /// - Complexity: O(log dispatches); see `LaneSlices` for the sweep.
  public func lane(
    of gpu: Int, from start: Double, secondsPerCell: Double, cells count: Int
  ) -> LaneSlices {
    LaneSlices(
      history.gpus[gpu], amongExecutions: executionCount, now: time,
      modelCount: history.scenario.models.count, start: start, secondsPerCell: secondsPerCell,
      count: count)
  }
}
