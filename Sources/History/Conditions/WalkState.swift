import Engine

/// The state that conditions are about, kept up to date while walking forward over events.
struct WalkState {
  private let history: History
  /// The number of events walked over.
  private(set) var count: Int
  /// The time of the last of them, in seconds.
  private(set) var time = 0.0
  /// The number of nodes that wait for a GPU.
  private(set) var queueLength = 0
  /// Whether GPUs idle although nodes wait.
  private(set) var isIdle = false
  /// The number of completed requests.
  private(set) var completedCount: Int
  /// The head of the ready queue, a place in `Trace.readied`, or its end.
  private var head: Int
  /// The time of the last completion, in seconds; 0 before the first one.
  private(set) var lastCompletion = 0.0
  private var nextIdleBegin: Int
  private var nextIdleEnd: Int

  /// - Complexity: O(log events).
  init(_ history: History, afterEvents count: Int) {
    self.history = history
    self.count = count
    let moment = history.moment(after: count)
    completedCount = moment.completedRequests.count
    head = moment.queue(first: 1).first ?? moment.readiedCount
    nextIdleBegin = history.idleStretches.begins.partitionPoint { $0 >= count }
    nextIdleEnd = history.idleStretches.ends.partitionPoint { $0 >= count }
    let isCompletion = { (event: Event) in
      if case .completion = event.subject { true } else { false }
    }
    lastCompletion = history.trace.events[..<count].last(where: isCompletion)?.time ?? 0
    update()
  }

  /// Walks over the next event.
  ///
  /// - Complexity: O(1), amortised.
  mutating func advance() {
    count += 1
    update()
  }

  private mutating func update() {
    guard count > 0 else { return }
    let event = history.trace.events[count - 1]
    time = event.time
    if case .completion = event.subject { lastCompletion = time }
    queueLength = event.readiedAfter - event.executionsAfter
    let completed = history.completed
    while completedCount < completed.count, completed[completedCount].event < count {
      completedCount += 1
    }
    while head < event.readiedAfter,
      let execution = history.dispatches.execution(of: head), execution < event.executionsAfter
    {
      head += 1
    }
    let idle = history.idleStretches
    while nextIdleBegin < idle.begins.count, idle.begins[nextIdleBegin] < count {
      nextIdleBegin += 1
    }
    while nextIdleEnd < idle.ends.count, idle.ends[nextIdleEnd] < count { nextIdleEnd += 1 }
    isIdle = nextIdleBegin > nextIdleEnd
  }

  /// The state as the screen shows it.
  var moment: Moment { history.moment(after: count) }

  /// The wait of the head of the queue, in seconds; there must be one.
  var longestWait: Double {
    time - history.trace.events[history.trace.readied[head].event].time
  }
}
