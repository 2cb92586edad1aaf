public import Engine

extension RunMeasure: CustomStringConvertible {
  /// The measures that are a single word.
  static let plainNames: [(name: String, measure: RunMeasure)] =
    LatencyMeasure.allCases.map { ($0.rawValue, .latency($0, of: .allRequests)) } + [
      ("makespan", .makespan), ("switch-share", .switchShare), ("switches", .switches),
      ("unfinished", .unfinished), ("utilisation", .utilisation), ("fairness", .fairness),
      ("over-work", .overWork), ("over-path", .overLongestPath),
    ]

  static let attainmentName = "attain"

  /// The words with which measures begin.
  public static let names = plainNames.map(\.name) + [attainmentName]

  /// Reads a measure as it is typed: `p95`, `p95(chat)`, `p95(model=llama)`, `attain(30)`,
  /// `attain(30, chat)`, `switch-share`.
  ///
  /// The words count in either case. A name with a sign in it is put between double quotes.
  public init(_ text: String) throws(MeasureFault) {
    let head = text.prefix { $0 != "(" }
    let word = Self.trimmed(head).lowercased()
    var parts: [MeasurePart]?
    if head.endIndex < text.endIndex { parts = try MeasurePart.list(text[head.endIndex...]) }
    if word == Self.attainmentName {
      self = try Self.attainment(parts ?? [])
      return
    }
    guard let plain = Self.plainNames.first(where: { $0.name == word })?.measure else {
      throw .unknownMeasure(Self.trimmed(head))
    }
    guard let parts else {
      self = plain
      return
    }
    guard case .latency(let latency, _) = plain else { throw .takesNoName(word) }
    guard parts.count == 1, !parts[0].isEmpty else { throw .needsOneName(word) }
    self = .latency(latency, of: parts[0].scope)
  }

  private static func attainment(_ parts: [MeasurePart]) throws(MeasureFault) -> RunMeasure {
    guard (1...2).contains(parts.count), let seconds = measureNumber(parts[0].text), seconds >= 0
    else { throw .needsSeconds }
    guard parts.count == 2 else { return .attainment(within: seconds, of: .allRequests) }
    guard !parts[1].isEmpty else { throw .needsSeconds }
    return .attainment(within: seconds, of: parts[1].scope)
  }

  /// Reads measures that are separated by commas outside parentheses and quotes.
  public static func list(_ text: String) throws(MeasureFault) -> [RunMeasure] {
    var result: [RunMeasure] = []
    for part in MeasurePart.split(text[...]) { result.append(try RunMeasure(String(part))) }
    return result
  }

  /// The measure as it is typed.
  public var description: String {
    switch self {
    case .latency(let latency, .allRequests): latency.rawValue
    case .latency(let latency, let scope): "\(latency.rawValue)(\(scope))"
    case .attainment(let seconds, .allRequests): "\(Self.attainmentName)(\(seconds.plainText))"
    case .attainment(let seconds, let scope):
      "\(Self.attainmentName)(\(seconds.plainText), \(scope))"
    default: Self.plainNames.first { $0.measure == self }?.name ?? ""
    }
  }

  static func trimmed(_ text: Substring) -> String {
    let rest = text.drop { $0.isWhitespace }
    guard let last = rest.lastIndex(where: { !$0.isWhitespace }) else { return "" }
    return String(rest[...last])
  }

  /// Throws if the measure names a workflow or model that a scenario does not have.
  public func check(in scenario: Scenario) throws(MeasureFault) {
    switch scope {
    case nil, .allRequests: break
    case .workflow(let name):
      let known = scenario.workflows.map(\.id)
      if !known.contains(name) { throw .unknownWorkflow(name, known: known) }
    case .model(let name):
      let known = scenario.models.map(\.id)
      if !known.contains(name) { throw .unknownModel(name, known: known) }
    }
  }
}

extension MeasureScope: CustomStringConvertible {
  /// The scope as it is typed between parentheses.
  public var description: String {
    switch self {
    case .allRequests: ""
    case .workflow(let name): Self.quoted(name)
    case .model(let name): "model=\(Self.quoted(name))"
    }
  }

  private static func quoted(_ name: String) -> String {
    let isPlain = !name.isEmpty && !name.contains { $0.isWhitespace || "=<>!,()\"".contains($0) }
    return isPlain ? name : "\"\(name)\""
  }
}

/// A number as it is typed in a measure or a test; nil for anything that is not a finite one.
func measureNumber(_ text: String) -> Double? {
  guard let first = text.utf8.first, first != UInt8(ascii: "+"),
    !text.utf8.contains(UInt8(ascii: "x")), !text.utf8.contains(UInt8(ascii: "X")),
    let number = Double(text), number.isFinite
  else { return nil }
  return number
}
