/// The places of the panes on a screen of a given size.
///
/// A wide screen has a column for latency and switches. A narrower one has two panes below the lanes, chosen
/// by the keys 2 to 5, and a line for the others. The inspector takes the place of the panes below the
/// lanes, and on a small screen that of the lanes too.
struct Layout: Hashable, Sendable {
  static let smallest = Size(60, 16)

  let header: Rect
  let footer: Rect
  /// The places of the panes that are in sight.
  private(set) var panes: [PaneID: Rect]
  /// The line that sums up the missing panes; empty if none is missing.
  let digest: Rect
  /// Whether the screen is large enough for anything but a message.
  let isUsable: Bool
  private let lanesWidth: Int
  private var gpuCount: Int
  /// The place of the lanes of a second schedule; empty without one.
  let comparedLanes: Rect
  private let comparedGPUCount: Int?

  /// The contents of the screen, which the layout depends on beside its size.
  struct Contents: Hashable, Sendable {
    var gpuCount = 1
    /// The number of GPUs of a second schedule beside this one.
    var comparedGPUCount: Int?
    /// The pane that must be in sight.
    var focus = PaneID.gpus
    var isInspecting = false
    /// Panes that the user does not want to see.
    var hidden: Set<PaneID> = []
  }

  init(size: Size, _ contents: Contents) {
    gpuCount = contents.gpuCount
    comparedGPUCount = contents.comparedGPUCount
    isUsable = size.width >= Self.smallest.width && size.height >= Self.smallest.height
    var rest = Rect(x: 0, y: 0, width: size.width, height: size.height)
    (header, rest) = rest.splitTop(1)
    (footer, rest) = rest.splitBottom(1)
    var panes: [PaneID: Rect] = [:]
    let isWide = size.width >= 110 && size.height >= 24
    if isWide {
      digest = Rect(x: 0, y: 0, width: 0, height: 0)
      rest = Self.placeSide(in: rest, contents, &panes)
    } else {
      (digest, rest) = rest.splitBottom(1)
    }
    lanesWidth = rest.width
    let below = Self.placeLanes(in: rest, contents, isWide: isWide, &panes)
    if contents.isInspecting {
      panes[.inspector] = below
    } else if isWide {
      Self.placeRow([.queue, .events], share: (11, 20), in: below, contents, &panes)
    } else {
      Self.placeRow(
        Self.narrowPair(contents.focus), share: (3, 5), in: below, contents, &panes)
    }
    (panes[.gpus], comparedLanes) = Self.splitLanes(
      panes[.gpus] ?? Rect(x: 0, y: 0, width: 0, height: 0), contents)
    self.panes = panes.filter { !$0.value.isEmpty }
  }

  /// The lanes of this schedule and those of a second one below, as high as their numbers of GPUs.
  private static func splitLanes(_ lanes: Rect, _ contents: Contents) -> (own: Rect, other: Rect) {
    guard let other = contents.comparedGPUCount else { return (lanes, lanes.splitTop(0).top) }
    let share = Double(contents.gpuCount) / Double(contents.gpuCount + other)
    let own = Int((Double(lanes.height - 6) * share).rounded()) + 3
    let (top, bottom) = lanes.splitTop(min(max(own, 4), max(lanes.height - 4, 0)))
    return (top, bottom)
  }

  /// The column at the right; returns what is left of it.
  private static func placeSide(
    in rest: Rect, _ contents: Contents, _ panes: inout [PaneID: Rect]
  ) -> Rect {
    let shown = [PaneID.latency, .switches].filter { !contents.hidden.contains($0) }
    guard let first = shown.first else { return rest }
    let (side, left) = rest.splitRight(rest.width >= 160 ? 44 : 34)
    guard shown.count == 2 else {
      panes[first] = side
      return left
    }
    let (top, bottom) = side.splitTop(min(14, side.height / 2))
    (panes[.latency], panes[.switches]) = (top, bottom)
    return left
  }

