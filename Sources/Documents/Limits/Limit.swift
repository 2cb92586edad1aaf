/// The allowed values of one number that comes from outside: a field, an option, a count, a size.
///
/// All limits are in one table, ``all``, and `docs/limits.md` shows it. A value beyond its limit
/// gets the same sentence everywhere:
///
///     if let rule = Limit.gpus.violation(of: count) { throw ValidationError("--gpus \(rule).") }
public struct Limit: Sendable {
  /// The name of the quantity, a plural noun such as "GPUs".
  public let name: String

  /// The fields, options or files that the limit applies to, for the documentation.
  public let scope: String

  /// The unit of the values, such as "GB", or the noun that is counted; may be empty.
  public let unit: String

  /// The smallest and the largest allowed value.
  public let range: ClosedRange<Double>

  /// The smallest allowed value other than 0, where 0 is allowed and tiny values are not.
  public let smallestNonzero: Double?

  /// Whether the value must be a whole number.
  public let isWhole: Bool

  /// A limit of a quantity that is measured.
  ///
  /// - Precondition: The range begins at 0 if a smallest nonzero value is given.
  init(
    _ name: String, of scope: String, from range: ClosedRange<Double>, unit: String = "",
    orZeroAnd smallestNonzero: Double? = nil
  ) {
    assert(smallestNonzero == nil || range.lowerBound == 0, "0 must be the smallest value")
    self.name = name
    self.scope = scope
    self.unit = unit
    self.range = range
    self.smallestNonzero = smallestNonzero
    isWhole = false
  }

  /// A limit of a quantity that is counted.
  init(_ name: String, of scope: String, count range: ClosedRange<Int>, unit: String = "") {
    self.name = name
    self.scope = scope
    self.unit = unit
    self.range = Double(range.lowerBound)...Double(range.upperBound)
    smallestNonzero = nil
    isWhole = true
  }

  /// The largest allowed value of a quantity that is counted.
  public var largest: Int { Int(range.upperBound) }

  /// The allowed values without their names.
  public var values: Values {
    Values(range: range, smallestNonzero: smallestNonzero ?? 0, isWhole: isWhole)
  }

  /// Whether a value is allowed; neither infinity nor NaN is.
  public func allows(_ value: Double) -> Bool { values.allows(value) }

  /// Whether a value is allowed.
  public func allows(_ value: Int) -> Bool { allows(Double(value)) }

  /// Returns the rule that a value breaks, such as "must be from 1 to 100,000", or nil.
  public func violation(of value: Double) -> String? {
    if allows(value) { return nil }
    let isFraction = isWhole && value.isFinite && value != value.rounded()
    return isFraction ? "must be a whole number \(allowedValues)" : "must be \(allowedValues)"
  }

  /// Returns the rule that a value breaks, such as "must be from 1 to 100,000", or nil.
  public func violation(of value: Int) -> String? { violation(of: Double(value)) }

  /// The allowed values in words: "from 1 to 100,000", "0 or from 1e-9 to 1e9 s".
  public var allowedValues: String {
    let suffix = unit.isEmpty || isWhole ? "" : " \(unit)"
    let least = smallestNonzero ?? range.lowerBound
    let prefix = smallestNonzero == nil || range.lowerBound < 0 ? "" : "0 or "
    return
      "\(prefix)from \(isSize ? grouped(Int(least)) : text(least)) to \(text(range.upperBound))\(suffix)"
  }

  /// The words for a count beyond the limit: "more than 100,000,000 requests".
  public var excess: String {
    "more than \(text(range.upperBound))\(unit.isEmpty || isSize ? "" : " \(unit)")"
  }

  /// The largest value in words, as in "at most 128".
  public var largestText: String { text(range.upperBound) }

  /// Whether the values are numbers of bytes, whose text has its own unit.
  private var isSize: Bool { unit == "bytes" }

  private func text(_ value: Double) -> String {
    if isSize { return binarySize(Int(value)) }
    if isWhole, let count = Int(exactly: value) { return grouped(count) }
    return scientific(value)
  }
}

extension Limit {
  /// The allowed values of a limit, for checks of each number in a large file: copies are cheap.
  public struct Values: Sendable {
    fileprivate let range: ClosedRange<Double>
    fileprivate let smallestNonzero: Double
    fileprivate let isWhole: Bool

    /// Whether a value is allowed; neither infinity nor NaN is.
    public func allows(_ value: Double) -> Bool {
      guard range.contains(value), !isWhole || value == value.rounded() else { return false }
      return value == 0 || value.magnitude >= smallestNonzero
    }

    /// Whether a value is allowed.
    public func allows(_ value: Int) -> Bool { allows(Double(value)) }
  }
}

/// A count with a comma before each group of three digits.
private func grouped(_ count: Int) -> String {
  let digits = Array(String(count.magnitude))
  var text = count < 0 ? "-" : ""
  for (index, digit) in digits.enumerated() {
    if index > 0, (digits.count - index).isMultiple(of: 3) { text += "," }
    text.append(digit)
  }
  return text
}

/// A number of bytes in the largest unit that divides it.
private func binarySize(_ bytes: Int) -> String {
  var (size, units) = (bytes, ["KiB", "MiB", "GiB", "TiB"][...])
  var unit = "bytes"
  while size >= 1024, size.isMultiple(of: 1024), let next = units.popFirst() {
    (size, unit) = (size / 1024, next)
  }
  return "\(grouped(size)) \(unit)"
}

/// A number with few digits: 0.001, 1000, but 1e9 and 1e-9.
private func scientific(_ value: Double) -> String {
  if value.magnitude < 1e5, let count = Int(exactly: value) { return String(count) }
  let text = value.description
  if value.magnitude >= 1e-3, value.magnitude < 1e5 { return text }
  // A power of ten, as all these limits are: Swift's own text would be 1000000000.0 or 1e-09.
  var (power, exponent) = (value.magnitude, 0)
  while power >= 10, exponent < 400 { (power, exponent) = (power / 10, exponent + 1) }
  while power < 1, exponent > -400 { (power, exponent) = (power * 10, exponent - 1) }
  return (value < 0 ? "-" : "") + "\(Int(power.rounded()))e\(exponent)"
}
