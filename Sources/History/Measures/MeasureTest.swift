import Engine

/// A test of a run: a measure is to be on one side of a number.
public struct MeasureTest: Hashable, Sendable {
  /// The sides of a number.
  public enum Side: String, CaseIterable, Sendable {
    /// Less than the number.
    case below = "<"
    /// Less than the number, or equal.
    case atMost = "<="
    /// Greater than the number.
    case above = ">"
    /// Greater than the number, or equal.
    case atLeast = ">="
  }

  /// The measure.
  public var measure: RunMeasure
  /// The side of the bound on which the measure is to be.
  public var side: Side
  /// The number that the measure is compared with.
  public var bound: Double

  /// Makes a test.
  public init(_ measure: RunMeasure, _ side: Side, _ bound: Double) {
    self.measure = measure
    self.side = side
    self.bound = bound
  }

  /// Whether small numbers pass.
  public var isUpperBound: Bool { side == .below || side == .atMost }

  /// Whether a value of the measure passes; never a missing one.
  public func holds(for value: Double?) -> Bool {
    guard let value, !value.isNaN else { return false }
    return switch side {
    case .below: value < bound
    case .atMost: value <= bound
    case .above: value > bound
    case .atLeast: value >= bound
    }
  }

  /// The distance of a value from the bound as a share of the bound; negative if the value is on the
  /// wrong side of it.
  ///
  /// Nil without a value. With a bound of 0 the share is 0 for the bound itself and infinite for
  /// others.
  public func margin(of value: Double?) -> Double? {
    guard let value, !value.isNaN else { return nil }
    let distance = isUpperBound ? bound - value : value - bound
    return distance == 0 ? 0 : distance / bound.magnitude
  }
}

extension MeasureTest: CustomStringConvertible {
  /// Reads a test as it is typed, such as `p95<60`, `attain(30) >= 0.99` or `p95(model=llama)<5`.
  public init(_ text: String) throws(MeasureFault) {
    var isQuoted = false
    let start = text.firstIndex { character in
      if character == "\"" { isQuoted.toggle() }
      return !isQuoted && (character == "<" || character == ">")
    }
    guard let start else {
      // The name is checked first: its fault is the better news.
      _ = try RunMeasure(text)
      throw .noSign(text)
    }
    let end = text[start...].firstIndex { !"<>=".contains($0) } ?? text.endIndex
    let measure = try RunMeasure(String(text[..<start]))
    guard let side = Side(rawValue: String(text[start..<end])) else { throw .noSign(text) }
    try self.init(measure, side, number: RunMeasure.trimmed(text[end...]))
  }

  /// Makes a test of a number as it is typed.
  public init(_ measure: RunMeasure, _ side: Side, number text: String) throws(MeasureFault) {
    guard let bound = measureNumber(text), bound >= 0 else {
      throw .notANumber(test: "\(measure)\(side.rawValue)", found: text)
    }
    if measure.unit == .share, bound > 1 { throw .beyondShare("\(measure)") }
    self.init(measure, side, bound)
  }

  /// The test as it is typed.
  public var description: String { "\(measure)\(side.rawValue)\(bound.plainText)" }
}
