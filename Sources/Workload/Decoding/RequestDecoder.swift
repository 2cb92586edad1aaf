internal import Documents
internal import Engine

/// The limits that are checked for each request, without their names.
struct RequestLimits {
  var requests = Limit.requests.values
  var nodes = Limit.requestNodes.values
  let name = Limit.nameBytes.values
  let duration = Limit.duration.values
  let tokens = Limit.tokens.values
}

/// Decodes requests one at a time into a table.
struct RequestDecoder {
  let models: [Model]
  let workflows: [Workflow]
  let mode: ArrivalMode
  private let keepsCalls: Bool
  /// Whether execution times in the requests win over the models' times.
  var usesRequestTimes = true
  let workflowIDs: [String: WorkflowID]
  let nodeIndices: [[String: Int]]

  /// The limits that are checked for each request.
  var limits = RequestLimits()
  /// Whether it was reported that there are too many requests.
  private var hasReportedExcess = false
  /// The requests so far.
  var table = RequestTable()
  /// The ids of all requests, including unusable ones, which are not in the table.
  var ids = RequestIDs()
  /// The fields of the current flat request.
  var flatRequest = FlatRequest()
  /// The data of each request's calls; empty unless it is kept.
  private(set) var calls: [CallData] = []
  /// Whether the time of some call of each model had to be guessed.
  var isGuessed: [Bool]

  init(_ configuration: DecodedConfiguration, mode: ArrivalMode, keepsCalls: Bool) {
    models = configuration.models.models
    workflows = configuration.workflows
    self.mode = mode
    self.keepsCalls = keepsCalls
    workflowIDs = Dictionary(
      workflows.enumerated().map { ($1.id, WorkflowID($0)) }, uniquingKeysWith: { a, _ in a })
    nodeIndices = workflows.map { workflow in
      Dictionary(workflow.nodes.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { a, _ in a })
    }
    isGuessed = [Bool](repeating: false, count: models.count)
  }

  /// Decodes a flat request; returns false if its tree is needed.
  mutating func decode(_ item: FlatItem) -> Bool { !keepsCalls && decodeFlat(item) }

  mutating func decode(_ item: Node, _ diagnostics: inout Diagnostics) {
    guard let anonymous = FieldReader(item, owner: "a request", &diagnostics),
      let id = anonymous.name(RequestField.id.key, &diagnostics),
      let fields = FieldReader(item, owner: "request", named: id, &diagnostics)
    else { return }
    fields.warnOfMisspellings(
      of: RequestField.optionalKeys, required: RequestField.requiredKeys, &diagnostics)
    let position = fields.value(RequestField.id.key)?.position ?? item.position
    if let line = ids.note(id, line: position.line, after: table) {
      diagnostics.error(
        "there are two requests \(id); the other is on line \(line)", at: position)
    }
    let timestamp = timestamp(fields, &diagnostics)
    if let data = fields.value(RequestField.inputs.key) {
      _ = FieldReader(data, owner: "input_data of request", named: id, &diagnostics)
    }
    guard let workflow = workflow(fields, &diagnostics) else { return }
    guard hasRoom(for: workflow) else {
      reportExcess(at: item.position, &diagnostics)
      return
    }
    let estimates = estimates(fields, workflow, &diagnostics)
    table.append(
      id: id, workflow: workflow, timestampMicroseconds: timestamp, estimates: estimates)
    guard keepsCalls else { return }
    calls.append(
      CallData(
        inputs: fields.value(RequestField.inputs.key)?.entries ?? [],
        configurations: fields.value(RequestField.configurations.key)?.entries ?? []))
  }

  /// Whether the table may have one more request, of a certain workflow.
  func hasRoom(for workflow: WorkflowID) -> Bool {
    limits.requests.allows(table.count + 1)
      && limits.nodes.allows(table.nodeCount + workflows[workflow.index].nodes.count)
  }

  private mutating func reportExcess(at position: Position, _ diagnostics: inout Diagnostics) {
    if !hasReportedExcess {
      let limit = limits.requests.allows(table.count + 1) ? Limit.requestNodes : .requests
      diagnostics.error("there are \(limit.excess)", at: position)
    }
    hasReportedExcess = true
  }

