import Engine

/// Groups of GPUs, each with a time, the earliest at the front and the lowest number among equals.
///
/// A binary heap.
struct GPUOrder: Sendable {
  /// A group and a time.
  struct Entry: Sendable {
    var time: Double
    var firstGPU: Int32
    var gpuCount: Int32

    var gpus: Range<Int> { Int(firstGPU)..<Int(firstGPU + gpuCount) }
  }

  private var heap: [Entry] = []

  init(capacity: Int) { heap.reserveCapacity(capacity) }

  var count: Int { heap.count }

  /// The group with the earliest time; among equals the one with the lowest number.
  var first: Entry? { heap.first }

  /// Adds a group.
  ///
  /// - Complexity: O(log count), O(1) for a time that is not before the others.
  mutating func insert(_ gpus: Range<Int>, time: Double) {
    let entry = Entry(
      time: time, firstGPU: Int32(truncatingIfNeeded: gpus.lowerBound),
      gpuCount: Int32(truncatingIfNeeded: gpus.count))
    heap.append(entry)
    Self.moveUp(entry, from: heap.count - 1, in: &heap)
  }

  /// Takes the group at the front out; there must be one.
  ///
  /// - Complexity: O(log count).
  mutating func removeFirst() {
    let last = heap.removeLast()
    if !heap.isEmpty { Self.moveDown(last, in: &heap) }
  }

  private static func precedes(_ a: Entry, _ b: Entry) -> Bool {
    a.time < b.time || (a.time == b.time && a.firstGPU < b.firstGPU)
  }

  private static func moveUp(
    _ entry: Entry, from start: Int, in heap: inout [Entry]
  ) {
    var entries = heap.mutableSpan
    var hole = start
    while hole > 0 {
      let parent = (hole &- 1) &>> 1
      guard precedes(entry, entries[parent]) else { break }
      entries[hole] = entries[parent]
      hole = parent
    }
    entries[hole] = entry
  }

  private static func moveDown(
    _ entry: Entry, in heap: inout [Entry]
  ) {
    var entries = heap.mutableSpan
    let count = entries.count
    var hole = 0
    var child = 1
    while child < count {
      if child &+ 1 < count, precedes(entries[child &+ 1], entries[child]) { child &+= 1 }
      guard precedes(entries[child], entry) else { break }
      entries[hole] = entries[child]
      hole = child
      child = 2 &* hole &+ 1
    }
    entries[hole] = entry
  }
}
