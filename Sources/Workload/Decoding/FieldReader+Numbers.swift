internal import Documents

extension FieldReader {
  /// A number within a limit; nil if the field is missing or unusable.
  func number(
    _ key: String, within limit: Limit, required isRequired: Bool = false,
    _ diagnostics: inout Diagnostics
  ) -> Double? {
    let value = isRequired ? required(key, &diagnostics) : value(key)
    return value.flatMap {
      Self.number($0, field: "\(key) of \(owner)", within: limit, &diagnostics)
    }
  }

  /// A whole number within a limit; nil if the field is missing or unusable.
  func count(
    _ key: String, within limit: Limit, _ diagnostics: inout Diagnostics
  ) -> Int? {
    number(key, within: limit, &diagnostics).map { Int($0) }
  }

  /// The number that a value is, if it is one within a limit.
  static func number(
    _ value: Node, field: @autoclosure () -> String, within limit: Limit,
    _ diagnostics: inout Diagnostics
  ) -> Double? {
    guard let number = value.number() else {
      let quoted = value.scalar.map { Node.Scalar(text: $0.text, isPlain: true).number() != nil }
      diagnostics.error(
        "\(field()) must be a number, found \(value.kindName)", at: value.position,
        hint: quoted == true ? "write it without quotes" : nil)
      return nil
    }
    if let rule = limit.violation(of: number) {
      diagnostics.error("\(field()) \(rule), found \(text(of: value))", at: value.position)
      return nil
    }
    return positiveZero(number)
  }
}

/// A number, with 0 for −0, which would be printed with its sign.
func positiveZero(_ number: Double) -> Double { number == 0 ? 0 : number }

/// The text of a number as the file has it, unless that is long.
private func text(of value: Node) -> String {
  value.scalar.map { abbreviated($0.text) } ?? value.kindName
}
