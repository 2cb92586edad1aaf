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
  private(set) var panes: [PaneID: Rect] = [:]
  /// The line that sums up the missing panes; empty if none is missing.
  private(set) var digest = Rect.none
  /// Whether the screen is large enough for anything but a message.
  let isUsable: Bool
  /// Whether latency and switches have a column of their own.
  let hasSide: Bool
  /// The sizes that the user has chosen, as far as there is room for them.
  private(set) var sizes: PaneSizes
  /// The rows of the lanes of this schedule.
  private(set) var lanes: LaneRows
  /// The place of the lanes of a second schedule; empty without one.
  private(set) var comparedLanes = Rect.none
  private var comparedRows: LaneRows?
  private var lanesWidth: Int
  private let contents: Contents
  private let size: Size

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
    /// Whether the tracks over time are wanted.
    var hasTracks = false
    /// The rows of steps without a GPU and of the host's memory.
    var machineRows = 0
    /// Whether the queue is empty, and needs no more than a line.
    var isQueueQuiet = false
    /// Whether the pane with the keys takes the whole screen.
    var isMaximised = false
    var sizes = PaneSizes()
  }

  init(size: Size, _ contents: Contents) {
    self.contents = contents
    self.size = size
    sizes = contents.sizes
    isUsable = size.width >= Self.smallest.width && size.height >= Self.smallest.height
    hasSide = size.width >= 110 && size.height >= 24
    lanes = LaneRows(rows: 0, gpuCount: contents.gpuCount, hasTracks: false)
    var rest = Rect(x: 0, y: 0, width: size.width, height: size.height)
    (header, rest) = rest.splitTop(1)
    (footer, rest) = rest.splitBottom(1)
    lanesWidth = rest.width
    if contents.isMaximised {
      if contents.focus == .gpus { placeLanes(in: rest) } else { panes[contents.focus] = rest }
    } else {
      placeAll(in: rest)
    }
    panes = panes.filter { !$0.value.isEmpty }
  }

  private mutating func placeAll(in screen: Rect) {
    var rest = screen
    if hasSide { placeSide(in: &rest) } else { (digest, rest) = rest.splitBottom(1) }
    lanesWidth = rest.width
    let below = rowsBelow(rest)
    if !contents.isInspecting, below > 0 {
      sizes.lanes = sizes.lanes.map { min(max($0, 4), rest.height - 3) }
    }
    let chosen = contents.isInspecting || below == 0 ? nil : sizes.lanes
    let used = placeLanes(in: rest.splitTop(chosen ?? rest.height - below).top)
    placeBelow(in: rest.splitTop(used.height).rest)
  }

  /// The column at the right.
  private mutating func placeSide(in rest: inout Rect) {
    let shown = [PaneID.latency, .switches].filter { !contents.hidden.contains($0) }
    guard let first = shown.first else { return }
    let usual = rest.width >= 160 ? 44 : 34
    sizes.side = sizes.side.map { [rest] in min(max($0, 22), rest.width - 70) }
    let side: Rect
    (side, rest) = rest.splitRight(sizes.side ?? usual)
    guard shown.count == 2 else { return panes[first] = side }
    (panes[.latency], panes[.switches]) = side.splitTop(min(14, side.height / 2))
  }

  /// The rows below the lanes: a third, or less where lanes and tracks need more.
  private mutating func rowsBelow(_ rest: Rect) -> Int {
    guard !contents.isInspecting else {
      sizes.inspector = sizes.inspector.map { min(max($0, 5), rest.height) }
      let usual = max(rest.height * 3 / 5, Self.smallestInspector)
      let below = min(sizes.inspector ?? usual, rest.height)
      return rest.height - below < 5 ? rest.height : below
    }
    if [PaneID.queue, .events].allSatisfy(contents.hidden.contains), hasSide { return 0 }
    let (usual, least) =
      hasSide
      ? (max(6, rest.height / 3), max(6, rest.height / 4)) : (max(5, rest.height * 2 / 5), 5)
    let lanes = contents.gpuCount + (contents.comparedGPUCount ?? 0)
    let tracks = (contents.hasTracks ? LaneRows.trackCount : 0) + contents.machineRows
    return min(usual, max(least, rest.height - lanes - tracks - 4))
  }

  private static let smallestInspector = 12

  // MARK: The lanes

  /// Places the lanes, no higher than they need to be; returns their place and that of a second
  /// schedule's.
  @discardableResult
  private mutating func placeLanes(in rect: Rect) -> Rect {
    guard let other = contents.comparedGPUCount else {
      lanes = rows(rect.height - 2, contents.gpuCount)
      let height = isFull(rect) ? rect.height : min(lanes.total + 2, rect.height)
      panes[.gpus] = rect.splitTop(height).top
      return panes[.gpus] ?? rect
    }
    let share = Double(contents.gpuCount) / Double(contents.gpuCount + other)
    let own = Int((Double(rect.height - 6) * share).rounded()) + 3
    let (first, rest) = rect.splitTop(min(max(own, 4), max(rect.height - 4, 0)))
    lanes = rows(first.height - 2, contents.gpuCount)
    let second = rows(rest.height - 2, other)
    comparedRows = second
    let top = rect.splitTop(min(lanes.total + 2, first.height)).top
    panes[.gpus] = top
    comparedLanes = Rect(
      x: rect.x, y: top.endY, width: rect.width, height: min(second.total + 2, rest.height))
    return Rect(
      x: rect.x, y: rect.y, width: rect.width, height: comparedLanes.endY - rect.y)
  }

  private func rows(_ rows: Int, _ gpuCount: Int) -> LaneRows {
    LaneRows(
      rows: rows, gpuCount: gpuCount, hasTracks: contents.hasTracks,
      machineRows: contents.machineRows)
  }

  /// Whether nothing is to be placed below.
  private func isFull(_ rect: Rect) -> Bool {
    rect.endY >= size.height - 1 || sizes.lanes != nil && !contents.isInspecting
  }

  // MARK: Below the lanes

  private mutating func placeBelow(in rect: Rect) {
    if contents.isInspecting {
      panes[.inspector] = rect
    } else if hasSide {
      placeRow([.queue, .events], share: (11, 20), in: rect)
    } else {
      placeRow(Self.narrowPair(contents.focus), share: (3, 5), in: rect)
    }
  }

  /// Panes beside each other; one alone takes all, and one below an empty queue nearly all.
  private mutating func placeRow(_ row: [PaneID], share: (over: Int, under: Int), in rect: Rect) {
    let shown = row.filter { !contents.hidden.contains($0) || $0 == contents.focus }
    guard shown.count == 2 else {
      if let only = shown.first { panes[only] = rect }
      return
    }
    if shown[0] == .queue, contents.isQueueQuiet, rect.height >= (hasSide ? 6 : 8) {
      (panes[.queue], panes[shown[1]]) = rect.splitTop(2)
      return
    }
    let columns = max(rect.width * share.over / share.under, rect.width - 46)
    (panes[shown[0]], panes[shown[1]]) = rect.splitLeft(
      rect.width >= 110 ? columns : rect.width * 3 / 5)
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
  subscript(pane: PaneID) -> Rect { panes[pane] ?? .none }

  /// The same with the lanes of the second schedule in place of those of the first.
  var forComparedLanes: Layout? {
    guard let comparedRows else { return nil }
    var other = self
    other.panes[.gpus] = comparedLanes
    other.lanes = comparedRows
    return other
  }

  /// The columns of the overview of all GPUs: its mark and the GPUs.
  static let overviewWidth = 2

  /// The columns of the largest GPU number.
  var numberWidth: Int {
    max(3, String(max(contents.gpuCount, contents.comparedGPUCount ?? 0) - 1).count)
  }

  /// The columns of the shares of time: one for computing, or also those of switching and idling.
  var sharesWidth: Int { size.width >= 150 ? 12 : 4 }

  /// The columns left of the lanes: number, letter, model, group, shares.
  var labelWidth: Int { numberWidth + 17 + sharesWidth }

  /// The first row of the lanes on the screen.
  var lanesY: Int { self[.gpus].y + 1 + lanes.headRows }

  /// The columns of the time axis; an overview stands beside it where not all lanes fit.
  var axisWidth: Int {
    let rows = [lanes, comparedRows].compactMap { $0 }
    let hasOverview = rows.contains { $0.visibleLanes < $0.gpuCount && $0.laneRows > 0 }
    return max(lanesWidth - 2 - labelWidth - (hasOverview ? Self.overviewWidth : 0), 0)
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

extension Rect {
  static let none = Rect(x: 0, y: 0, width: 0, height: 0)
}
