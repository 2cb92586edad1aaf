/// The horizontal axis of the lanes: the time that stands in each column.
struct TimeAxis: Hashable, Sendable {
  /// The time at the left edge, in seconds.
  var start: Double
  var secondsPerCell: Double
  var width: Int

  /// The time at the right edge.
  var end: Double { start + secondsPerCell * Double(width) }

  /// The time from the left edge to the right one, in seconds.
  var length: Double { secondsPerCell * Double(width) }

  /// The column of a time, which may lie outside the axis.
  func column(of time: Double) -> Int {
    Self.clamped(((time - start) / secondsPerCell).rounded(.down))
  }

  /// The eighth of a cell, counted from the left edge, that is nearest to a time.
  func eighth(of time: Double) -> Int {
    Self.clamped(((time - start) / secondsPerCell * 8).rounded())
  }

  /// A position outside any screen at most; the left edge for times that the axis cannot tell apart.
  private static func clamped(_ cells: Double) -> Int {
    Int(cells: cells, in: -farthest...farthest)
  }

  private static let farthest = 1_000_000_000
}

/// The time that a cell shows.
enum Zoom: Hashable, Sendable {
  /// The whole run fills the width.
  case fit
  /// A step of 1, 2, 5, 10, … milliseconds a cell; 0 is one millisecond.
  case step(Int)

  static let steps = 0...60

  var secondsPerCell: Double? {
    guard case .step(let step) = self else { return nil }
    let (tens, rest) = step.quotientAndRemainder(dividingBy: 3)
    return (0..<tens).reduce([0.001, 0.002, 0.005][rest]) { value, _ in value * 10 }
  }

  /// The finest step at which so many seconds take no more than so many cells.
  init(fitting seconds: Double, in cells: Int) {
    let step = Self.steps.first { step in
      (Zoom.step(step).secondsPerCell ?? 0) * Double(max(cells, 1)) >= seconds
    }
    self = .step(step ?? Self.steps.upperBound)
  }
}
