internal import Documents
internal import Engine

/// One drawn request, with the precision that files have.
struct GeneratedRequest {
  /// 2024-01-01T00:00:00Z, the midnight that arrival times are counted from.
  private static let epochMicroseconds: Int64 = 1_704_067_200_000_000

  let workflow: Int
  let timestampMicroseconds: Int64
  /// The text for each input that no node of the workflow makes.
  var inputs: [(name: String, text: String)] = []
  /// The configuration of each node.
  var settings: [[(option: String, value: Node.Scalar)]] = []
  /// The execution time of each node.
  var times: [RoundedTime] = []

  /// Makes a request without contents that arrives `time` seconds after the first midnight.
  init(workflow: Int, time: Double) {
    self.workflow = workflow
    timestampMicroseconds = Self.epochMicroseconds + Int64(time * 1e6)
  }

  /// The times as a scenario has them that was read from a file.
  var estimates: [Estimate] { times.map { Estimate(seconds: $0.seconds, source: .request) } }
}

/// An execution time in whole milliseconds, or below 0.1 s in whole microseconds.
struct RoundedTime {
  let units: Int
  /// The number of decimals that the units stand for.
  let digits: Int
  /// The number of units in a second.
  let scale: Int

  /// Rounds a time, which is from 0 to the longest that `Limit.duration` allows.
  init(seconds: Double) {
    (scale, digits) = seconds < 0.1 ? (1_000_000, 6) : (1000, 3)
    units = Int((seconds * Double(scale)).rounded())
  }

  /// The double nearest to the rounded time, which is the one that its decimals are read as.
  var seconds: Double { Double(units) / Double(scale) }
}
