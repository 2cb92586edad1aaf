/// CPython's `heapq`, line by line, over records that compare by one key.
package struct NaiveHeap<Record> {
  package private(set) var heap: [Record] = []
  package let isLess: (Record, Record) -> Bool

  package init(isLess: @escaping (Record, Record) -> Bool) { self.isLess = isLess }

  package mutating func push(_ item: Record) {
    heap.append(item)
    siftDown(start: 0, position: heap.count - 1)
  }

  package mutating func pop() -> Record? {
    guard let last = heap.popLast() else { return nil }
    guard let root = heap.first else { return last }
    heap[0] = last
    siftUp(position: 0)
    return root
  }

  private mutating func siftDown(start: Int, position: Int) {
    var position = position
    let item = heap[position]
    while position > start {
      let parent = (position - 1) >> 1
      guard isLess(item, heap[parent]) else { break }
      heap[position] = heap[parent]
      position = parent
    }
    heap[position] = item
  }

  private mutating func siftUp(position: Int) {
    let end = heap.count
    let start = position
    var position = position
    let item = heap[position]
    var child = 2 * position + 1
    while child < end {
      let right = child + 1
      if right < end && !isLess(heap[child], heap[right]) { child = right }
      heap[position] = heap[child]
      position = child
      child = 2 * position + 1
    }
    heap[position] = item
    siftDown(start: start, position: position)
  }
}
