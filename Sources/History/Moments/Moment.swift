public import Engine

/// The occupation of a GPU at a moment.
public enum Activity: Hashable, Sendable {
  /// The GPU is idle.
  case idle
  /// The GPU makes a model resident for the execution.
  case switching(execution: Int)
  /// The GPU runs the execution.
  case computing(execution: Int)
}

/// The state after a number of events, without regard to the future.
///
/// A view of a `History` that costs O(1) to make; each property is worked out when it is asked for.
public struct Moment: Sendable {
  /// The history of the run.
  public let history: History
  /// The number of handled events.
  public let eventCount: Int
  /// The time, in seconds: that of the last handled event, or later up to the next one's.
  public let time: Double

  /// The number of dispatches so far.
  public let executionCount: Int
  /// The number of nodes that have become ready.
  public let readiedCount: Int

  fileprivate init(_ history: History, eventCount: Int, time: Double?) {
    self.history = history
    self.eventCount = eventCount
    let last = eventCount > 0 ? history.trace.events[eventCount - 1] : nil
    let first = history.trace.events.first?.time ?? 0
    self.time = max(time ?? -.infinity, last?.time ?? min(0, first))
    executionCount = last?.executionsAfter ?? 0
    readiedCount = last?.readiedAfter ?? 0
  }

  private var trace: Trace { history.trace }
}

extension History {
  /// The state after `eventCount` events, or at a `time` between the last of them and the next.
  ///
  /// - Complexity: O(1).
  public func moment(after eventCount: Int, time: Double? = nil) -> Moment {
    Moment(self, eventCount: min(max(eventCount, 0), trace.events.count), time: time)
  }

  /// The number of events up to and with `time`, in seconds.
  ///
  /// - Complexity: O(log events).
  public func eventCount(at time: Double) -> Int {
    trace.events.partitionPoint { $0.time > time }
  }
}

// MARK: - GPUs

extension Moment {
  /// The model that was dispatched to a GPU last; nil if there is none.
  ///
  /// `machine` has all residents of a GPU that holds several models, or loses them.
  public func resident(of gpu: Int) -> ModelID? {
    lastExecution(on: gpu).map { history.model(of: trace.executions[$0]) }
  }

  /// The occupation of a GPU.
  public func activity(of gpu: Int) -> Activity {
    guard let index = lastExecution(on: gpu), !isCompleted(index) else { return .idle }
    return time < trace.executions[index].start
      ? .switching(execution: index) : .computing(execution: index)
  }

  /// Whether a GPU is present and free: its last node has ended by now, handled or not.
  public func isFree(_ gpu: Int) -> Bool {
    let shape = options.shape
    guard gpu < shape.gpuCount, !shape.isAbsent(gpu) else { return false }
    return lastExecution(on: gpu).map { trace.executions[$0].end <= time } ?? true
  }

  /// Whether the end of an execution has been handled.
  public func isCompleted(_ execution: Int) -> Bool {
    Int(history.completionEvents[execution]) < eventCount
  }

  /// The share of the time so far in which a GPU was busy switching or computing; 0 to 1.
  public func utilisation(of gpu: Int) -> Double {
    let lane = history.gpus[gpu]
    let last = lane.count(amongExecutions: executionCount) - 1
    let span = time - trace.startTime
    guard span > 0, last >= 0 else { return 0 }
    let execution = trace.executions[lane.entries[last].execution]
    let begin = execution.start - execution.switchTime
    let current = min(time - begin, execution.switchTime + execution.executionTime)
    return min(1, (lane.busy(before: last, in: trace) + current) / span)
  }

  /// The shares of the time so far in which a GPU computed, and switched or loaded; 0 to 1.
  ///
  /// - Complexity: O(models + log executions), and no more than a block of executions.
  public func workShares(of gpu: Int) -> (computing: Double, preparing: Double) {
    let lane = history.gpus[gpu]
    let last = lane.count(amongExecutions: executionCount) - 1
    let span = time - trace.startTime
    guard span > 0, last >= 0 else { return (0, 0) }
    let entry = lane.entries[last]
    let part = entry.seconds(from: entry.begin, to: time)
    var (computing, preparing) = (part.computing, part.preparing)
    if last > 0 {
      var cursor = WorkCursor(modelCount: history.scenario.models.count)
      cursor.move(before: last, of: lane)
      let models = cursor.sums.count / 2
      computing += cursor.sums[..<models].reduce(0, +)
      preparing += cursor.sums[models...].reduce(0, +)
    }
    let share = min(1, max(0, preparing) / span)
    return (min(1 - share, max(0, computing) / span), share)
  }

  /// The executions without GPUs that are running, in the order of dispatch.
  ///
  /// - Complexity: O(log executions) for each.
  public var runningSteps: [Int] {
    history.steps.running(afterEvents: eventCount, executions: executionCount)
  }

  /// Whether the run has executions without GPUs so far.
  public var hasSteps: Bool { history.steps.executions.first.map { $0 < executionCount } ?? false }

  /// The number of executions that are running.
  public var runningCount: Int { executionCount - (eventCount - arrivalCount) }

  /// The executions on a GPU that overlap or touch a span of time, in order, as places in the trace.
  ///
  /// - Complexity: O(log executions), and O(1) for each result.
  public func executions(
    on gpu: Int, from start: Double, to end: Double
  ) -> some BidirectionalCollection<Int> {
    let lane = history.gpus[gpu]
    let known = lane.entries[..<lane.count(amongExecutions: executionCount)]
    let first = known.partitionPoint { $0.end >= start }
    let last = known[first...].partitionPoint { $0.begin > end }
    return lane.entries[first..<last].lazy.map(\.execution)
  }

