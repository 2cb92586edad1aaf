import Engine

/// The pushes and pops of a run and nothing else: what any event-driven simulator has to do.
///
/// A lower bound of what the engine does: arrivals are known beforehand and read from their list,
/// the heap holds completions alone, times are all that is compared, and what is pushed takes the
/// place of what was popped.
struct BareHeap {
  private struct Record {
    var time: Double
    var subject: Int32
  }

  /// The times of all arrivals in order, and of all completions in the order in which they were
  /// pushed.
  private let arrivals: [Double]
  private let completions: [Double]
  /// For each event the number of completions that were pushed up to and with it.
  private let pushed: [Int32]

  init(_ simulation: Simulation) {
    let trace = simulation.trace
    arrivals = simulation.scenario.arrivalTimes(
      mode: simulation.options.mode, rules: simulation.options.rules
    ).sorted()
    completions = trace.executions.map(\.end)
    pushed = trace.events.map { Int32($0.executionsAfter) }
  }

  /// The records of each event, of each node that becomes ready, and of each dispatch: as large as
  /// in `Trace`.
  private struct Notes {
    var events: [(Double, Int32, Int32, Int32)] = []
    var readied: [(Int32, Int32, Int32)] = []
    var executions: [(Double, Double, Double, Int32, Int32, Int32, Int32)] = []
  }

  /// Does them all and notes what a run has to keep; returns the sum of the popped times.
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

  /// Does them all; returns the sum of the popped times.
  func replay() -> Double { replay { _, _ in } }

  private func replay(_ note: (_ time: Double, _ dispatches: Int32) -> Void) -> Double {
    var heap: [Record] = []
    heap.reserveCapacity(4096)
    // Whether the first place is empty, to be filled by the next push or pop.
    var hasGap = false
    var arrival = 0
    var next = 0
    var sum = 0.0
    for count in pushed {
      let earliest = Self.earliest(heap, hasGap)
      let time: Double
      if arrival < arrivals.count, arrivals[arrival] <= earliest {
        time = arrivals[arrival]
        arrival += 1
      } else {
        time = earliest
        if hasGap, let last = heap.popLast(), !heap.isEmpty { Self.fillGap(last, &heap) }
        hasGap = true
      }
      sum += time
      note(time, count)
      while next < count {
        let record = Record(time: completions[next], subject: Int32(truncatingIfNeeded: next))
        if hasGap {
          Self.fillGap(record, &heap)
          hasGap = false
        } else {
          heap.append(record)
          var records = heap.mutableSpan
          Self.moveUp(record, records.count - 1, &records)
        }
        next += 1
      }
    }
    return sum
  }

  /// The earliest time in a heap; infinite if it is empty.
  private static func earliest(_ heap: [Record], _ hasGap: Bool) -> Double {
    guard hasGap else { return heap.first?.time ?? .infinity }
    guard heap.count > 2 else { return heap.count == 2 ? heap[1].time : .infinity }
    return min(heap[1].time, heap[2].time)
  }

  private static func fillGap(_ record: Record, _ heap: inout [Record]) {
    var records = heap.mutableSpan
    let count = records.count
    var hole = 0
    var right = 2
    while right < count {
      let isLeft = records[right &- 1].time < records[right].time
      let child = right &- (isLeft ? 1 : 0)
      records[hole] = records[child]
      hole = child
      right = 2 &* hole &+ 2
    }
    if right == count {
      records[hole] = records[right &- 1]
      hole = right &- 1
    }
    moveUp(record, hole, &records)
  }

  private static func moveUp(
    _ record: Record, _ start: Int, _ records: inout MutableSpan<Record>
  ) {
    var hole = start
    while hole > 0 {
      let parent = (hole &- 1) &>> 1
      guard record.time < records[parent].time else { break }
      records[hole] = records[parent]
      hole = parent
    }
    records[hole] = record
  }
}
