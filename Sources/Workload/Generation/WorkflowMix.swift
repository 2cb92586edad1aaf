internal import Documents
internal import Engine

/// The shares of workflows among generated requests, in proportion.
public struct WorkflowMix: Sendable, CustomStringConvertible {
  /// A reason why a mix cannot be used.
  public enum Failure: Error, Equatable {
    /// A part of the text is not `workflow=number`.
    case notAShare(String)
    /// A weight is beyond its limit.
    case weightBeyondLimit(String, rule: String)
    /// A workflow is named twice.
    case namedTwice(String)
    /// All weights are 0.
    case allZero
    /// The configuration lacks a workflow; `known` are those that it has.
    case unknownWorkflow(String, known: [String])
  }

  /// The named workflows with their weights, of which one at least is above 0.
  private let weights: [(workflow: String, weight: Double)]

  /// The mix as it was typed.
  public let description: String

  /// Parses `w1=3,w2=1`; a workflow's id may contain an equals sign.
  public init(_ text: String) throws(Failure) {
    var weights: [(workflow: String, weight: Double)] = []
    var names: Set<String> = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      guard let sign = part.lastIndex(of: "="), sign > part.startIndex else {
        throw .notAShare(String(part))
      }
      let value = Node.Scalar(text: String(part[part.index(after: sign)...]), isPlain: true)
      guard let weight = value.number() else { throw .notAShare(String(part)) }
      if let rule = Limit.weight.violation(of: weight) {
        throw .weightBeyondLimit(String(part), rule: rule)
      }
      let name = String(part[..<sign])
      guard names.insert(name).inserted else { throw .namedTwice(name) }
      weights.append((name, weight))
    }
    guard weights.contains(where: { $0.weight > 0 }) else { throw .allZero }
    self.weights = weights
    description = text
  }

  /// Returns the weight of each workflow, 0 for those that the mix does not name.
  func weights(of workflows: [Workflow]) throws(Failure) -> [Double] {
    let places = Dictionary(
      workflows.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    var result = [Double](repeating: 0, count: workflows.count)
    for (name, weight) in weights {
      guard let place = places[name] else {
        throw .unknownWorkflow(name, known: workflows.map(\.id))
      }
      result[place] = weight
    }
    return result
  }
}

extension WorkflowMix.Failure {
  /// The number of workflows that are named where none is similar.
  private static let namedWorkflows = 20

  /// The problem in one sentence, fit for a terminal, without the word "error".
  public var sentence: String {
    switch self {
    case .notAShare(let part):
      visible("--mix takes workflow=number,..., not \(part.isEmpty ? "an empty part" : part)")
    case .weightBeyondLimit(let part, let rule): visible("the number in \(part) \(rule)")
    case .namedTwice(let name): visible("--mix names \(name) twice")
    case .allZero: "--mix gives no workflow a share above 0"
    case .unknownWorkflow(let name, let known):
      visible("--mix names an unknown workflow: \(name); \(Self.hint(for: name, among: known))")
    }
  }

  private static func hint(for name: String, among known: [String]) -> String {
    if let suggestion = suggestion(for: name, among: known) { return suggestion }
    let named = known.prefix(namedWorkflows).joined(separator: ", ")
    let more = known.count - min(known.count, namedWorkflows)
    return "the workflows are \(named)" + (more > 0 ? " and \(more) more" : "")
  }
}
