internal import Documents
internal import Engine

/// What a request that comes flat says of its nodes; used again for each request.
struct FlatNodes {
  /// For each node its execution time, if it is given.
  fileprivate var times: [Double?] = []
  /// For each node the longest answer it may give, if that is given.
  fileprivate var maxLengths: [Double?] = []
  fileprivate var estimates: [Estimate] = []

  fileprivate mutating func reset(_ count: Int) {
    times.removeAll(keepingCapacity: true)
    maxLengths.removeAll(keepingCapacity: true)
    estimates.removeAll(keepingCapacity: true)
    for _ in 0..<count {
      times.append(nil)
      maxLengths.append(nil)
    }
  }
}

/// The places of a request's fields in a flat item.
private struct FlatFields {
  var id: Int?
  var workflow: Int?
  var timestamp: Int?
  var inputs: Int?
  var configurations: Int?
  var times: Int?

  /// Finds the fields; nil if there are others, or one says nothing.
  init?(_ item: FlatItem) {
    guard item.isMapping(0), item.hasPlainMappings() else { return nil }
    var next = item.firstKey(ofMapping: 0)
    while let key = next {
      let value = key + 1
      if item.isNull(value) { return nil }
      if item.text(key, is: "request_id") {
        id = value
      } else if item.text(key, is: "timestamp") {
        timestamp = value
      } else if item.text(key, is: "workflow_id") {
        workflow = value
      } else if item.text(key, is: "input_data") {
        inputs = value
      } else if item.text(key, is: "node_execution_times") {
        times = value
      } else if item.text(key, is: "node_configs") {
        configurations = value
      } else {
        return nil
      }
      next = item.key(after: key)
    }
  }
}

extension RequestDecoder {
  /// Decodes a request that is as most are.
  ///
  /// Whatever would be reported, or is out of the ordinary, is left to those who have the tree: then
  /// this returns false, and nothing has happened.
  mutating func decodeFlat(_ item: FlatItem) -> Bool {
    guard let fields = FlatFields(item),
      let idPlace = fields.id, let id = name(at: idPlace, item),
      let workflowPlace = fields.workflow, let workflowID = name(at: workflowPlace, item),
      let workflow = workflowIDs[workflowID],
      fields.inputs.map(item.isMapping) != false
    else { return false }
    var microseconds: Int64?
    if let place = fields.timestamp {
      guard item.isScalar(place), let timestamp = item.withBytes(place, { Timestamp($0) })
      else { return false }
      microseconds = timestamp.microseconds
    } else if mode == .online {
      return false
    }
    flatNodes.reset(workflows[workflow.index].nodes.count)
    guard readTimes(fields, item, workflow), readMaxLengths(fields, item, workflow),
      ids.noteNew(id, line: item.position(idPlace).line, after: table)
    else { return false }
    estimateFlatNodes(workflow)
    table.append(
      id: id, workflow: workflow, timestampMicroseconds: microseconds,
      estimates: flatNodes.estimates)
    return true
  }

  private func name(at place: Int, _ item: FlatItem) -> String? {
    guard item.isScalar(place) else { return nil }
    let text = item.text(place)
    return text.isEmpty ? nil : text
  }

  private mutating func readTimes(
    _ fields: FlatFields, _ item: FlatItem, _ workflow: WorkflowID
  ) -> Bool {
    guard let mapping = fields.times else { return true }
    guard item.isMapping(mapping) else { return false }
    var (next, guess) = (item.firstKey(ofMapping: mapping), 0)
    while let key = next {
      guard let node = node(at: key, guess: guess, item, workflow) else { return false }
      if !item.isNull(key + 1) {
        guard let time = amount(at: key + 1, item) else { return false }
        flatNodes.times[node] = time
      }
      (next, guess) = (item.key(after: key), node + 1)
    }
    return true
  }

  private mutating func readMaxLengths(
    _ fields: FlatFields, _ item: FlatItem, _ workflow: WorkflowID
  ) -> Bool {
    guard let mapping = fields.configurations else { return true }
    guard item.isMapping(mapping) else { return false }
    var (next, guess) = (item.firstKey(ofMapping: mapping), 0)
    while let key = next {
      guard let node = node(at: key, guess: guess, item, workflow), item.isMapping(key + 1) else {
        return false
      }
      var option = item.firstKey(ofMapping: key + 1)
      while let current = option {
        if item.text(current, is: "max_length") {
          guard let length = amount(at: current + 1, item) else { return false }
          flatNodes.maxLengths[node] = length
        }
        option = item.key(after: current)
      }
      (next, guess) = (item.key(after: key), node + 1)
    }
    return true
  }

  /// The node that a key names; mostly it is the one after the one before.
  private func node(
    at key: Int, guess: Int, _ item: FlatItem, _ workflow: WorkflowID
  ) -> Int? {
    let nodes = workflows[workflow.index].nodes
    if guess < nodes.count, item.text(key, is: nodes[guess].id) { return guess }
    return nodeIndices[workflow.index][item.text(key)]
  }

  /// A number that is not negative and not too large.
  private func amount(at place: Int, _ item: FlatItem) -> Double? {
    guard let number = item.number(place), number >= 0, number <= Limits.amount else { return nil }
    // −0 would print with its sign.
    return number == 0 ? 0 : number
  }

  private mutating func estimateFlatNodes(_ workflow: WorkflowID) {
    for (index, node) in workflows[workflow.index].nodes.enumerated() {
      if let seconds = flatNodes.times[index] {
        flatNodes.estimates.append(Estimate(seconds: seconds, source: .request))
        continue
      }
      let estimate = models[node.model.index].estimate(maxLength: flatNodes.maxLengths[index])
      if estimate.source == .default { isGuessed[node.model.index] = true }
      flatNodes.estimates.append(estimate)
    }
  }
}
