import Engine
import Foundation
import History

/// Expected and measured times of one kind.
struct PredictionTally: Sendable {
  private(set) var count = 0
  private var expected = 0.0
  private var measured = 0.0
  private var errors: [Double] = []

  mutating func add(expected: Double, measured: Double) {
    count += 1
    self.expected += expected
    self.measured += measured
    errors.append(measured - expected)
  }

  /// The heads of the columns of `row`.
  static let heads = "   count  predicted   measured  mean error  P90 error"

  /// The columns; times in seconds.
  var row: String {
    let number = Double(count)
    let largest = Distribution(errors.map(abs))?.p90 ?? 0
    return String(
      format: "%8d %10.2f %10.2f %+11.2f %10.2f", count, expected / number, measured / number,
      (measured - expected) / number, largest)
  }
}
