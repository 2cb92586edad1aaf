internal import Dispatch
internal import Foundation
internal import Synchronization

/// Plain items that a thread of its own finds while others are being taken.
///
/// A large file is thus read by two cores: one finds the scalars, the other makes requests of them. The
/// bytes must stay in place until `stop` has returned.
final class PlainItemsAhead: @unchecked Sendable {
  /// Some items in a row.
  private struct Batch: Sendable {
    var items: [FlatItem]
    var count = 0
    /// The end of the items, if these are the last ones.
    var end: End?
  }

  private struct End: Sendable {
    let isWhole: Bool
    let position: Position
  }

  private struct Shared: Sendable {
    var found: [Batch] = []
    /// Batches whose room is used again.
    var used: [Batch] = []
    var isStopped = false
  }

  private static let batchSize = 256
  /// The number of batches that are found but not taken.
  private static let batchCount = 8

  let keyPosition: Position
  let listPosition: Position
  private let shared = Mutex(Shared())
  // Counted up from 0: with fewer than at its beginning, a semaphore may not be let go.
  private let room = DispatchSemaphore(value: 0)
  private let found = DispatchSemaphore(value: 0)
  private let ended = DispatchSemaphore(value: 0)
  // Only of the thread that takes items.
  private var batch = Batch(items: [])
  private var place = 0
  private var hasStopped = false

  /// Begins to find items.
  init(_ items: PlainItems) {
    (keyPosition, listPosition) = (items.keyPosition, items.listPosition)
    for _ in 0..<Self.batchCount { room.signal() }
    // The bytes are only read, and stay in place until the thread has ended.
    nonisolated(unsafe) let items = items
    let thread = Thread { [self] in
      find(items)
      ended.signal()
    }
    thread.name = "reading"
    thread.start()
  }

  /// Whether all items were taken, and nothing follows them.
  var isAtEnd: Bool { place == batch.count && batch.end?.isWhole == true }

  /// The place that is reached once no more items can be taken.
  var position: Position { batch.end?.position ?? listPosition }

  /// Takes the next item; false if there is none, or none that is plain.
  func take(into flat: inout FlatItem) -> Bool {
    while place == batch.count {
      guard batch.end == nil, !hasStopped else { return false }
      next()
    }
    swap(&flat, &batch.items[place])
    place += 1
    return true
  }

  private func next() {
    found.wait()
    shared.withLock { shared in
      if !batch.items.isEmpty { shared.used.append(batch) }
      batch = shared.found.removeFirst()
    }
    room.signal()
    place = 0
  }

  /// Ends the thread, and returns when it has ended.
  func stop() {
    guard !hasStopped else { return }
    hasStopped = true
    shared.withLock { $0.isStopped = true }
    room.signal()
    ended.wait()
  }

  private func find(_ items: PlainItems) {
    var items = items
    while true {
      room.wait()
      let (isStopped, used) = shared.withLock { ($0.isStopped, $0.used.popLast()) }
      if isStopped { return }
      var batch =
        used ?? Batch(items: [FlatItem](repeating: FlatItem(), count: Self.batchSize))
      batch.count = 0
      while batch.count < Self.batchSize, items.take(into: &batch.items[batch.count]) {
        batch.count += 1
      }
      if batch.count < Self.batchSize {
        batch.end = End(isWhole: items.isAtEnd, position: items.position)
      }
      let isLast = batch.end != nil
      shared.withLock { [batch] in $0.found.append(batch) }
      found.signal()
      if isLast { return }
    }
  }
}
