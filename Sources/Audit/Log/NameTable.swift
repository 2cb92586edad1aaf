/// Names with a number for each.
public struct NameTable: Sendable {
  /// The names, by number.
  public private(set) var names: [String] = []
  private var numbers: [String: Int32] = [:]

  /// Makes an empty table.
  public init() {}

  /// Returns the number of a name, a new one if the name is new.
  ///
  /// - Complexity: O(length of the name).
  public mutating func number(of name: String) -> Int {
    if let number = numbers[name] { return Int(number) }
    let number = names.count
    numbers[name] = Int32(number)
    names.append(name)
    return number
  }
}
