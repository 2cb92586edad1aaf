internal import Documents
internal import Engine
public import History

/// The differences between two runs for people and for programs.
public struct DifferenceReport {
  private let a: History
  private let b: History
  private let names: (a: String, b: String)
  private let difference: RunDifference
  private let measures: [(name: String, a: Double?, b: Double?, measure: RunMeasure)]

  /// The number of requests that are named among those that gained, and among those that lost.
  private static let namedRequests = 10

  /// Compares two runs.
  ///
  /// - Parameters:
  ///   - a: The first run.
  ///   - b: The second run.
  ///   - names: The names of the two.
  /// - Complexity: O(n log n) in the traces.
  public init(_ a: History, _ b: History, names: (a: String, b: String)) {
    (self.a, self.b, self.names) = (a, b, names)
    difference = RunDifference(between: a, and: b)
    var first = MeasuredRun(scenario: a.scenario, options: a.options, trace: a.trace)
    var second = MeasuredRun(scenario: b.scenario, options: b.options, trace: b.trace)
    let list = RunMeasure.names.compactMap { try? RunMeasure($0) }
    measures = list.map { measure in
      ("\(measure)", first.value(of: measure), second.value(of: measure), measure)
    }
  }

  /// Whether the runs are the same.
  public var isSame: Bool { difference.isEmpty }

  /// The requests that gained and lost most, those that gained first.
  private var namedRequests: [RunDifference.Latencies] {
    let sorted = difference.requests.enumerated().sorted {
      ($0.element.change, $0.offset) < ($1.element.change, $1.offset)
    }.map(\.element)
    let gained = sorted.filter { $0.change < 0 }.prefix(Self.namedRequests)
    let lost = sorted.filter { $0.change > 0 }.suffix(Self.namedRequests)
    return Array(gained) + Array(lost)
  }

  // MARK: - Text

  /// The lines of the report.
  public var lines: [String] {
    let heads = ["A  \(names.a)", "B  \(names.b)", ""]
    guard !isSame else {
      return heads + ["the same: \(counted(a.trace.executions.count, "dispatch", "dispatches"))"]
    }
    return heads + decisionLines + [""] + requestLines + measureLines
  }

  private var decisionLines: [String] {
    guard let first = difference.first else {
      return ["all decisions are the same; times of calls differ"]
    }
    let shared = counted(difference.sharedCount, "dispatch", "dispatches")
    return ["the same until \(fixed(first.time)) s: \(shared)", "first difference:"]
      + words("A", a, first.a, other: (b, first.b), at: first.time)
      + words("B", b, first.b, other: (a, first.a), at: first.time)
  }

  /// The decision of one side with its reasons, or why it does not make that of the other side.
  private func words(
    _ side: String, _ run: History, _ execution: Int?, other: (run: History, execution: Int?),
    at time: Double
  ) -> [String] {
    if let execution {
      let node = run.trace.node(of: run.trace.executions[execution])
      let end = run.moment(after: run.trace.events.count)
      return indented(side, Explanation(of: node, at: end).lines)
    }
    guard let missing = other.execution else { return ["  \(side)  –"] }
    let wanted = other.run.trace.node(of: other.run.trace.executions[missing])
    let name = Self.name(of: wanted, in: other.run)
    guard let node = run.node(like: wanted, in: other.run) else {
      return ["  \(side)  has no \(visible(name))"]
    }
    let moment = run.moment(after: run.eventCount(at: time), time: time)
    let explained = Explanation(of: node, at: moment).lines
    return indented(side, explained.isEmpty ? ["\(visible(name)) is not dispatched"] : explained)
  }

  private func indented(_ side: String, _ lines: [String]) -> [String] {
    lines.enumerated().map { ($0 == 0 ? "  \(side)  " : "     ") + $1 }
  }

  private var requestLines: [String] {
    let named = namedRequests
    guard !named.isEmpty else { return [] }
    let rows = named.map { request in
      [
        visible(request.request), Self.seconds(request.a), Self.seconds(request.b),
        Self.signed(request.change) + (request.change.isFinite ? " s" : ""),
      ]
    }
    let count = counted(difference.requests.count, "request")
    let rest = difference.requests.count - named.count
    return [
      "latencies of \(count) differ" + (rest > 0 ? "; those that gained and lost most:" : ":")
    ]
      + Self.aligned([["request", "A", "B", "change"]] + rows) + [""]
  }

