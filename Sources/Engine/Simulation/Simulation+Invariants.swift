extension Simulation {
  /// Compares the scheduler and the events to come with the trace, and ends the program if they differ.
  ///
  /// - Complexity: O(trace + requests + GPUs · models).
  package func checkInvariants() {
    scheduler.checkInvariants()
    pending.checkInvariants(now: now)
    let arrivals = scenario.requests.count - scheduler.arrivalCount
    let completions = trace.executions.count - scheduler.completedCount
    precondition(pending.count == arrivals + completions, "all that is open is to come")
  }
}

extension PendingEvents {
  /// Checks the order of the events, none of which is before `now`.
  ///
  /// - Complexity: O(events).
  func checkInvariants(now: Double) {
    queue.checkInvariants()
    let left = arrivalTimes[nextArrival...]
    precondition(zip(left, left.dropFirst()).allSatisfy { $0 <= $1 }, "the order of arrivals")
    precondition(nextTime.map { $0 >= now } ?? true, "time does not go back")
    precondition((nextTime == nil) == (count == 0), "there is a next event unless there is none")
  }
}

extension EventQueue {
  /// Checks that no event comes before the one above it in the heap.
  ///
  /// - Complexity: O(events).
  func checkInvariants() {
    let first = hasGap ? 1 : 0
    for place in heap.indices.dropFirst(first + 1) where (place - 1) / 2 >= first {
      precondition(
        !PendingEvent.precedes(heap[place], heap[(place - 1) / 2]), "the order of the heap")
    }
    precondition(
      nextTime == heap.dropFirst(first).map(\.time).min(), "the next event is the earliest")
  }
}
