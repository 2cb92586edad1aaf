internal import Documents
public import History

extension MeasureFault {
  /// The fault in one sentence, with the name that was probably meant.
  public var sentence: String {
    sentence(nearest: { nearest(to: $0, among: $1) }, shown: { $0 })
  }
}

extension RunMeasure {
  /// A value of the measure for people.
  public func text(_ value: Double?) -> String {
    guard let value, !value.isNaN else { return "–" }
    guard value.isFinite else { return "infinite" }
    return switch unit {
    case .seconds: fixed(value, 2) + " s"
    case .share: fixed(value * 100, 2) + " %"
    case .count: fixed(value, value == value.rounded() ? 0 : 1)
    case .ratio: fixed(value, 3)
    }
  }
}

extension MeasureTest {
  /// The bound for people.
  var boundText: String {
    switch measure.unit {
    case .seconds: "\(plain(bound)) s"
    case .share: "\(plain(bound * 100)) %"
    case .count, .ratio: plain(bound)
    }
  }

  /// The number without the digits that a product leaves behind its twelfth.
  private func plain(_ number: Double) -> String {
    let rounded = (number * 1e9).rounded() / 1e9
    return Int(exactly: rounded).map { "\($0)" } ?? "\(rounded)"
  }

  /// The place of a value that fails the test.
  var failureWords: String {
    switch side {
    case .below: "not below \(boundText)"
    case .atMost: "above \(boundText)"
    case .above: "not above \(boundText)"
    case .atLeast: "below \(boundText)"
    }
  }
}
