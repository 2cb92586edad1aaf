/// A reason why a text is not a policy.
public enum PolicyError: Error, Hashable {
  /// There is no policy of that name.
  case unknownPolicy(String)
  /// The policy has no parameter of that name; `known` are those that it has.
  case unknownParameter(String, policy: String, known: [String])
  /// A parameter's value is missing, not a decimal number, or not allowed.
  case badValue(setting: String, policy: String, parameter: String)

  /// The problem and what is allowed, in one sentence that quotes the text, without a full stop.
  public var sentence: String {
    switch self {
    case .unknownPolicy(let name):
      let names = Policy.all.map { $0.name }.joined(separator: ", ")
      return "there is no policy \(name); the policies are \(names)"
    case .unknownParameter(_, let policy, let known) where known.isEmpty:
      return "\(policy) has no parameters"
    case .unknownParameter(let name, let policy, let known):
      let names = known.joined(separator: ", ")
      return "\(policy) has no parameter \(name); it has \(names)"
    case .badValue(let setting, let policy, let parameter):
      return "\(policy) takes \(parameter)=NUMBER, 0 or from 1e-9 to 1e9, not \(setting)"
    }
  }
}

extension Policy: CustomStringConvertible {
  /// The name, and the parameters that do not have their usual values: `collate:max_wait=30`.
  public var description: String { Self.text(of: rule) }

  private static func text<Rule: SchedulingPolicy>(of rule: Rule) -> String {
    let usual = Rule()
    let changed = Rule.parameters.filter { rule[keyPath: $0.field] != usual[keyPath: $0.field] }
    guard !changed.isEmpty else { return Rule.name }
    let settings = changed.map { "\($0.name)=\(rule[keyPath: $0.field].plainText)" }
    return "\(Rule.name):\(settings.joined(separator: ","))"
  }
}

extension Policy {
  /// Reads a policy as `description` writes it: a name, then `:parameter=value,…` if any.
  public init(_ text: String) throws(PolicyError) {
    let parts = text.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false)
    let name = parts.first ?? ""
    guard let type = Self.all.first(where: { $0.name == name }) else {
      throw .unknownPolicy(String(name))
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
        throw .unknownParameter(
          String(sides[0]), policy: Rule.name, known: Rule.parameters.map(\.name))
      }
      guard sides.count == 2, let value = decimal(sides[1]),
        PolicyParameter<Rule>.allows(value)
      else {
        throw .badValue(setting: String(setting), policy: Rule.name, parameter: parameter.name)
      }
      rule[keyPath: parameter.field] = value
    }
    return Policy(rule)
  }

  /// The number that a text is if that is in decimal notation; `Double.init` takes hexadecimal
  /// numbers and words as well.
  private static func decimal(_ text: Substring) -> Double? {
    let isDecimal = text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "."), UInt8(ascii: "+"),
        UInt8(ascii: "-"), UInt8(ascii: "e"), UInt8(ascii: "E"):
        true
      default: false
      }
    }
    return isDecimal ? Double(text) : nil
  }

  /// The list of all policies: the name, the rule in a line, and its parameters in a line each.
  public static var list: [PolicyEntry] { all.map { entry(of: $0) } }

  /// Returns those of them that make sense on a machine.
  public static func list(suitedTo hardware: Hardware) -> [PolicyEntry] {
    suited(to: hardware).map { entry(of: $0) }
  }

  private static func entry<Rule: SchedulingPolicy>(of type: Rule.Type) -> PolicyEntry {
    let usual = Rule()
    return PolicyEntry(
      name: Rule.name, summary: Rule.summary,
      parameters: Rule.parameters.map {
        ("\($0.name)=\(usual[keyPath: $0.field].plainText)", $0.meaning)
      })
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
