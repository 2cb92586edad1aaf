/// The rows of the pane of the lanes: the ruler, the heat of switching, the lanes, the rows of the machine
/// as a whole, the tracks.
///
/// Lanes grow to the room there is. Where there is little, two of them share a row, and only where
/// that is not enough do they scroll.
struct LaneRows: Hashable, Sendable {
  /// The number of tracks over time.
  static let trackCount = 4

  /// Whether a row shows how much of the time goes into switching.
  private(set) var hasHeat = false
  /// The rows from one lane to the next; a pitch over 1 leaves a row free below each lane.
  private(set) var pitch = 1
  /// Whether two lanes share a row.
  private(set) var isHalved = false
  /// The rows of all lanes in sight.
  private(set) var laneRows = 0
  /// The rows of steps without a GPU and of the host's memory, as far as there is room for them.
  private(set) var machineRows = 0
  /// The rows of each track; 0 without tracks.
  private(set) var trackHeight = 0
  let gpuCount: Int

  /// Shares out the rows inside the pane.
  init(rows: Int, gpuCount: Int, hasTracks: Bool, machineRows wanted: Int = 0) {
    self.gpuCount = gpuCount
    var room = max(rows - 1, 0)
    if Self.crowding(gpuCount, in: room - 1) == Self.crowding(gpuCount, in: room), room >= 3 {
      hasHeat = true
      room -= 1
    }
    if Self.crowding(gpuCount, in: room - wanted) == Self.crowding(gpuCount, in: room) || room > 4 {
      machineRows = min(wanted, max(room - 1, 0))
      room -= machineRows
    }
    let crowding = Self.crowding(gpuCount, in: room)
    isHalved = crowding > 0
    let left = room - Self.trackCount
    if hasTracks, Self.crowding(gpuCount, in: left) == crowding, left >= (crowding > 1 ? 12 : 2) {
      trackHeight = 1
    }
    laneRows = min(isHalved ? (gpuCount + 1) / 2 : gpuCount, room - trackHeight * Self.trackCount)
    grow(into: room)
  }

  /// The need for room: 0 if each lane has a row, 1 if two share one, 2 if they scroll.
  private static func crowding(_ gpuCount: Int, in rows: Int) -> Int {
    gpuCount <= rows ? 0 : (gpuCount + 1) / 2 <= rows ? 1 : 2
  }

  /// Makes lanes and tracks higher in turn.
  private mutating func grow(into room: Int) {
    guard laneRows > 0 else { return }
    var left = room - laneRows - trackRows
    for step in 2...6 {
      if !isHalved, left >= gpuCount {
        (pitch, laneRows, left) = (step, gpuCount * step, left - gpuCount)
      }
      if hasTracks, step <= 4, left >= Self.trackCount {
        (trackHeight, left) = (step, left - Self.trackCount)
      }
    }
  }
}

extension LaneRows {
  var hasTracks: Bool { trackHeight > 0 }

  /// The rows above the lanes.
  var headRows: Int { hasHeat ? 2 : 1 }

  /// The rows of all tracks.
  var trackRows: Int { trackHeight * Self.trackCount }

  /// The rows that are taken.
  var total: Int { headRows + laneRows + machineRows + trackRows }

  /// The rows that a lane fills.
  var laneHeight: Int { max(1, pitch - 1) }

  /// The number of lanes in sight.
  var visibleLanes: Int { min(gpuCount, isHalved ? laneRows * 2 : laneRows / pitch) }

  /// The row of a lane, counted from the first in sight, among those of the lanes.
  func row(ofLane lane: Int) -> Int { isHalved ? lane / 2 : lane * pitch }

  /// The first GPU in sight when the lanes are scrolled to their end.
  var lastFirstGPU: Int { roundedUp(max(gpuCount - visibleLanes, 0)) }

  /// The first GPU in sight so that a chosen one is, scrolled no further than necessary.
  func firstGPU(showing chosen: Int, from first: Int) -> Int {
    let upper = roundedDown(min(first, lastFirstGPU, chosen))
    return max(upper, roundedUp(chosen - max(visibleLanes, 1) + 1))
  }

  /// The first GPU in sight, as near to a wanted one as there are GPUs.
  func firstGPU(wanted: Int) -> Int { roundedDown(max(0, min(wanted, lastFirstGPU))) }

  /// Pairs that share a row stay together.
  private func roundedDown(_ gpu: Int) -> Int { isHalved ? gpu & ~1 : gpu }
  private func roundedUp(_ gpu: Int) -> Int { isHalved ? (gpu + 1) & ~1 : gpu }
}
