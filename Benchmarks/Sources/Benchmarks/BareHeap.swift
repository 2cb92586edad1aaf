import Engine

/// The pushes and pops of a run and nothing else: what any event-driven simulator has to do.
struct BareHeap {
  private struct Record {
    var time: Double
    var sequence: UInt32
    var subject: Int32
  }

  /// The times of all arrivals, and of all completions in the order in which they were pushed.
  private let arrivals: [Double]
  private let completions: [Double]
  /// For each event how many completions were pushed up to and with it.
  private let pushed: [Int32]

  init(_ simulation: Simulation) {
    let trace = simulation.trace
    arrivals = simulation.scenario.arrivalTimes(
      mode: simulation.options.mode, rules: simulation.options.rules)
    completions = trace.executions.map(\.end)
    pushed = trace.events.map { Int32($0.executionsAfter) }
  }

  /// What a run keeps of each event, of each node that becomes ready, and of each dispatch: as large
  /// as in `Trace`.
  private struct Notes {
    var events: [(Double, Int32, Int32, Int32)] = []
    var readied: [(Int32, Int32, Int32)] = []
    var executions: [(Double, Double, Double, Int32, Int32, Int32, Int32)] = []
  }

  /// Does them all, and notes what a run has to keep; the sum of the popped times.
  func replayNoting() -> Double {
    var notes = Notes()
    notes.events.reserveCapacity(pushed.count)
    notes.readied.reserveCapacity(completions.count)
    notes.executions.reserveCapacity(completions.count)
    let sum = replay { time, count in
      while notes.executions.count < count {
        let place = Int32(truncatingIfNeeded: notes.executions.count)
        notes.readied.append((place, place, place))
        notes.executions.append((time, time, time, place, place, place, place))
      }
      let place = Int32(truncatingIfNeeded: notes.events.count)
      notes.events.append((time, place, place, place))
    }
    blackHole(notes)
    return sum
  }

  /// Does them all; the sum of the popped times.
  func replay() -> Double { replay { _, _ in } }

  private func replay(_ note: (_ time: Double, _ dispatches: Int32) -> Void) -> Double {
    var heap: [Record] = []
    heap.reserveCapacity(arrivals.count + 4096)
    var sequence: UInt32 = 0
    func push(_ time: Double) {
      heap.append(Record(time: time, sequence: sequence, subject: Int32(bitPattern: sequence)))
      sequence += 1
      Self.moveUp(&heap, heap.count - 1)
    }
    for time in arrivals { push(time) }
    var next = 0
    var sum = 0.0
    for count in pushed {
      let time = Self.pop(&heap).time
      sum += time
      note(time, count)
      while next < count {
        push(completions[next])
        next += 1
      }
    }
    return sum
  }

  private static func pop(_ heap: inout [Record]) -> Record {
    let last = heap.removeLast()
    guard let first = heap.first else { return last }
    var hole = 0
    var child = 1
    while child < heap.count {
      let right = child + 1
      if right < heap.count, !precedes(heap[child], heap[right]) { child = right }
      heap[hole] = heap[child]
      hole = child
      child = 2 * hole + 1
    }
    heap[hole] = last
    moveUp(&heap, hole)
    return first
  }

  private static func moveUp(_ heap: inout [Record], _ start: Int) {
    let record = heap[start]
    var hole = start
    while hole > 0 {
      let parent = (hole - 1) >> 1
      guard precedes(record, heap[parent]) else { break }
      heap[hole] = heap[parent]
      hole = parent
    }
    heap[hole] = record
  }

  private static func precedes(_ a: Record, _ b: Record) -> Bool {
    a.time < b.time || (a.time == b.time && a.sequence < b.sequence)
  }
}
