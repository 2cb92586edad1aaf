import Engine
import History

/// Everything that the screen depends on besides the run itself.
struct AppState: Sendable {
  /// The runs that are open; there is at least one.
  private(set) var tabs: [Tab]
  private(set) var tab = 0
  /// Whether the run comes from the simulation, so that it can be run otherwise.
  var isSimulated = true
  /// A second schedule that is shown beside this one.
  var comparison: Comparison?
  /// The time of the difference that was last gone to.
  var differenceTime: Double?
  /// What is run, for the header.
  let title: String
  /// What was odd in the files.
  var warnings: [String]
  /// What was odd before the run began.
  let openingWarnings: [String]
  let keymap: Keymap
  /// The themes to choose from; there is at least one.
  let themes: [Theme]
  var themeIndex = 0

  var size: Size
  /// How many events the cursor has behind it.
  private(set) var eventCount = 0
  /// The time at the cursor, between its last event and the next one.
  private(set) var time: Double
  var playback = Playback()
  var zoom: Zoom
  /// The time at the left edge if the lanes do not follow the cursor.
  var panStart: Double?
  /// The first GPU that is shown if not all fit.
  var firstGPU = 0

  /// The pane that the keys go to.
  var focus = PaneID.gpus
  var choices = Choices()
  /// The pages of the inspector, the open one last; empty if it is closed.
  var inspections: [Inspection] = []
  /// Where the keys went before the inspector was opened.
  var focusBeforeInspector = PaneID.gpus
  var hiddenPanes: Set<PaneID> = []
  /// The first line of the help, if that is open.
  var helpLine: Int?
  var prompt: Prompt?
  var usesMouse = false

  var breakpoints = Breakpoints()
  /// The breakpoint that the run comes to next.
  var nextStop: ConditionMatch?
  /// What was last searched for.
  var search: Search?
  /// Named places, in the order in which they were set.
  var marks: [Mark] = []

  /// Set while the run goes on by itself.
  var live: LiveStatus?

  /// A remark on the last key.
  var message: String?
  /// The digits typed before a key.
  var count: Int?
  /// How the panes were before a digit, which may name a pane or begin a count.
  var panesBeforeCount: PanesBeforeCount?

  struct PanesBeforeCount: Hashable, Sendable {
    let focus: PaneID
    let inspections: [Inspection]
  }

  struct Mark: Hashable, Sendable {
    let name: String
    let eventCount: Int
    let time: Double
  }

  init(
    history: History, title: String, size: Size, keymap: Keymap = .standard,
    themes: [Theme] = [.builtIn], warnings: [String] = []
  ) {
    tabs = [Tab(name: "", history: history)]
    self.title = title
    self.size = size
    self.keymap = keymap
    self.themes = themes
    self.warnings = warnings
    openingWarnings = warnings
    time = history.moment(after: 0).time
    zoom = .fit
    zoom = openingZoom
  }

  /// A zoom at which a usual bar is wide enough to read, but no finer than the whole run needs.
  private var openingZoom: Zoom {
    let bars = usualBars.sorted()
    let usual = bars.isEmpty ? 0 : bars[bars.count / 2]
    let screens = usual * Double(layout.axisWidth) / Double(Self.readableCells)
    // A run that is still to begin has no length yet.
    let whole = history.trace.events.isEmpty ? screens : endTime - time
    return Zoom(fitting: screens > 0 ? min(whole, screens) : whole, in: layout.axisWidth)
  }

  /// How long bars are, or are expected to be, in seconds; some hundreds, evenly spread, say what is usual.
  private var usualBars: [Double] {
    let executions = history.trace.executions
    guard executions.isEmpty else {
      return stride(from: 0, to: executions.count, by: max(1, executions.count / 512)).map {
        executions[$0].switchTime + executions[$0].executionTime
      }
    }
    let scenario = history.scenario
    return scenario.requests.indices.prefix(128).flatMap { request in
      scenario.workflow(of: request).nodes.indices.map { node in
        let node = RequestNode(request: request, node: node)
        return scenario.estimate(of: node, rules: history.options.rules).seconds
      }
    }
  }

  /// How many cells a bar takes to carry a request's name.
  private static let readableCells = 14

  /// The run on the screen from its first to its last event, or as far as it has come.
  var history: History { tabs[tab].history }

  var theme: Theme { themes[themeIndex % themes.count] }

  var layout: Layout {
    Layout(
      size: size,
      Layout.Wishes(
        gpuCount: history.options.gpuCount,
        comparedGPUCount: comparison?.history.options.gpuCount, focus: focus,
        isInspecting: !inspections.isEmpty, hidden: hiddenPanes))
  }

  /// The state of the world at the cursor.
  var moment: Moment { history.moment(after: eventCount, time: time) }

  var lastEventCount: Int { history.trace.events.count }

  /// The times that the lanes show.
  ///
  /// While following, a function of the time alone: going forward and back shows the same again.
  var axis: TimeAxis {
    let width = max(layout.axisWidth, 1)
    let origin = min(0, history.trace.events.first?.time ?? 0)
    let whole = max(endTime - origin, 0.001)
    guard let secondsPerCell = zoom.secondsPerCell else {
      return TimeAxis(start: origin, secondsPerCell: whole / Double(width), width: width)
    }
    let ahead = Double(width - width / 5)
    let following = ((time - origin) / secondsPerCell).rounded(.down) - ahead
    let start = panStart ?? origin + max(0, following) * secondsPerCell
    return TimeAxis(start: start, secondsPerCell: secondsPerCell, width: width)
  }

  /// Takes over a longer version of the same run.
  mutating func replaceHistory(_ longer: History) { tabs[tab].history = longer }

  /// Opens another run and shows it.
  mutating func addTab(_ new: Tab) {
    tabs.append(new)
    tab = tabs.count - 1
  }

  mutating func showTab(_ index: Int) { tab = index }

  /// Moves the cursor to just after a number of events.
  mutating func seek(toEvent count: Int) {
    eventCount = min(max(count, 0), lastEventCount)
    time = history.moment(after: eventCount).time
  }

  /// Moves the cursor to a time; the events up to it are behind the cursor then.
  mutating func seek(toTime newTime: Double) {
    eventCount = history.eventCount(at: newTime)
    time = history.moment(after: eventCount, time: newTime).time
  }
}
