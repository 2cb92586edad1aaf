import Engine
import History

/// A run that can be looked at, with everything that is remembered about it.
struct Run: Sendable {
  /// The source of the events of a run.
  enum Source: Sendable {
    case simulation
    /// A log of another run, which cannot be run otherwise.
    case log
    case live(LiveStatus)
  }

  /// A number that no other run of the session has.
  let id: Int
  /// The difference from the run that was opened; empty for that one.
  var name: String
  private(set) var source: Source
  /// The point at which it left its parent; nil for the run that was opened.
  let branching: Branching?
  /// The events so far, and their index.
  private(set) var history: History
  /// Whether all of its events are known.
  private(set) var isWhole: Bool

  private(set) var cursor: Cursor
  /// The jump that led to the cursor, as long as that stays.
  private(set) var landing: Landing?
  /// Named moments, in the order in which they were set.
  private(set) var marks: [CursorMark] = []
  /// The places that jumps have left.
  var jumps = JumpList()
  /// The next breakpoint while time runs.
  var nextStop: ConditionMatch?

  var choices = Choices()
  /// The first GPU in sight if not all fit.
  var firstGPU = 0
  /// The pages that Enter opened; nil if the inspector is closed.
  var inspector: Inspector?
  /// The measures of this run under other policies, as far as they are known.
  var measures: [MeasuringStart: [String: PolicyMeasures]] = [:]
  /// The schedule shown beside this one.
  var second: SecondSchedule?

  private var switchOrder: [Int32] = []

  /// The hits of the search, as far as they are counted.
  var hits: NameHits?
  /// The lines of the lists that their filters keep, as far as they are known.
  var filteredEvents: FilteredLines?
  var filteredSwitches: FilteredLines?
  /// The switches in the order of their list, unless that is time.
  var switchesInOrder: SwitchesInOrder?

  init(
    id: Int = 0, name: String = "", branching: Branching? = nil, source: Source,
    history: History, isWhole: Bool = true
  ) {
    self.id = id
    self.name = name
    self.branching = branching
    self.source = source
    self.history = history
    self.isWhole = isWhole
    cursor = Cursor(eventCount: 0, time: history.moment(after: 0).time)
  }
}

/// A point between two events of a run.
struct Cursor: Hashable, Sendable {
  /// The number of events before it.
  var eventCount: Int
  /// Its time in seconds, between its last event and the next one.
  var time: Double
}

/// The point at which a branch left its parent, and the change from there on.
struct Branching: Hashable, Sendable {
  /// The identifier of the parent.
  let parent: Int
  let cursor: Cursor
  let change: Change
}

/// A moment of a run that was given a name.
struct CursorMark: Hashable, Sendable {
  let name: String
  let cursor: Cursor
}

/// The target that a jump has found.
enum Landing: Hashable, Sendable {
  /// A switch, by its place in the order in which switches end.
  case switched(Int)
  /// A decision that differs in the second schedule, by its time in seconds.
  case difference(Double)
}

/// A second schedule of the same scenario, shown below the first at the same time.
struct SecondSchedule: Sendable {
  /// The difference from the first schedule.
  let name: String
  /// The text that asked for it; nil for the parent of a branch.
  var request: String?
  let history: History
  /// The decisions in which the two differ.
  let differences: ScheduleDifferences
}

// MARK: - The cursor

extension Run {
  var eventCount: Int { cursor.eventCount }
  var time: Double { cursor.time }
  var lastEventCount: Int { history.trace.events.count }

  /// The state of the world at the cursor.
  var moment: Moment { history.moment(after: cursor.eventCount, time: cursor.time) }

  /// The end of the run as far as it is known, in seconds.
  var endTime: Double {
    max(history.endTime, live?.time ?? 0, second?.history.endTime ?? 0)
  }

  /// Moves the cursor to just after a number of events.
  mutating func seek(toEvent count: Int) {
    let count = min(max(count, 0), lastEventCount)
    cursor = Cursor(eventCount: count, time: history.moment(after: count).time)
    landing = nil
  }