  private func lastExecution(on gpu: Int) -> Int? {
    history.gpus[gpu].lastExecution(among: executionCount)
  }
}

extension Moment {
  /// The options in force now; a branch may have changed them.
  public var options: Options {
    history.options(ofEvent: eventCount)
  }
}

// MARK: - Queue and requests

extension Moment {
  /// The number of nodes that wait for a GPU.
  public var queueLength: Int { readiedCount - executionCount }

  /// The first nodes of the ready queue, as places in `Trace.readied`.
  ///
  /// - Complexity: O(count · log nodes).
  public func queue(first count: Int) -> [Int] { queue(count, from: 0) }

  /// Some nodes of the ready queue, from one of them on, as places in `Trace.readied`.
  ///
  /// - Parameters:
  ///   - count: The number of nodes, unless the queue ends before.
  ///   - first: The place in the queue of the first one, 0 at its head.
  /// - Returns: The nodes in the order of the queue.
  /// - Complexity: O(count · log nodes), and that of `queueEntry` unless the first one is the head.
  public func queue(_ count: Int, from first: Int) -> [Int] {
    var result: [Int] = []
    guard var position = first == 0 ? 0 : queueEntry(first) else { return result }
    while result.count < count,
      let next = history.dispatches.firstWaiting(
        from: position, to: readiedCount, afterExecutions: executionCount)
    {
      result.append(next)
      position = next + 1
    }
    return result
  }

  /// The number of requests that have arrived.
  public var arrivalCount: Int { history.arrivals.partitionPoint { Int($0) >= eventCount } }

  /// The requests that are completed, in the order of completion.
  public var completedRequests: ArraySlice<CompletedRequest> {
    history.completed[..<history.completed.partitionPoint { $0.event >= eventCount }]
  }

  /// The latencies of the completed requests, or of the latest ones; nil if there are none.
  ///
  /// - Complexity: O(log³ requests), and O(window log window) with a window.
  public func latency(ofLast window: Int? = nil) -> Distribution? {
    let completed = completedRequests
    guard let window, window < completed.count else {
      return history.latencies.distribution(ofFirst: completed.count)
    }
    return Distribution(completed.suffix(window).map(\.latency))
  }

  /// The slowest of the completed requests, the slowest first, of equal ones the one completed first.
  ///
  /// - Complexity: O(count · log requests + log³ requests).
  public func slowestRequests(_ count: Int) -> [CompletedRequest] {
    history.latencies.largest(count, ofFirst: completedRequests.count).map { history.completed[$0] }
  }

  /// For each bound, in seconds, the number of completed requests with a latency below it.
  public func latencyCounts(below bounds: [Double]) -> [Int] {
    history.latencies.counts(ofFirst: completedRequests.count, below: bounds)
  }
}

// MARK: - Switches

extension Moment {
  /// The number of switches so far.
  public var switchCount: Int { history.ledger.count(afterExecutions: executionCount) }

  /// The seconds of all switches so far together, of those under way up to now.
  ///
  /// - Complexity: O(GPUs · log trace).
  public var totalSwitchTime: Double { switchTimes.seconds }

  /// The share of all GPUs' time so far that went into switches, into those under way up to now.
  ///
  /// - Complexity: O(GPUs · log trace).
  public var switchShare: Double {
    guard time > 0 else { return 0 }
    return min(1, switchTimes.gpuSeconds / (time * Double(history.options.gpuCount)))
  }

  private var switchTimes: SwitchTimes {
    var times = history.ledger.times(ofFirst: switchCount, in: trace)
    for gpu in history.gpus.indices {
      guard case .switching(let index) = activity(of: gpu) else { continue }
      let execution = trace.executions[index]
      // A group has one switch, and is counted at its first GPU.
      guard execution.isSwitch, execution.gpus.lowerBound == gpu else { continue }
      times.subtract(execution.start - time, on: execution.gpus.count)
    }
    return times
  }

  /// The number of times that each model evicted each other one, most frequent first.
  public var switchPairs: [(from: ModelID, to: ModelID, count: Int)] {
    history.ledger.pairCounts(ofFirst: switchCount)
  }

  /// An entry of the switch ledger; `index` is below `switchCount`.
  public func switchEntry(_ index: Int) -> SwitchEntry? {
    let number = Int(history.ledger.executions[index])
    let execution = trace.executions[number]
    guard case .model(let from) = execution.replaced else { return nil }
    return SwitchEntry(
      execution: number, time: trace.events[trace.dispatchEvent(of: number)].time,
      gpus: execution.gpus, from: from, to: history.model(of: execution),
      seconds: execution.switchTime,
      nextLoad: history.ledger.nextLoad(of: index, amongExecutions: executionCount))
  }
}

extension Moment {
  /// The entry of the switch ledger that a dispatch, a place in `Trace.executions`, made; nil if none.
  ///
  /// - Complexity: O(log switches).
  public func switchEntry(madeBy execution: Int) -> SwitchEntry? {
    let index = history.ledger.count(afterExecutions: execution)
    guard index < switchCount, Int(history.ledger.executions[index]) == execution else {
      return nil
    }
    return switchEntry(index)
  }

  /// The node at a place of the ready queue, 0 at its head, as a place in `Trace.readied`.
  ///
  /// - Complexity: O(1): a few thousand steps, wherever it is.
  public func queueEntry(_ position: Int) -> Int? {
    guard position >= 0, position < queueLength else { return nil }
    return history.queueBlocks.entry(
      at: position, afterExecutions: executionCount, readied: readiedCount,
      in: history.dispatches
    ) { trace.executions[$0].readied }
  }
}
