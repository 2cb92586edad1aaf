import Engine
import History

/// Work that the screen asks for and does not wait for; its results come back as reports.
struct Work: Sendable {
  enum Task: Sendable {
    /// A second schedule beside a run.
    case compare(Options, request: String, with: History, run: Int)
    /// A branch of a run at its cursor, with the run itself as its second schedule.
    case branch(Change, from: Run, parentName: String)
    /// The event of a run that a key asked for.
    case search(MatchSearch, run: Int)
    /// The measures of a run under several policies.
    case measure(MeasuringRequest)
    /// The differences between a run and another open one.
    case beside(History, with: History, run: Int)
    /// Something for the lists on the screen.
    case lookUp(Lookup, in: History, run: Int)
    /// The span of some seconds with the most switching.
    case mostSwitching(History, seconds: Double, run: Int)
  }

  let id: Int
  /// The name in the header, and of a new schedule.
  let name: String
  let task: Task
}

/// Work under way, as the header shows it.
struct WorkStatus: Hashable, Sendable {
  let id: Int
  var name: String
  /// The share that is done, 0 to 1; nil if nothing is known.
  var share: Double?
  /// Whether Esc ends it.
  var isCancellable = true
  /// Whether what is to be done next waits for it.
  var isAwaited = true
}

/// A message from work to the state.
enum Report: Sendable {
  case progress(work: Int, Double)
  case compared(work: Int, run: Int, SecondSchedule)
  case branched(work: Int, Run)
  case found(work: Int, run: Int, MatchSearch)
  case measured(PolicyMeasures, policy: String, from: MeasuringStart, run: Int)
  /// The work has no further result.
  case finished(work: Int)
  case lookedUp(work: Int, run: Int, Lookup.Result)
  case mostSwitching(work: Int, run: Int, SwitchingPeak?)
  /// The switches of a run in the order in which they end.
  case switches([Int32], run: Int)
  /// The opened run is known; the screen showed a placeholder before. One that still grows is without
  /// its history.
  case opened(Run, growth: GrowingHistory?, warnings: [String])
  /// The opened run is whole.
  case grown(History)
  case warnings([String])
  case live(LiveFeed.Look)
  /// The run could not be opened; the screen closes.
  case failed
}

extension Work {
  /// Does the work.
  ///
  /// - Parameters:
  ///   - report: Receives what there is to tell, last the result.
  ///   - isCancelled: Returns whether nobody waits for the result any more.
  func run(_ report: (Report) -> Void, isCancelled: () -> Bool) {
    func progress(_ share: Double) -> Bool {
      report(.progress(work: id, share))
      return !isCancelled()
    }
    switch task {
    case .compare(let options, let request, let first, let run):
      var history = History(growing: first.alternative(under: options))
      guard history.growToEnd(progress) else { return }
      var second = Self.second(name, history, beside: first)
      second.request = request
      report(.compared(work: id, run: run, second))
    case .branch(let change, let parent, let parentName):
      let fork = parent.history.forked(after: parent.eventCount, change: change)
      var history = History(growing: fork)
      guard history.growToEnd(progress) else { return }
      var branch = Run(
        id: id, name: name,
        branching: Branching(parent: parent.id, cursor: parent.cursor, change: change),
        source: .simulation, history: history)
      branch.inherit(from: parent)
      branch.second = Self.second(parentName, parent.history, beside: history)
      branch.seek(toEvent: parent.eventCount)
      if branch.time < parent.time { branch.seek(toTime: parent.time) }
      branch.findSwitches()
      report(.branched(work: id, branch))
    case .search(var search, let run):
      while !search.isOver {
        guard !isCancelled() else { return }
        search.advance(by: AppState.eventsAtOnce)
      }
      report(.found(work: id, run: run, search))
    case .measure(let request):
      request.run(progress: progress) { policy, measures in
        report(.measured(measures, policy: policy, from: request.start, run: request.run))
      }
      report(.finished(work: id))
    case .beside(let other, let first, let run):
      var second = Self.second(name, other, beside: first)
      second.request = name
      report(.compared(work: id, run: run, second))
    case .lookUp(let lookup, let history, let run):
      if let result = lookup.done(in: history) { report(.lookedUp(work: id, run: run, result)) }
    case .mostSwitching(let history, let seconds, let run):
      report(
        .mostSwitching(work: id, run: run, history.switchingPeak(lasting: seconds)))
    }
  }

  private static func second(
    _ name: String, _ second: History, beside first: History
  ) -> SecondSchedule {
    SecondSchedule(
      name: name, history: second,
      differences: ScheduleDifferences(
        between: first.trace, and: second.trace, of: first.scenario))
  }
}