  private func workflow(
    _ fields: FieldReader, _ diagnostics: inout Diagnostics
  ) -> WorkflowID? {
    guard let id = fields.name(RequestField.workflow.key, &diagnostics) else { return nil }
    if let workflow = workflowIDs[id] { return workflow }
    diagnostics.error(
      "\(fields.owner) names an unknown workflow: \(id)",
      at: fields.value(RequestField.workflow.key)?.position ?? fields.node.position,
      hint: suggestion(for: id, among: workflows.lazy.map(\.id)))
    return nil
  }

  private func timestamp(_ fields: FieldReader, _ diagnostics: inout Diagnostics) -> Int64? {
    guard let value = fields.value(RequestField.timestamp.key) else {
      guard mode == .online else { return nil }
      diagnostics.error(
        "\(fields.owner) has no timestamp, which online mode needs",
        at: fields.node.entry(RequestField.timestamp.key)?.keyPosition ?? fields.node.position)
      return nil
    }
    if let text = value.scalar?.text, let timestamp = Timestamp(text) {
      return timestamp.microseconds
    }
    diagnostics.error(
      "timestamp of \(fields.owner) is not one: \(value.scalar.map { abbreviated($0.text) } ?? value.kindName)",
      at: value.position, hint: "write it like 2024-01-01T10:00:00.250")
    return nil
  }

  /// The execution time of each node of the request's workflow.
  private mutating func estimates(
    _ fields: FieldReader, _ id: WorkflowID, _ diagnostics: inout Diagnostics
  ) -> [Estimate] {
    let workflow = workflows[id.index]
    var times = [Double?](repeating: nil, count: workflow.nodes.count)
    var maxLengths = times
    forEachNode(in: .times, of: fields, id, &diagnostics) {
      node, value, diagnostics in
      times[node] = FieldReader.number(
        value, field: "execution time of node \(workflow.nodes[node].id)", within: .duration,
        &diagnostics)
    }
    forEachNode(in: .configurations, of: fields, id, &diagnostics) { node, value, diagnostics in
      maxLengths[node] = FieldReader(
        value, owner: "configuration of node", named: workflow.nodes[node].id, &diagnostics)?
        .number("max_length", within: .tokens, &diagnostics)
    }
    return workflow.nodes.indices.map { node in
      if usesRequestTimes, let seconds = times[node] {
        return Estimate(seconds: seconds, source: .request)
      }
      let model = workflow.nodes[node].model.index
      let estimate = models[model].estimate(maxLength: maxLengths[node])
      if estimate.source == .default { isGuessed[model] = true }
      return estimate
    }
  }

  /// Walks a mapping from node ids to something; ids that the workflow lacks are warned of.
  private func forEachNode(
    in field: RequestField, of fields: FieldReader, _ workflow: WorkflowID,
    _ diagnostics: inout Diagnostics, body: (Int, Node, inout Diagnostics) -> Void
  ) {
    let key = field.key
    guard let value = fields.value(key) else { return }
    guard let entries = value.entries else {
      diagnostics.error(
        "\(key) of \(fields.owner) must be a mapping, found \(value.kindName)", at: value.position)
      return
    }
    let nodes = workflows[workflow.index].nodes
    for (place, entry) in entries.enumerated() where !entry.value.isNull {
      // Mostly all nodes are there, in the order of the workflow.
      let isInPlace = place < nodes.count && nodes[place].id == entry.key
      guard let node = isInPlace ? place : nodeIndices[workflow.index][entry.key] else {
        let workflow = workflows[workflow.index]
        diagnostics.warning(
          "\(key) of \(fields.owner) names \(abbreviated(entry.key)), which workflow \(workflow.id) lacks",
          at: entry.keyPosition,
          hint: suggestion(for: entry.key, among: workflow.nodes.lazy.map(\.id)))
        continue
      }
      body(node, entry.value, &diagnostics)
    }
  }
}
