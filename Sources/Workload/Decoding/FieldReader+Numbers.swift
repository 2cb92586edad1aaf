internal import Documents

extension FieldReader {
  /// A number that is finite and not negative; nil if the field is missing or unusable.
  func amount(
    _ key: String, above minimum: Double = -.leastNonzeroMagnitude,
    _ diagnostics: inout Diagnostics
  ) -> Double? {
    value(key).flatMap {
      Self.amount($0, field: "\(key) of \(owner)", above: minimum, &diagnostics)
    }
  }

  /// A number that is finite, of whatever sign.
  func finite(
    _ key: String, required isRequired: Bool = true, _ diagnostics: inout Diagnostics
  ) -> Double? {
    let value = isRequired ? required(key, &diagnostics) : value(key)
    return value.flatMap { Self.number($0, field: "\(key) of \(owner)", &diagnostics) }
  }

  /// A whole number from 1 up to the largest count of GPUs.
  func gpuCount(_ key: String, _ diagnostics: inout Diagnostics) -> Int? {
    guard let value = value(key) else { return nil }
    let field = "\(key) of \(owner)"
    guard let number = Self.number(value, field: field, &diagnostics) else { return nil }
    guard number == number.rounded() else {
      diagnostics.error(
        "\(field) must be a whole number, found \(text(of: value))", at: value.position)
      return nil
    }
    guard number >= 1, number <= Double(Limits.gpuCount) else {
      diagnostics.error(
        "\(field) must be from 1 to \(Limits.gpuCount), found \(text(of: value))",
        at: value.position)
      return nil
    }
    return Int(number)
  }

  /// A value that is a finite number above `minimum`, by default one that is not negative.
  static func amount(
    _ value: Node, field: @autoclosure () -> String,
    above minimum: Double = -.leastNonzeroMagnitude, _ diagnostics: inout Diagnostics
  ) -> Double? {
    guard let number = number(value, field: field(), &diagnostics) else { return nil }
    guard number > minimum else {
      let rule = minimum < 0 ? "must not be negative" : "must be above \(Int(minimum))"
      diagnostics.error("\(field()) \(rule), found \(text(of: value))", at: value.position)
      return nil
    }
    // Divided by, a smaller number would leave the range in which times can be told apart.
    guard minimum < 0 || number >= Limits.smallestDivisor else {
      diagnostics.error("\(field()) is too small: \(text(of: value))", at: value.position)
      return nil
    }
    guard number <= Limits.amount else {
      diagnostics.error("\(field()) is too large: \(text(of: value))", at: value.position)
      return nil
    }
    // −0 would print with its sign.
    return number == 0 ? 0 : number
  }

  private static func number(
    _ value: Node, field: @autoclosure () -> String, _ diagnostics: inout Diagnostics
  ) -> Double? {
    guard let number = value.number() else {
      let quoted = value.scalar.map { Node.Scalar(text: $0.text, isPlain: true).number() != nil }
      diagnostics.error(
        "\(field()) must be a number, found \(value.kindName)", at: value.position,
        hint: quoted == true ? "write it without quotes" : nil)
      return nil
    }
    guard number.isFinite else {
      diagnostics.error("\(field()) must be finite, found \(text(of: value))", at: value.position)
      return nil
    }
    return number
  }
}

/// The text of a number as the file has it.
private func text(of value: Node) -> String { value.scalar?.text ?? value.kindName }
