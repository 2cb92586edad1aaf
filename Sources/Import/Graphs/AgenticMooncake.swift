internal import Documents

/// Agents' calls with their dependencies: each play is a request, its calls are a graph.
struct AgenticMooncake: GraphSource {
  private struct AgentCall {
    var model: Int
    var seconds: Double
    var time: Double
    /// The calls that have to be completed before.
    var completed: [Int] = []
    /// The calls that have to be dispatched before.
    var dispatched: [Int] = []
    /// The seconds that have to pass after a call was completed, where they are simulated.
    var delays: [(after: Int, seconds: Double)] = []
  }

  private struct Play {
    var calls: [AgentCall] = []
    var places: [String: Int] = [:]
  }

  private let settings: ImportSettings
  private var ids: [String] = []
  private var plays: [Play] = []
  private var places: [String: Int] = [:]
  private var bad = BadRows()
  private var pauses = 0.0
  private var simulatedPauses = 0.0
  private var dispatches = 0

  init(_ settings: ImportSettings) { self.settings = settings }

  mutating func read(_ path: String, into graphs: inout ImportedGraphs) throws(ImportFailure) {
    var reader = try JSONLinesReader(LineReader(path: path))
    let header = reader.object
    guard header["schema"]?.scalar?.text.hasSuffix("agentic_mooncake") == true,
      header["version"]?.number() == 2
    else {
      throw .badData(
        reader.lines.name, line: 1,
        "the first line must be the header of version 2: {\"schema\": \"dynamo.agentic_mooncake\", "
          + "\"version\": 2, ...}")
    }
    var record = TableRecord()
    var isHeader = true
    while true {
      let step = try reader.read(into: &record)
      if isHeader {
        isHeader = false
        continue
      }
      switch step {
      case .end: return
      case .row:
        graphs.account.rowCount += 1
        if let fault = try add(reader.object, &graphs) {
          refuse(fault, reader.lines, &graphs)
        }
      case .fault(let fault):
        graphs.account.rowCount += 1
        refuse(fault, reader.lines, &graphs)
      }
    }
  }

  private mutating func refuse(
    _ fault: String, _ lines: LineReader, _ graphs: inout ImportedGraphs
  ) {
    let place = "\(lines.name):\(lines.line)"
    guard settings.skipsBadRows else { return bad.add("\(place): error: \(fault)") }
    graphs.dropped.add("rows that cannot be used", example: "\(place): \(fault)")
  }

  /// Adds a call; returns what is wrong with it, if anything is.
  private mutating func add(
    _ object: Node, _ graphs: inout ImportedGraphs
  ) throws(ImportFailure) -> String? {
    func name(_ key: String) -> String? {
      object[key]?.scalar.flatMap { Limit.nameBytes.allows($0.text.utf8.count) ? $0.text : nil }
    }
    guard let id = name("request_id"), let play = name("play_id"), let model = name("model") else {
      return "request_id, play_id and model must be texts of 1 to 1,000 bytes"
    }
    guard let time = object["not_before_ms"]?.number(), Limit.moment.allows(time) else {
      return "not_before_ms is no number"
    }
    guard let place = graphs.model(model) else { return nil }
    let seconds: Double
    if let recorded = object["recorded_api_time_ms"], !recorded.isNull {
      guard let number = recorded.number() else { return "recorded_api_time_ms is no number" }
      seconds = number / 1e3
    } else {
      guard let input = object["input_length"]?.number(), Limit.tokens.allows(input),
        let output = object["output_length"]?.number(), Limit.tokens.allows(output)
      else { return "there is neither recorded_api_time_ms nor input_length and output_length" }
      seconds = try graphs.catalog.seconds(place, input: input, output: output)
      graphs.usesTokens = true
    }
    if let rule = Limit.duration.violation(of: seconds) { return "the execution time \(rule)" }
    var call = AgentCall(model: place, seconds: seconds, time: time)
    let number = places[play] ?? plays.count
    if number < plays.count, plays[number].places[id] != nil {
      return "there is another request \(abbreviated(id)) in play \(abbreviated(play))"
    }
    let known = number < plays.count ? plays[number].places : [:]
    if let fault = addDependencies(object["dependencies"]?.items ?? [], known, to: &call) {
      return fault
    }
    if number == plays.count {
      places[play] = number
      ids.append(play)
      plays.append(Play())
    }
    plays[number].places[id] = plays[number].calls.count
    plays[number].calls.append(call)
    return nil
  }

