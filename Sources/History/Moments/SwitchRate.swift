import Engine

extension Moment {
  /// The number of switches that were dispatched in each of some equal spans of time, up to the moment.
  ///
  /// - Parameters:
  ///   - start: the beginning of the first span, in seconds; each contains its beginning, not its end.
  ///   - secondsPerCell: the length of a span, in seconds.
  ///   - count: the number of spans.
  /// - Returns: the number of switches of each span.
  /// - Complexity: O(count · log events).
  public func switchCounts(from start: Double, secondsPerCell: Double, count: Int) -> [Int] {
    let events = history.trace.events[..<eventCount]
    func switches(before time: Double) -> Int {
      let event = events.partitionPoint { $0.time >= time }
      return history.ledger.count(
        afterExecutions: event > 0 ? events[event - 1].executionsAfter : 0)
    }
    var before = switches(before: start)
    return (0..<max(0, count)).map { cell in
      let after = switches(before: start + Double(cell + 1) * secondsPerCell)
      defer { before = after }
      return after - before
    }
  }
}