  /// Moves the cursor to a time; the events up to it are before the cursor then.
  mutating func seek(toTime time: Double) {
    let count = history.eventCount(at: time)
    cursor = Cursor(eventCount: count, time: history.moment(after: count, time: time).time)
    landing = nil
  }

  /// Moves the cursor to where it was before.
  mutating func seek(to cursor: Cursor) {
    seek(toTime: cursor.time)
    if eventCount != cursor.eventCount { seek(toEvent: cursor.eventCount) }
  }

  /// Moves the cursor to what a jump has found.
  mutating func land(_ landing: Landing, atTime time: Double) {
    seek(toTime: time)
    self.landing = landing
  }
}

// MARK: - Faults

extension Run {
  /// The faults of policies that ended this run or its second schedule, each as a sentence.
  var faults: [String] {
    [("the run", history), ("the second schedule", second?.history)].compactMap { name, history in
      history?.failure.map { "\(name) ended early: \($0.sentence)" }
    }
  }
}

extension Run {
  /// The number of requests that are never completed; 0 while that is not known.
  var strandedCount: Int {
    guard isWhole, live == nil, history.failure == nil else { return 0 }
    return max(0, history.scenario.requests.count - history.completed.count)
  }
}

// MARK: - Source and growth

extension Run {
  var live: LiveStatus? {
    get {
      guard case .live(let status) = source else { return nil }
      return status
    }
    set { if let newValue { source = .live(newValue) } }
  }

  /// Whether it can be run otherwise.
  var isSimulated: Bool { if case .simulation = source { true } else { false } }

  /// Takes over a longer version of the same run.
  mutating func grow(to longer: History, isWhole: Bool) {
    history = longer
    self.isWhole = isWhole
  }

  /// Exchanges the history for another one: that of a run that grows is lent for a while.
  mutating func exchangeHistory(with other: inout History) { swap(&history, &other) }

  /// Gives the cursor, or another place, a name that then leads back to it.
  mutating func setMark(_ name: String, at place: Cursor? = nil) {
    marks.removeAll { $0.name == name }
    marks.append(CursorMark(name: name, cursor: place ?? cursor))
  }

  /// Forgets a named moment.
  mutating func removeMark(_ name: String) { marks.removeAll { $0.name == name } }

  /// Gives a named moment another name.
  mutating func renameMark(_ name: String, to newName: String) {
    guard let index = marks.firstIndex(where: { $0.name == name }) else { return }
    let mark = CursorMark(name: newName, cursor: marks[index].cursor)
    marks[index] = mark
    marks.removeAll { $0.name == newName && $0 != mark }
  }

  /// Takes over what still holds in a branch: the marks of the common past, and the choices.
  mutating func inherit(from parent: Run) {
    marks = parent.marks.filter { $0.cursor.eventCount <= parent.eventCount }
    choices = parent.choices
    choices.gpu = min(choices.gpu, history.options.gpuCount - 1)
    firstGPU = parent.firstGPU
  }
}

// MARK: - Switches in the order of their ends

extension Run {
  /// The switches, as places in the ledger, in the order in which they end: each is then wholly in the
  /// past.
  ///
  /// - Complexity: O(switches · log switches) once, and again after the run has grown.
  mutating func switchesByEnd() -> [Int32] {
    findSwitches()
    return switchOrder
  }

  /// The switch that a jump has just led to; nil if the cursor has moved on.
  var landedSwitch: SwitchEntry? {
    guard case .switched(let index) = landing, switchOrder.indices.contains(index) else {
      return nil
    }
    let place = Int(switchOrder[index])
    let moment = moment
    return place < moment.switchCount ? moment.switchEntry(place) : nil
  }

  /// Puts the switches in the order in which they end, unless that is done.
  mutating func findSwitches() {
    guard switchOrder.count != history.switchCount else { return }
    switchOrder = history.switchesByEnd
  }

  /// Takes over the order of the switches as it was found in the background.
  mutating func take(switchOrder: [Int32]) { self.switchOrder = switchOrder }
}
