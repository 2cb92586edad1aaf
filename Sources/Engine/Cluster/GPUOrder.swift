/// Some of the GPUs, each with a time, the earliest at the front and the lowest number among equals.
///
/// A binary heap that knows where each GPU stands, so that any GPU can be taken out. Times mostly
/// come in as they grow, so that most insertions stay where they are put.
struct GPUOrder: Sendable {
  private var heap: [Int32] = []
  private var positions: [Int32]
  private var times: [Double]

  init(capacity: Int) {
    positions = [Int32](repeating: -1, count: capacity)
    times = [Double](repeating: 0, count: capacity)
    heap.reserveCapacity(capacity)
  }

  /// The GPU with the earliest time; among equals the one with the lowest number.
  var first: Int? { heap.first.map(Int.init) }

  /// The time of a member, in seconds.
  func time(of gpu: Int) -> Double { times[gpu] }

  /// Adds a GPU; it must not be a member.
  ///
  /// - Complexity: O(log members).
  mutating func insert(_ gpu: Int, time: Double) {
    assert(positions[gpu] < 0)
    times[gpu] = time
    heap.append(Int32(gpu))
    moveUp(from: heap.count - 1)
  }

  /// Takes a GPU out; it must be a member.
  ///
  /// - Complexity: O(log members).
  mutating func remove(_ gpu: Int) {
    let position = Int(positions[gpu])
    positions[gpu] = -1
    let last = heap.removeLast()
    guard position < heap.count else { return }
    heap[position] = last
    positions[Int(last)] = Int32(position)
    moveUp(from: position)
    moveDown(from: Int(positions[Int(last)]))
  }

  private func precedes(_ a: Int32, _ b: Int32) -> Bool {
    let (timeA, timeB) = (times[Int(a)], times[Int(b)])
    return timeA < timeB || (timeA == timeB && a < b)
  }

  private mutating func moveUp(from start: Int) {
    var position = start
    let gpu = heap[position]
    while position > 0 {
      let parent = (position - 1) / 2
      guard precedes(gpu, heap[parent]) else { break }
      place(heap[parent], at: position)
      position = parent
    }
    place(gpu, at: position)
  }

  private mutating func moveDown(from start: Int) {
    var position = start
    let gpu = heap[position]
    while true {
      var child = 2 * position + 1
      guard child < heap.count else { break }
      if child + 1 < heap.count, precedes(heap[child + 1], heap[child]) { child += 1 }
      guard precedes(heap[child], gpu) else { break }
      place(heap[child], at: position)
      position = child
    }
    place(gpu, at: position)
  }

  private mutating func place(_ gpu: Int32, at position: Int) {
    heap[position] = gpu
    positions[Int(gpu)] = Int32(position)
  }
}