  private var measureLines: [String] {
    Self.aligned(
      [["measure", "A", "B", "change"]]
        + measures.map { entry in
          let change: String
          if let a = entry.a, let b = entry.b, a != 0 || b != 0 {
            change = a == b ? "=" : a == 0 ? "–" : Self.signed((b / a - 1) * 100, 1) + " %"
          } else {
            change = entry.a == entry.b ? "=" : "–"
          }
          return [
            entry.name, entry.measure.text(entry.a), entry.measure.text(entry.b), change,
          ]
        })
  }

  private static func seconds(_ value: Double?) -> String {
    value.map { fixed($0) + " s" } ?? "never"
  }

  private static func signed(_ value: Double, _ decimals: Int = 2) -> String {
    guard value.isFinite else { return value < 0 ? "ends in B alone" : "ends in A alone" }
    return (value > 0 ? "+" : "") + fixed(value, decimals)
  }

  private static func aligned(_ rows: [[String]]) -> [String] {
    let widths = rows[0].indices.map { column in rows.map { $0[column].count }.max() ?? 0 }
    return rows.map { row in
      let cells = zip(row, widths).enumerated().map { place, cell in
        let padding = String(repeating: " ", count: cell.1 - cell.0.count)
        return place == 0 ? cell.0 + padding : padding + cell.0
      }
      return "  " + cells.joined(separator: "  ")
    }
  }

  private static func name(of node: RequestNode, in run: History) -> String {
    "\(run.scenario.requests.id(of: node.request))/\(run.scenario[node].id)"
  }
}

// MARK: - JSON

extension DifferenceReport {
  /// The report as a JSON object; a number that is infinite or missing is null.
  public var json: String {
    var first = "null"
    if let decision = difference.first {
      first =
        "{\"time\": \(decision.time), \"a\": \(object(decision.a, a)), "
        + "\"b\": \(object(decision.b, b))}"
    }
    let numbers = measures.map {
      "    \(Self.quoted($0.name)): {\"a\": \(Self.number($0.a)), \"b\": \(Self.number($0.b))}"
    }
    let requests = namedRequests.map {
      "    {\"request\": \(Self.quoted($0.request)), \"a\": \(Self.number($0.a)), "
        + "\"b\": \(Self.number($0.b))}"
    }
    return """
      {
        "same": \(isSame),
        "first_difference": \(first),
        "measures": {
      \(numbers.joined(separator: ",\n"))
        },
        "requests": [\(requests.isEmpty ? "" : "\n" + requests.joined(separator: ",\n") + "\n  ")]
      }

      """
  }

  private func object(_ execution: Int?, _ run: History) -> String {
    guard let execution else { return "null" }
    let dispatch = run.trace.executions[execution]
    let node = run.trace.node(of: dispatch)
    return "{\"request\": \(Self.quoted(run.scenario.requests.id(of: node.request))), "
      + "\"node\": \(Self.quoted(run.scenario[node].id)), "
      + "\"gpus\": [\(dispatch.gpus.map { "\($0)" }.joined(separator: ", "))]}"
  }

  private static func number(_ value: Double?) -> String {
    value.flatMap { $0.isFinite ? "\($0)" : nil } ?? "null"
  }

  private static func quoted(_ text: String) -> String {
    var buffer = ByteBuffer()
    buffer.appendJSON(text)
    return String(decoding: buffer.bytes, as: UTF8.self)
  }
}

extension History {
  /// The node with the names of a node of another run; nil if there is none.
  fileprivate func node(like other: RequestNode, in run: History) -> RequestNode? {
    let name = run.scenario.requests.id(of: other.request)
    let node = run.scenario[other].id
    guard
      let request = scenario.requests.indices.first(where: { scenario.requests.id(of: $0) == name }
      ),
      let place = scenario.workflow(of: request).nodes.firstIndex(where: { $0.id == node })
    else { return nil }
    return RequestNode(request: request, node: place)
  }
}
