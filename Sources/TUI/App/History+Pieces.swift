import Engine
import History

extension History {
  /// The number of events if all nodes run.
  private var expectedEventCount: Int { scenario.requests.count + scenario.requests.nodeCount }

  private static let stride = 1 << 12

  /// Lets the run go on to its end.
  ///
  /// - Parameter report: Receives the share of the expected events from time to time; returns whether to go on.
  /// - Returns: Whether the end is reached.
  mutating func growToEnd(_ report: (Double) -> Bool) -> Bool { grow(to: .max, report) }

  /// Lets the run go on to its end and hands out what is known of it in growing pieces.
  ///
  /// A piece that somebody holds is copied when the run grows. Each is eight times the one before, and the
  /// last but one an eighth of the whole, so that all copies together are a seventh of the run.
  ///
  /// - Parameters:
  ///   - report: Receives the share of the expected events; returns whether to go on.
  ///   - piece: Receives the run so far, and whether that is all of it.
  mutating func growInPieces(
    _ report: (Double) -> Bool, piece: (_ run: History, _ isWhole: Bool) -> Void
  ) {
    var end = expectedEventCount
    while end > Self.firstPiece { end /= Self.pieceFactor }
    while true {
      guard grow(to: end, report) else { return }
      piece(self, isComplete)
      if isComplete { return }
      let next = end * Self.pieceFactor
      end = next > expectedEventCount / 2 ? .max : next
    }
  }

  private static let firstPiece = 1 << 15
  private static let pieceFactor = 8

  private mutating func grow(to end: Int, _ report: (Double) -> Bool) -> Bool {
    while !isComplete, trace.events.count < end {
      let share = Double(trace.events.count) / Double(max(expectedEventCount, 1))
      guard report(min(share, 1)) else { return false }
      grow(by: min(Self.stride, end - trace.events.count))
    }
    return true
  }
}
