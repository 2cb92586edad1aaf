import Foundation

/// Some measurements of the same thing.
struct Measurements: Encodable {
  private var milliseconds: [Double] = []

  mutating func add(_ duration: Duration) {
    let (seconds, attoseconds) = duration.components
    milliseconds.append(Double(seconds) * 1e3 + Double(attoseconds) * 1e-15)
  }

  var minimum: Double { milliseconds.min() ?? .nan }

  var median: Double {
    let sorted = milliseconds.sorted()
    return sorted.isEmpty ? .nan : sorted[sorted.count / 2]
  }

  private enum Key: String, CodingKey { case minimum, median }

  func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(minimum, forKey: .minimum)
    try container.encode(median, forKey: .median)
  }
}

/// Measures rows and prints them as they come.
///
/// The thing and its bound take turns, so that a disturbance of the machine hits both.
struct Report {
  private let json: Bool
  private let only: String
  private(set) var rowCount = 0

  init(json: Bool, only: String) {
    self.json = json
    self.only = only
  }

  /// Whether a row is asked for; for those who have to prepare something costly.
  func wants(_ name: String) -> Bool { only.isEmpty || name.contains(only) }

  /// Measures a row and prints it.
  ///
  /// - Parameters:
  ///   - name: what is measured.
  ///   - boundName: what it is held against.
  ///   - rounds: how often both are measured.
  ///   - prepare: is called before each round, and not measured.
  ///   - work: the thing.
  ///   - bound: what no implementation could do without.
  /// - Returns: the measurements of both; nil if the row is not asked for.
  /// - Throws: what the closures throw.
  @discardableResult
  mutating func row(
    _ name: String, bound boundName: String, rounds: Int = 15,
    prepare: () throws -> Void = {}, work: () throws -> Void, against bound: () throws -> Void
  ) throws -> (work: Measurements, bound: Measurements)? {
    guard wants(name) else { return nil }
    var (of, against) = (Measurements(), Measurements())
    let clock = ContinuousClock()
    for _ in 0..<rounds {
      try prepare()
      of.add(try clock.measure(work))
      against.add(try clock.measure(bound))
    }
    if rowCount == 0, !json { print(Self.heading) }
    rowCount += 1
    print(try json ? line(name, of, boundName, against) : text(name, of, boundName, against))
    fflush(nil)
    return (of, against)
  }

  /// Prints what else there is to say of the last row, to people alone.
  func note(_ text: String) {
    guard !json else { return }
    print("    \(text)")
    fflush(nil)
  }

  private static let heading =
    "                                              ms, min     median"
    + "   the bound                        min     median   ratio"

  private func text(
    _ name: String, _ of: Measurements, _ boundName: String, _ against: Measurements
  ) -> String {
    func number(_ value: Double) -> String {
      let text = String(format: "%.3f", value)
      return String(repeating: " ", count: max(1, 11 - text.count)) + text
    }
    let ratio = String(format: "%.1f", of.median / against.median)
    return name.padding(toLength: 43, withPad: " ", startingAt: 0) + number(of.minimum)
      + number(of.median) + "   " + boundName.padding(toLength: 25, withPad: " ", startingAt: 0)
      + number(against.minimum) + number(against.median)
      + String(repeating: " ", count: max(1, 8 - ratio.count)) + ratio
  }

  private struct Line: Encodable {
    let name: String
    let milliseconds: Measurements
    let bound: String
    let boundMilliseconds: Measurements
    let ratio: Double
  }

  private func line(
    _ name: String, _ of: Measurements, _ boundName: String, _ against: Measurements
  ) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    let line = Line(
      name: name, milliseconds: of, bound: boundName, boundMilliseconds: against,
      ratio: of.median / against.median)
    return String(decoding: try encoder.encode(line), as: UTF8.self)
  }
}
