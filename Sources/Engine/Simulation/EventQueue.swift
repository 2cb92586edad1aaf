/// An event to come, in 16 bytes.
struct PendingEvent: Sendable {
  /// The time as a whole number in the same order, so that comparing takes no branch.
  private let orderedTime: Int64
  /// The place in the order of scheduling, which breaks ties; 0 where time alone counts.
  private let sequence: UInt32
  private let packedSubject: PackedSubject

  init(time: Double, sequence: UInt32, subject: Subject) {
    orderedTime = Self.ordered(time)
    self.sequence = sequence
    packedSubject = PackedSubject(subject)
  }

  /// A time as a whole number in the same order.
  private static func ordered(_ time: Double) -> Int64 {
    // The bits of numbers below 0 ascend as the numbers descend.
    let bits = Int64(bitPattern: (time + 0).bitPattern)
    return bits ^ ((bits &>> 63) & .max)
  }

  /// Whether the event is at `time`.
  func isAt(_ time: Double) -> Bool { orderedTime == Self.ordered(time) }

  /// Whether the event is before `time`.
  func isBefore(_ time: Double) -> Bool { orderedTime < Self.ordered(time) }

  /// The time, in seconds.
  var time: Double {
    Double(bitPattern: UInt64(bitPattern: orderedTime ^ ((orderedTime &>> 63) & .max)))
  }

  var subject: Subject { packedSubject.subject }

  static func precedes(_ a: PendingEvent, _ b: PendingEvent) -> Bool { a.order < b.order }

  private var order: Int128 {
    Int128(orderedTime) &<< 64 | Int128(sequence)
  }
}

/// The events to come, the earliest at the front.
///
/// The heap is that of CPython's `heapq`: a pushed record moves up while it is strictly less than its
/// parent; a pop moves the hole down to a leaf, along the right child unless the left one is strictly
/// less, and the last record up from there. With the time as the only key, this fixes the order of
/// equal times, which the `gswarm` rules reproduce. Under `standard` the sequence number makes the
/// order total, so any heap would do, and the place of a popped record is kept for the next push: the
/// end of an execution is mostly followed by the beginning of another one.
struct EventQueue: Sendable {
  private(set) var heap: [PendingEvent] = []
  private var scheduled: UInt32 = 0
  private let countsSequence: Bool
  /// Whether the first place of the heap is empty.
  private(set) var hasGap = false

  init(rules: Rules) { countsSequence = rules == .standard }

  var count: Int { hasGap ? heap.count - 1 : heap.count }

  /// The time of the next event, in seconds; nil if there is none.
  var nextTime: Double? {
    guard hasGap else { return heap.first?.time }
    guard heap.count > 2 else { return heap.count == 2 ? heap[1].time : nil }
    return PendingEvent.precedes(heap[2], heap[1]) ? heap[2].time : heap[1].time
  }

  /// Whether the time of the next event is `time`, which is not after it.
  @inline(__always)
  func isNext(_ time: Double) -> Bool { hasFront { $0.isAt(time) } }

  /// Whether an event is before `time`.
  @inline(__always)
  func hasEvent(before time: Double) -> Bool { hasFront { $0.isBefore(time) } }

  /// Whether one of the events that may be the next one is as wanted.
  @inline(__always)
  private func hasFront(where isWanted: (PendingEvent) -> Bool) -> Bool {
    guard hasGap else { return heap.count > 0 && isWanted(heap[0]) }
    return heap.count > 1 && isWanted(heap[1]) || heap.count > 2 && isWanted(heap[2])
  }

  mutating func reserveCapacity(_ capacity: Int) { heap.reserveCapacity(capacity) }

  /// Schedules an event.
  ///
  /// - Complexity: O(log count).
  mutating func push(_ subject: Subject, at time: Double) {
    let event = PendingEvent(
      time: time, sequence: countsSequence ? scheduled : 0, subject: subject)
    scheduled &+= 1
    if hasGap {
      hasGap = false
      Self.fillGap(with: event, in: &heap)
    } else {
      heap.append(event)
      var events = heap.mutableSpan
      Self.moveUp(event, from: events.count - 1, in: &events)
    }
  }

  /// Removes and returns the next event.
  ///
  /// - Complexity: O(log count).
  @inline(__always)
  mutating func pop() -> PendingEvent? {
    if hasGap { closeGap() }
    guard let first = heap.first else { return nil }
    hasGap = true
    if !countsSequence { closeGap() }
    return first
  }

  /// Fills the gap with the last event.
  private mutating func closeGap() {
    hasGap = false
    if let last = heap.popLast(), !heap.isEmpty { Self.fillGap(with: last, in: &heap) }
  }

  /// Fills the first place: the events below it move up, and `event` takes the place that they leave.
  private static func fillGap(with event: PendingEvent, in heap: inout [PendingEvent]) {
    var events = heap.mutableSpan
    let count = events.count
    var hole = 0
    var right = 2
    while right < count {
      // The branch would be mispredicted half of the time: an addition is cheaper.
      let isLeft = PendingEvent.precedes(events[right &- 1], events[right])
      let child = right &- (isLeft ? 1 : 0)
      events[hole] = events[child]
      hole = child
      right = 2 &* hole &+ 2
    }
    if right == count {
      events[hole] = events[right &- 1]
      hole = right &- 1
    }
    moveUp(event, from: hole, in: &events)
  }

  /// The events at `time`, which is not after that of any event; in no particular order.
  ///
  /// - Complexity: O(events at that time).
  func events(at time: Double) -> [PendingEvent] {
    var found: [PendingEvent] = []
    // Below a later event of a heap there is none at the time.
    var places = hasGap ? [1, 2] : [0]
    while let place = places.popLast() {
      guard place < heap.count, heap[place].time == time else { continue }
      found.append(heap[place])
      places.append(2 * place + 1)
      places.append(2 * place + 2)
    }
    return found
  }

  private static func moveUp(
    _ event: PendingEvent, from start: Int, in events: inout MutableSpan<PendingEvent>
  ) {
    var hole = start
    while hole > 0 {
      let parent = (hole &- 1) &>> 1
      guard PendingEvent.precedes(event, events[parent]) else { break }
      events[hole] = events[parent]
      hole = parent
    }
    events[hole] = event
  }
}
