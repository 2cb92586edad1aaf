/// Groups of GPUs, each with a time, the earliest at the front and the lowest number among equals.
///
/// A binary heap. It does not know what became of a group: one that no longer belongs here is
/// dropped when it comes to the front, which whoever owns the heap sees to.
struct GPUOrder: Sendable {
  /// A group and a time.
  struct Entry: Sendable {
    var time: Double
    var firstGPU: Int32
    var gpuCount: Int32

    var gpus: Range<Int> { Int(firstGPU)..<Int(firstGPU + gpuCount) }
  }

  private var heap: [Entry] = []
  /// How many entries were compared.
  private(set) var work = WorkCount()

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
    Self.moveUp(entry, from: heap.count - 1, in: &heap, &work)
  }

  /// Takes the group at the front out; there must be one.
  ///
  /// - Complexity: O(log count).
  mutating func removeFirst() {
    let last = heap.removeLast()
    if !heap.isEmpty { Self.moveDown(last, in: &heap, &work) }
  }

  /// Drops the groups that do not belong here, and all but one of those that are here repeatedly.
  ///
  /// - Complexity: O(count log count).
  mutating func removeAll(where isObsolete: (Entry) -> Bool) {
    let entries = heap
    heap.removeAll(keepingCapacity: true)
    // What is sorted is a heap.
    for entry in entries.sorted(by: Self.precedes) where !isObsolete(entry) {
      if let last = heap.last, !Self.precedes(last, entry) { continue }
      heap.append(entry)
    }
    work.add(entries.count)
  }

  private static func precedes(_ a: Entry, _ b: Entry) -> Bool {
    a.time < b.time || (a.time == b.time && a.firstGPU < b.firstGPU)
  }

  private static func moveUp(
    _ entry: Entry, from start: Int, in heap: inout [Entry], _ work: inout WorkCount
  ) {
    var entries = heap.mutableSpan
    var hole = start
    while hole > 0 {
      work.add(1)
      let parent = (hole &- 1) &>> 1
      guard precedes(entry, entries[parent]) else { break }
      entries[hole] = entries[parent]
      hole = parent
    }
    entries[hole] = entry
  }

  private static func moveDown(
    _ entry: Entry, in heap: inout [Entry], _ work: inout WorkCount
  ) {
    var entries = heap.mutableSpan
    let count = entries.count
    var hole = 0
    var child = 1
    while child < count {
      work.add(1)
      if child &+ 1 < count, precedes(entries[child &+ 1], entries[child]) { child &+= 1 }
      guard precedes(entries[child], entry) else { break }
      entries[hole] = entries[child]
      hole = child
      child = 2 &* hole &+ 1
    }
    entries[hole] = entry
  }
}
