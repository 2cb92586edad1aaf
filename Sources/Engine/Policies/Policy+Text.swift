/// The error of a text that is not a policy.
public struct PolicyError: Error, Hashable {
  /// The error and the alternatives, as a sentence that quotes the text and has no full stop.
  public let sentence: String
}

extension Policy: CustomStringConvertible {
  /// The name, and the parameters that do not have their usual values: `collate:max_wait=30`.
  public var description: String { Self.text(of: rule) }

  private static func text<Rule: SchedulingPolicy>(of rule: Rule) -> String {
    let usual = Rule()
    let changed = Rule.parameters.filter { rule[keyPath: $0.field] != usual[keyPath: $0.field] }
    guard !changed.isEmpty else { return Rule.name }
    let settings = changed.map { "\($0.name)=\(plain(rule[keyPath: $0.field]))" }
    return "\(Rule.name):\(settings.joined(separator: ","))"
  }
}

extension Policy {
  /// Reads a policy as `description` writes it: a name, then `:parameter=value,…` if any.
  public init(_ text: String) throws(PolicyError) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let name = parts.first ?? ""
    guard let type = Self.all.first(where: { $0.name == name }) else {
      let names = Self.all.map { $0.name }.joined(separator: ", ")
      throw PolicyError(sentence: "there is no policy \(name); the policies are \(names)")
    }
    self = try Self.make(type, settings: parts.count > 1 ? parts[1] : nil)
  }

  private static func make<Rule: SchedulingPolicy>(
    _ type: Rule.Type, settings: Substring?
  ) throws(PolicyError) -> Policy {
    var rule = Rule()
    guard let settings else { return Policy(rule) }
    for setting in settings.split(separator: ",", omittingEmptySubsequences: false) {
      let sides = setting.split(separator: "=", maxSplits: 1, omittingEmptySubsequences: false)
      guard let parameter = Rule.parameters.first(where: { $0.name == sides[0] }) else {
        throw PolicyError(sentence: unknown(sides[0], of: type))
      }
      guard sides.count == 2, let value = decimal(sides[1]), PolicyParameterRange.contains(value)
      else {
        throw PolicyError(
          sentence: "\(Rule.name) takes \(parameter.name)=NUMBER, 0 or from 1e-9 to 1e9, not \(setting)"
        )
      }
      rule[keyPath: parameter.field] = value
    }
    return Policy(rule)
  }

  /// Reads a decimal number; unlike `Double.init`, neither a hexadecimal one nor a word.
  private static func decimal(_ text: Substring) -> Double? {
    text.allSatisfy("0123456789.eE+-".contains) ? Double(text) : nil
  }

  private static func unknown<Rule: SchedulingPolicy>(
    _ name: Substring, of type: Rule.Type
  ) -> String {
    guard !Rule.parameters.isEmpty else { return "\(Rule.name) has no parameters" }
    let names = Rule.parameters.map(\.name).joined(separator: ", ")
    return "\(Rule.name) has no parameter \(name); it has \(names)"
  }

  /// The list of all policies: the name, the rule in a line, and its parameters in a line each.
  public static var list: [PolicyEntry] { all.map { entry(of: $0) } }

  private static func entry<Rule: SchedulingPolicy>(of type: Rule.Type) -> PolicyEntry {
    let usual = Rule()
    return PolicyEntry(
      name: Rule.name, summary: Rule.summary,
      parameters: Rule.parameters.map {
        ("\($0.name)=\(plain(usual[keyPath: $0.field]))", $0.meaning)
      })
  }

  /// Returns a number as people write it: 60, not 60.0.
  private static func plain(_ number: Double) -> String {
    let text = "\(number)"
    return text.hasSuffix(".0") ? String(text.dropLast(2)) : text
  }
}

/// A policy in the list of all policies.
public struct PolicyEntry: Sendable {
  /// The name on the command line.
  public let name: String
  /// The rule in one line.
  public let summary: String
  /// The parameters with their usual values and their meanings.
  public let parameters: [(setting: String, meaning: String)]
}