  private mutating func addDependencies(
    _ items: [Node], _ known: [String: Int], to call: inout AgentCall
  ) -> String? {
    for item in items {
      guard let id = item["request_id"]?.scalar?.text, let other = known[id] else {
        let id = item["request_id"]?.scalar?.text ?? ""
        return "it depends on request \(abbreviated(id)), which no earlier line of its play has"
      }
      let delay = max(0, (item["delay_ms"]?.number() ?? 0) / 1e3)
      if settings.simulatesPauses, let rule = Limit.duration.violation(of: delay) {
        return "delay_ms \(rule)"
      }
      pauses += delay
      if delay > 0, settings.simulatesPauses, item["trigger"]?.scalar?.text != "dispatch" {
        simulatedPauses += delay
        call.delays.append((other, delay))
      }
      if item["trigger"]?.scalar?.text == "dispatch" {
        call.dispatched.append(other)
        dispatches += 1
      } else {
        call.completed.append(other)
      }
    }
    return nil
  }

  mutating func finish(_ graphs: inout ImportedGraphs) throws(ImportFailure) {
    if let failure = bad.failure { throw failure }
    for (play, id) in zip(plays, ids) {
      // What a call waited for whose dispatch is enough has to be completed before this one too.
      var waits: [Set<Int>] = []
      var edges: [(from: Int, to: Int)] = []
      for (number, call) in play.calls.enumerated() {
        let inherited = call.dispatched.reduce(into: Set<Int>()) { $0.formUnion(waits[$1]) }
        let all = inherited.union(call.completed)
        waits.append(all)
        edges += all.sorted().map { ($0, number) }
      }
      var nodes = play.calls.enumerated().map { (id: "call-\($0 + 1)", model: $1.model) }
      var seconds = play.calls.map(\.seconds)
      for (number, call) in play.calls.enumerated() {
        for delay in call.delays {
          edges.append((delay.after, nodes.count))
          edges.append((nodes.count, number))
          nodes.append(("pause-\(nodes.count - play.calls.count + 1)", graphs.catalog.pause()))
          seconds.append(delay.seconds)
        }
      }
      let workflow = graphs.workflows.graph(
        ImportedWorkflow(id: "play", nodes: nodes, edges: edges))
      guard Limit.workflows.allows(graphs.workflows.workflows.count) else {
        throw .badData(settings.files[0], "the plays make \(Limit.workflows.excess)")
      }
      let start = play.calls.map(\.time).min() ?? 0
      graphs.append(
        ImportedRequest(
          id: id, time: Int64((start * 1e3).rounded()), workflow: workflow,
          seconds: seconds))
    }
    if simulatedPauses > 0 {
      graphs.account.notes.append(
        "delays before calls, \(ImportSummary.digits(simulatedPauses)) s together, are steps without a GPU; "
          + "latencies of requests include them")
    }
    if pauses > simulatedPauses {
      graphs.account.notes.append(
        "delays before calls, \(ImportSummary.digits(pauses - simulatedPauses)) s together, are not simulated: "
          + "a call begins as soon as those before it have ended and a GPU is free"
          + (settings.simulatesPauses ? "" : " (--pauses simulates them)"))
    }
    if dispatches > 0 {
      graphs.account.notes.append(
        dispatches == 1
          ? "1 dependency on a dispatch became one on the calls that the dispatched one waited for"
          : "\(dispatches) dependencies on a dispatch became ones on the calls that the dispatched one "
            + "waited for")
    }
  }
}
