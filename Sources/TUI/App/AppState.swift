import Engine
import History

/// Everything that the screen depends on: the runs, the view of them, and what the keys do now.
struct AppState: Sendable {
  /// The title in the header.
  let title: String
  let keymap: Keymap
  /// The themes to choose from; there is at least one.
  let themes: [Theme]
  var themeIndex = 0
  var hiddenPanes: Set<PaneID> = []
  /// Whether the tracks over time are wanted below the lanes.
  var showsTracks = true
  /// Whether the pane that has the keys takes the whole screen.
  var isMaximised = false
  var paneSizes = PaneSizes()
  /// The cells of lanes at far zooms.
  let laneCache = LaneCache()
  /// Whether what is to come shows dimly; nil if only before the first event.
  var previewChoice: Bool?
  var usesMouse = false
  /// Whether the terminal shows ASCII alone.
  var usesASCII = false
  /// Whether times are shown as times of day.
  var showsWallClock = false

  /// The runs that are open; there is at least one.
  private(set) var runs: [Run]
  private(set) var runIndex = 0
  /// The owner of the history of the first run while that grows; see `withKnownRuns`.
  var growth: GrowingHistory?
  /// The number of its events when they were last looked at.
  var grownEventCount = 0
  var viewport: Viewport
  /// The pane that the keys go to unless the inspector has them.
  var pane = PaneID.gpus
  var mode = Mode.browsing
  var playback = Playback()
  var breakpoints = Breakpoints()
  /// The last search; nil before the first one.
  var search: Search?
  /// The filters of the lists.
  var filters: [PaneID: ListFilter] = [:]
  var queueOrder = QueueOrder.queue
  var switchOrder = SwitchOrder.latest
  /// The texts entered so far.
  var typed = TypedTexts()

  /// The warnings about the files and the run, line by line.
  var warnings: [String]
  /// The warnings from before the run began.
  var openingWarnings: [String]
  /// The work under way, in the order in which it was asked for.
  var work: [WorkStatus] = []
  /// The identifiers handed out to work so far.
  var workCount = 0

  /// The commands that are carried out before the screen is the user's.
  var startCommands: [StartCommand] = []
  /// The sentences about what could not be done of it.
  var startFaults: [String] = []

  /// A remark on the last key.
  var message: String?
  /// The digits typed before a key.
  var count: TypedCount?

  init(
    run: Run, title: String, size: Size, keymap: Keymap = .standard,
    themes: [Theme] = [.builtIn], warnings: [String] = []
  ) {
    runs = [run]
    self.title = title
    self.keymap = keymap
    self.themes = themes
    self.warnings = warnings
    openingWarnings = warnings
    viewport = Viewport(size: size)
    viewport.zoom = openingZoom
  }
}

/// The part of a run that is in sight, on a screen of some size.
struct Viewport: Hashable, Sendable {
  var size: Size
  var zoom = Zoom.fit
  /// The time at the left edge if the lanes do not follow the cursor.
  var panStart: Double?
}

/// The meaning of the next key.
enum Mode: Hashable, Sendable {
  /// A command.
  case browsing
  /// A command, with the help open from one of its lines on.
  case helping(firstLine: Int)
  /// Text.
  case typing(Prompt)
  /// The answer to a question.
  case asking(Question)

  enum Question: Hashable, Sendable {
    /// Whether to end the live run and quit.
    case endLiveRun
  }
}

/// Digits typed before a key.
struct TypedCount: Hashable, Sendable {
  var number: Int
  /// The panes before the first digit, which may have named one of them.
  let panesBefore: Panes?

  struct Panes: Hashable, Sendable {
    let pane: PaneID
    let inspector: Inspector?
  }
}

// MARK: - The run on the screen

extension AppState {
  /// The run on the screen.
  var run: Run {
    get { runs[runIndex] }
    set { runs[runIndex] = newValue }
  }

  var theme: Theme { themes[themeIndex % themes.count] }

  /// The pane that the keys go to.
  var focus: PaneID { run.inspector?.hasKeys == true ? .inspector : pane }

  var layout: Layout { Layout(size: viewport.size, contents(isMaximised: isMaximised)) }

  /// The layout in which no pane takes the whole screen.
  var usualLayout: Layout { Layout(size: viewport.size, contents(isMaximised: false)) }

  private func contents(isMaximised: Bool) -> Layout.Contents {
    Layout.Contents(
      gpuCount: run.history.options.gpuCount,
      comparedGPUCount: run.second?.history.options.gpuCount, focus: focus,
      isInspecting: run.inspector != nil, hidden: hiddenPanes, hasTracks: showsTracks,
      machineRows: MachineRow.rows(of: run.history.scenario).count,
      isQueueQuiet: run.moment.isQueueQuiet, isMaximised: isMaximised, sizes: paneSizes)
  }

  /// Whether the future of the run shows dimly.
  var showsPreview: Bool {
    run.isWhole && run.live == nil && (previewChoice ?? (run.eventCount == 0))
  }

  /// The scene at the cursor.
  var scene: Scene {
    Scene(
      moment: run.moment, theme: theme, keymap: keymap, warnings: allWarnings,
      wallClockStart: showsWallClock ? run.moment.wallClockStart : nil, usesASCII: usesASCII)
  }

  /// The faults of policies that ended the run or its second schedule, and the warnings.
  var allWarnings: [String] { run.faults + warnings }

  /// The number of a run on the screen.
  func index(ofRun id: Int) -> Int? { runs.firstIndex { $0.id == id } }

  /// Shows one of the open runs.
  mutating func show(run index: Int) {
    runIndex = index
    run.nextStop = nil
  }

  /// Opens another run and shows it.
  mutating func open(_ new: Run) {
    runs.append(new)
    show(run: runs.count - 1)
  }

  /// Closes the run on the screen, which is not the first one.
  mutating func closeRun() {
    guard runIndex > 0 else { return }
    runs.remove(at: runIndex)
    show(run: runIndex - 1)
  }

  /// Closes another open run than the one on the screen; the first one stays.
  mutating func closeOther(run index: Int) {
    guard index > 0, index != runIndex else { return }
    runs.remove(at: index)
    if index < runIndex { runIndex -= 1 }
  }

  /// Puts another run in place of an open one.
  mutating func replace(run index: Int, with new: Run) { runs[index] = new }

  /// Changes an open run.
  mutating func change(run index: Int, _ body: (inout Run) -> Void) { body(&runs[index]) }
}
