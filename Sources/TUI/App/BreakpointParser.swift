import Documents
import Engine
import History

/// Conditions to stop at, as they are typed.
///
///     breakpoints = condition { "," condition }      stop when any of them is met
///     condition   = term { " " term }                all of which have to be met at once
///     term        = "switch" | "idle"
///                 | "gpu=" NUMBER | "model=" ID | "request=" ID | "node=" ID
///                 | "t=" TIME                          seconds, or 02:00, or 1:02:00.5
///                 | ("queue" | "wait") (">" | ">=") NUMBER
///                 | MEASURE ("<" | "<=" | ">" | ">=") NUMBER     of the run so far: `RunMeasure`
///
/// So `switch gpu=2, p99(chat)>30` stops at switches on GPU 2, and when the 99th percentile of the
/// latencies of the workflow `chat` comes to exceed 30 seconds. Words are taken in either case; spaces around the signs do not count.
/// An identifier with a space, a comma or a sign in it is put between double quotes.
struct BreakpointParser {
  private let scenario: Scenario
  private let gpuCount: Int

  init(_ history: History) {
    scenario = history.scenario
    gpuCount = history.options.gpuCount
  }

  /// The conditions that a text stands for; none for an empty text.
  func conditions(_ text: String) throws(BreakpointError) -> [Condition] {
    var tokens = BreakpointTokens(text)
    var conditions: [Condition] = []
    var terms: [ConditionTerm] = []
    while let token = try tokens.next() {
      switch token {
      case .comma:
        if !terms.isEmpty { conditions.append(Condition(terms)) }
        terms = []
      case .sign(let sign): throw BreakpointError(message: "“\(visible(sign))” is out of place")
      case .word(let word): try terms.append(term(word, &tokens))
      }
    }
    if !terms.isEmpty { conditions.append(Condition(terms)) }
    return conditions
  }

  private func term(_ word: String, _ tokens: inout BreakpointTokens) throws(BreakpointError)
    -> ConditionTerm
  {
    let name = word.lowercased()
    switch name {
    case "switch": return .anySwitch
    case "idle": return .idle
    case "gpu", "model", "request", "node", "t":
      return try equality(name, tokens.value(of: name, signs: ["="]).word)
    case "queue", "wait":
      let (sign, word) = try tokens.value(of: name, signs: [">", ">="])
      guard let number = Double(word), number.isFinite, number >= 0 else {
        throw BreakpointError(
          message: "\(name)\(sign) needs a number, not “\(visible(word))”, as in \(name)\(sign)8")
      }
      let bound = Bound(number, isInclusive: sign == ">=")
      return name == "queue" ? .queueLength(bound) : .wait(bound)
    default:
      let head = name.prefix { $0 != "(" }
      guard RunMeasure.names.contains(String(head)) else {
        throw unknown("condition", word, among: Self.words)
      }
      return .measure(try test(word, &tokens))
    }
  }

  /// The test of a measure and what follows it.
  private func test(_ word: String, _ tokens: inout BreakpointTokens) throws(BreakpointError)
    -> MeasureTest
  {
    let measure = try reading { () throws(MeasureFault) in
      let measure = try RunMeasure(word)
      try measure.check(in: scenario)
      return measure
    }
    guard measure.isKnownUnderWay else {
      throw BreakpointError(message: "\(measure) is known at the end of a run alone")
    }
    let sides = MeasureTest.Side.allCases
    let value = try tokens.value(of: "\(measure)", signs: sides.map(\.rawValue))
    return try reading { () throws(MeasureFault) in
      guard let side = MeasureTest.Side(rawValue: value.sign) else { throw .noSign(word) }
      return try MeasureTest(measure, side, number: value.word)
    }
  }

  private func reading<Value>(
    _ work: () throws(MeasureFault) -> Value
  ) throws(BreakpointError) -> Value {
    do { return try work() } catch {
      throw BreakpointError(
        message: error.sentence(nearest: { nearest(to: $0, among: $1) }, shown: { visible($0) }))
    }
  }

  private static let words =
    ["switch", "idle", "gpu", "model", "request", "node", "t", "queue", "wait"] + RunMeasure.names

  private func equality(_ name: String, _ value: String) throws(BreakpointError) -> ConditionTerm {
    switch name {
    case "gpu":
      guard let gpu = Int(value), (0..<gpuCount).contains(gpu) else {
        throw BreakpointError(
          message: "no GPU “\(visible(value))”: they are 0"
            + (gpuCount > 1 ? " to \(gpuCount - 1)" : ""))
      }
      return .gpu(gpu)
    case "model":
      let ids = scenario.models.map(\.id)
      if let index = ids.firstIndex(of: value) { return .model(ModelID(index)) }
      throw unknown("model", value, among: ids)
    case "request":
      let found = scenario.requests.indices.first { scenario.requests[$0].id == value }
      if let found { return .request(found) }
      throw unknown(
        "request", value, among: scenario.requests.indices.lazy.map { scenario.requests[$0].id })
    case "node":
      let ids = scenario.workflows.flatMap { $0.nodes.map(\.id) }
      if ids.contains(value) { return .node(value) }
      throw unknown("node", value, among: ids)
    default:
      guard let seconds = clockSeconds(value) else {
        throw BreakpointError(
          message: "“\(visible(value))” is not a time: t=120 and t=02:00 are two minutes")
      }
      return .time(seconds)
    }
  }

  private func unknown(_ kind: String, _ name: String, among names: some Sequence<String>)
    -> BreakpointError
  {
    let hint = nearest(to: name, among: names).map { "; did you mean \(visible($0))?" } ?? ""
    return BreakpointError(message: "no \(kind) “\(visible(name))”\(hint)")
  }
}