  /// The lanes, as high as they need to be; returns what is below.
  private static func placeLanes(
    in rest: Rect, _ contents: Contents, isWide: Bool, _ panes: inout [PaneID: Rect]
  ) -> Rect {
    var below = isWide ? max(6, rest.height / 3) : max(5, rest.height * 2 / 5)
    if contents.isInspecting {
      below = min(max(rest.height * 3 / 5, smallestInspector), rest.height)
      if rest.height - below < 5 { below = rest.height }
    } else if [PaneID.queue, .events].allSatisfy(contents.hidden.contains), isWide {
      below = 0
    }
    let room = rest.height - below
    let lanes = contents.gpuCount + (contents.comparedGPUCount ?? 0)
    let frames = contents.comparedGPUCount == nil ? 3 : 6
    let wanted = lanes * pitch(rows: room - frames, gpuCount: lanes) + frames
    let (top, bottom) = rest.splitTop(below == 0 ? room : min(wanted, room))
    panes[.gpus] = top
    return bottom
  }

  private static let smallestInspector = 12

  /// Panes beside each other; one alone takes all.
  private static func placeRow(
    _ row: [PaneID], share: (over: Int, under: Int), in rect: Rect, _ contents: Contents,
    _ panes: inout [PaneID: Rect]
  ) {
    let shown = row.filter { !contents.hidden.contains($0) || $0 == contents.focus }
    guard shown.count == 2 else {
      if let only = shown.first { panes[only] = rect }
      return
    }
    let columns = max(rect.width * share.over / share.under, rect.width - 46)
    let (left, right) = rect.splitLeft(rect.width >= 110 ? columns : rect.width * 3 / 5)
    (panes[shown[0]], panes[shown[1]]) = (left, right)
  }

  /// The two panes below the lanes where there is room for two: the one with the keys is among them.
  private static func narrowPair(_ focus: PaneID) -> [PaneID] {
    switch focus {
    case .switches: [.queue, .switches]
    case .events: [.events, .latency]
    default: [.queue, .latency]
    }
  }
}

// MARK: - The lanes

extension Layout {
  /// The place of a pane; empty if it is not in sight.
  subscript(pane: PaneID) -> Rect { panes[pane] ?? Rect(x: 0, y: 0, width: 0, height: 0) }

  /// The same with the lanes of the second schedule in place of those of the first.
  var forComparedLanes: Layout? {
    guard let comparedGPUCount else { return nil }
    var other = self
    other.panes[.gpus] = comparedLanes
    other.gpuCount = comparedGPUCount
    return other
  }

  /// The columns of the overview of all GPUs: its mark and the GPUs.
  static let overviewWidth = 2

  /// The columns of the largest GPU number.
  var numberWidth: Int { max(3, String(max(gpuCount, comparedGPUCount ?? 0) - 1).count) }

  /// The columns left of the lanes: number, letter, model, group, share.
  var labelWidth: Int { numberWidth + 21 }

  /// The rows from one lane to the next; a pitch over 1 leaves a row free.
  static func pitch(rows: Int, gpuCount: Int) -> Int { min(max(rows / max(gpuCount, 1), 1), 4) }

  /// The rows for lanes, below the ruler.
  var laneRows: Int { max(self[.gpus].height - 3, 0) }

  var pitch: Int { Self.pitch(rows: laneRows, gpuCount: gpuCount) }

  /// The number of lanes in sight.
  var visibleLanes: Int { min(gpuCount, laneRows / pitch) }

  /// The first GPU in sight when the lanes are scrolled to their end.
  var lastFirstGPU: Int { max(gpuCount - visibleLanes, 0) }

  /// The columns of the time axis; an overview stands beside it where not all lanes fit.
  var axisWidth: Int {
    let hasOverview =
      visibleLanes < gpuCount || forComparedLanes.map { $0.visibleLanes < $0.gpuCount } ?? false
    let overview = hasOverview ? Self.overviewWidth : 0
    return max(lanesWidth - 2 - labelWidth - overview, 0)
  }

  /// The first column of the time axis.
  var axisX: Int { self[.gpus].x + 1 + labelWidth }

  /// The pane at a place of the screen.
  func pane(x: Int, y: Int) -> PaneID? {
    PaneID.allCases.first { self[$0].contains(x: x, y: y) }
  }

  /// The first of the lines to show so that the chosen one is in sight.
  ///
  /// A function of the choice alone, so that it needs no memory: pages begin at the front.
  static func firstLine(chosen: Int, rows: Int) -> Int {
    max(0, chosen - max(rows, 1) + 1)
  }
}
