/// What waits to happen, in 16 bytes.
struct PendingEvent: Sendable {
  var time: Double
  /// The order of scheduling, to break ties; 0 for all where time alone counts.
  var sequence: UInt32
  private var packedSubject: PackedSubject

  init(time: Double, sequence: UInt32, subject: Subject) {
    self.time = time
    self.sequence = sequence
    packedSubject = PackedSubject(subject)
  }

  var subject: Subject { packedSubject.subject }
}

/// The events to come, the earliest at the front.
///
/// The heap is the one of CPython's `heapq`: pushes move up while strictly less than the parent;
/// pops walk the hole down to a leaf, taking the right child unless the left one is strictly less,
/// and move the last record up from there. With the time as the only key, this fixes the order of
/// equal times, which the `gswarm` rules reproduce. Under `standard` the sequence number makes the
/// order total, so that any heap would do.
struct EventQueue: Sendable {
  private var heap: [PendingEvent] = []
  private var scheduled: UInt32 = 0
  private let countsSequence: Bool

  init(rules: Rules) { countsSequence = rules == .standard }

  var count: Int { heap.count }

  /// When the next event happens, in seconds.
  var nextTime: Double? { heap.first?.time }

  mutating func reserveCapacity(_ capacity: Int) { heap.reserveCapacity(capacity) }

  /// Schedules an event.
  ///
  /// - Complexity: O(log count).
  mutating func push(_ subject: Subject, at time: Double) {
    let event = PendingEvent(
      time: time, sequence: countsSequence ? scheduled : 0, subject: subject)
    scheduled += 1
    heap.append(event)
    var events = heap.mutableSpan
    Self.moveUp(event, from: events.count - 1, in: &events)
  }

  /// Takes the next event out.
  ///
  /// - Complexity: O(log count).
  mutating func pop() -> PendingEvent? {
    guard let last = heap.popLast() else { return nil }
    guard let first = heap.first else { return last }
    var events = heap.mutableSpan
    let count = events.count
    var hole = 0
    var child = 1
    while child < count {
      let right = child &+ 1
      if right < count, !Self.precedes(events[child], events[right]) { child = right }
      events[hole] = events[child]
      hole = child
      child = 2 &* hole &+ 1
    }
    Self.moveUp(last, from: hole, in: &events)
    return first
  }

  /// Tells of the events at the earliest time, in no particular order.
  ///
  /// - Complexity: O(events at that time).
  func forEach(at time: Double, _ body: (Subject) -> Void) {
    // A heap: below one that is later there is none.
    var places = [0]
    while let place = places.popLast() {
      guard place < heap.count, heap[place].time == time else { continue }
      body(heap[place].subject)
      places.append(2 * place + 1)
      places.append(2 * place + 2)
    }
  }

  private static func moveUp(
    _ event: PendingEvent, from start: Int, in events: inout MutableSpan<PendingEvent>
  ) {
    var hole = start
    while hole > 0 {
      let parent = (hole &- 1) &>> 1
      guard precedes(event, events[parent]) else { break }
      events[hole] = events[parent]
      hole = parent
    }
    events[hole] = event
  }

  private static func precedes(_ a: PendingEvent, _ b: PendingEvent) -> Bool {
    a.time < b.time || (a.time == b.time && a.sequence < b.sequence)
  }
}
