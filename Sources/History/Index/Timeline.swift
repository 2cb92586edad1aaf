import Engine

/// The work of all GPUs together over time, so that that of any span is a subtraction.
///
/// The state is kept at every 64th event; that at any other time is a few steps away.
///
/// Memory: a byte and a half for each event, and four for each preparation.
struct Timeline: Sendable {
  /// The events from one kept state to the next.
  static let blockSize = 64

  /// The states before every 64th event.
  private(set) var milestones: [TimelineState] = []
  /// For each block of events the greatest length of the ready queue after one of them.
  private(set) var longestQueues: [Int32] = []
  /// The executions that switch or load, in the order in which that ends.
  private(set) var preparations: [Int32] = []
  private var state = TimelineState()

  mutating func reserveCapacity(events: Int) {
    milestones.reserveCapacity(events / Self.blockSize + 1)
    longestQueues.reserveCapacity(events / Self.blockSize + 1)
  }

  /// Adds the next event; `completesRequest` tells whether it completes one.
  ///
  /// - Complexity: O(dispatches of the event · log GPUs), and moving a few numbers.
  mutating func note(_ index: Int, of trace: Trace, completesRequest: Bool) {
    if index.isMultiple(of: Self.blockSize) {
      milestones.append(state)
      longestQueues.append(0)
    }
    let event = trace.events[index]
    endPreparations(upTo: event.time, of: trace)
    state.handle(trace, completesRequest: completesRequest)
    for number in trace.executions(of: index)
    where trace.executions[number].prepares(dispatchedAt: event.time) {
      insert(number, of: trace)
    }
    let block = longestQueues.count - 1
    longestQueues[block] = max(longestQueues[block], event.queueLength)
  }

  private mutating func endPreparations(upTo time: Double, of trace: Trace) {
    while Int(state.endedCount) < preparations.count {
      let execution = trace.executions[Int(preparations[Int(state.endedCount)])]
      guard execution.start <= time else { return }
      state.endPreparation(execution)
    }
  }

  /// Puts a preparation among those under way, of which there are no more than GPUs.
  private mutating func insert(_ number: Int, of trace: Trace) {
    let start = trace.executions[number].start
    let place = preparations[Int(state.endedCount)...].partitionPoint {
      trace.executions[Int($0)].start > start
    }
    preparations.insert(Int32(number), at: place)
  }

  /// The greatest length of the ready queue in some blocks.
  func longestQueue(inBlocks blocks: Range<Int>) -> Int32 {
    longestQueues[blocks].reduce(0) { max($0, $1) }
  }

  /// The last kept state at or before a time, and not after some events; nil if there is none.
  ///
  /// - Complexity: O(log events).
  func milestone(at time: Double, upTo eventCount: Int, after first: Int = 0) -> Int? {
    let known = min(eventCount / Self.blockSize + 1, milestones.count)
    guard first < known else { return nil }
    // Most often it is near.
    var (low, step) = (first, 1)
    while low + step < known, milestones[low + step].time <= time {
      low += step
      step *= 2
    }
    let end = min(low + step, known)
    let place = milestones[low..<end].partitionPoint { $0.time > time } - 1
    return place >= first ? place : nil
  }
}

extension Event {
  /// The number of nodes that wait after the event.
  var queueLength: Int32 { Int32(readiedAfter - executionsAfter) }
}
