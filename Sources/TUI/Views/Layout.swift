/// Where the panes are on a screen of a given size.
///
/// A wide screen has a column for latency and switches; a narrower one puts them below the lanes; a
/// small one folds switches and events into a line each.
struct Layout: Hashable, Sendable {
  static let smallest = Size(60, 16)

  let header: Rect
  let footer: Rect
  let lanes: Rect
  let queue: Rect
  let latency: Rect
  let switches: Rect
  let events: Rect
  /// One line with what the missing panes would say; empty if none is missing.
  let digest: Rect
  /// Whether the screen is large enough for anything but a message.
  let isUsable: Bool
  private let gpuCount: Int

  /// The columns of the largest GPU number.
  var numberWidth: Int { max(3, String(gpuCount - 1).count) }

  /// The columns left of the lanes: number, letter, model, group, share.
  var labelWidth: Int { numberWidth + 21 }

  init(size: Size, gpuCount: Int) {
    self.gpuCount = gpuCount
    let screen = Rect(x: 0, y: 0, width: size.width, height: size.height)
    isUsable = size.width >= Self.smallest.width && size.height >= Self.smallest.height
    var rest = screen
    (header, rest) = rest.splitTop(1)
    (footer, rest) = rest.splitBottom(1)
    var side = Rect(x: 0, y: 0, width: 0, height: 0)
    let isWide = size.width >= 110 && size.height >= 24
    if isWide { (side, rest) = rest.splitRight(size.width >= 160 ? 44 : 34) }
    var line = Rect(x: 0, y: 0, width: 0, height: 0)
    if !isWide { (line, rest) = rest.splitBottom(1) }
    digest = line
    let below = isWide ? max(6, rest.height / 3) : max(5, rest.height * 2 / 5)
    let wanted = gpuCount * Self.pitch(rows: rest.height - below - 3, gpuCount: gpuCount) + 3
    var bottom: Rect
    (lanes, bottom) = rest.splitTop(min(wanted, rest.height - below))
    if isWide {
      (latency, switches) = side.splitTop(min(14, side.height / 2))
      (queue, events) = bottom.splitLeft(bottom.width * 11 / 20)
    } else {
      (queue, bottom) = bottom.splitLeft(max(bottom.width * 3 / 5, bottom.width - 34))
      latency = bottom
      switches = Rect(x: 0, y: 0, width: 0, height: 0)
      events = switches
    }
  }

  /// The rows from one lane to the next; a pitch over 1 leaves a row free.
  static func pitch(rows: Int, gpuCount: Int) -> Int { min(max(rows / max(gpuCount, 1), 1), 4) }

  /// The rows for lanes, below the ruler.
  var laneRows: Int { max(lanes.height - 3, 0) }

  var pitch: Int { Self.pitch(rows: laneRows, gpuCount: gpuCount) }

  /// How many lanes can be seen at once.
  var visibleLanes: Int { min(gpuCount, laneRows / pitch) }

  /// The last GPU that it makes sense to begin with.
  var lastFirstGPU: Int { max(gpuCount - visibleLanes, 0) }

  /// The columns of the time axis; an overview stands beside it where not all lanes fit.
  var axisWidth: Int {
    let overview = visibleLanes < gpuCount ? LaneOverview.width : 0
    return max(lanes.width - 2 - labelWidth - overview, 0)
  }
}
