/// All events to come: arrivals, which are known from the beginning, and completions.
///
/// Under `standard` an arrival comes before all completions at the same time, since it was scheduled
/// before them: the arrivals are a sorted list, and only completions are in a queue, which is then as
/// small as the machine. Under `gswarm` the order of equal times depends on all events in the queue, so
/// arrivals are in it too.
struct PendingEvents: Sendable {
  private(set) var queue: EventQueue
  /// The times of the arrivals that are not in the queue, ascending.
  let arrivalTimes: [Double]
  /// The requests in the order of their arrivals; nil if that is the order of the requests.
  private let arrivalOrder: [Int32]?
  private(set) var nextArrival = 0

  /// Schedules all arrivals.
  ///
  /// - Complexity: O(requests), O(requests log requests) if they are not in order.
  init(arrivalTimes: [Double], rules: Rules) {
    queue = EventQueue(rules: rules)
    guard rules == .standard else {
      queue.reserveCapacity(arrivalTimes.count)
      for (index, time) in arrivalTimes.enumerated() {
        queue.push(.arrival(RequestID(index)), at: time)
      }
      (self.arrivalTimes, arrivalOrder) = ([], nil)
      return
    }
    if zip(arrivalTimes, arrivalTimes.dropFirst()).allSatisfy({ $0 <= $1 }) {
      (self.arrivalTimes, arrivalOrder) = (arrivalTimes, nil)
    } else {
      let order = arrivalTimes.indices.sorted {
        (arrivalTimes[$0], $0) < (arrivalTimes[$1], $1)
      }
      (self.arrivalTimes, arrivalOrder) = (order.map { arrivalTimes[$0] }, order.map(Int32.init))
    }
  }

  /// The number of events to come.
  var count: Int { arrivalTimes.count - nextArrival + queue.count }

  /// The time of the next event, in seconds; nil at the end.
  var nextTime: Double? {
    guard nextArrival < arrivalTimes.count else { return queue.nextTime }
    return min(arrivalTimes[nextArrival], queue.nextTime ?? .infinity)
  }

  /// Schedules the end of an execution.
  ///
  /// - Complexity: O(log count of executions under way).
  mutating func push(completionOf execution: Int, at time: Double) {
    queue.push(.completion(execution), at: time)
  }

  /// Removes and returns the next event.
  ///
  /// - Complexity: O(log count of executions under way).
  @inline(__always)
  mutating func pop() -> (time: Double, subject: Subject)? {
    guard nextArrival < arrivalTimes.count,
      !queue.hasEvent(before: arrivalTimes[nextArrival])
    else { return queue.pop().map { ($0.time, $0.subject) } }
    let place = nextArrival
    nextArrival += 1
    let request = if let arrivalOrder { Int(arrivalOrder[place]) } else { place }
    return (arrivalTimes[place], .arrival(RequestID(request)))
  }

  /// Whether an execution may end at `time`, which is not after that of any event to come.
  @inline(__always)
  func mayComplete(at time: Double) -> Bool { queue.isNext(time) }

  /// The executions that end at `time`, which is not after that of any event to come; in no particular
  /// order.
  ///
  /// - Complexity: O(events at that time).
  func completions(at time: Double) -> [Int] {
    queue.events(at: time).compactMap { event in
      if case .completion(let execution) = event.subject { execution } else { nil }
    }
  }
}
