internal import Documents
internal import Engine

extension RequestDecoder {
  /// Decodes a request without anything unusual.
  ///
  /// If there is something to report or out of the ordinary, returns false and changes nothing; the
  /// request is then decoded from its tree.
  mutating func decodeFlat(_ item: FlatItem) -> Bool {
    guard flatRequest.fields.find(in: item),
      let idPlace = flatRequest.place(.id, item), let id = name(at: idPlace, item),
      let workflowPlace = flatRequest.place(.workflow, item),
      let workflowID = name(at: workflowPlace, item), let workflow = workflowIDs[workflowID],
      flatRequest.place(.inputs, item).map(item.isMapping) != false
    else { return false }
    var microseconds: Int64?
    if let place = flatRequest.place(.timestamp, item) {
      guard item.isScalar(place), let timestamp = item.withBytes(place, { Timestamp($0) })
      else { return false }
      microseconds = timestamp.microseconds
    } else if mode == .online {
      return false
    }
    flatRequest.reset(nodeCount: workflows[workflow.index].nodes.count)
    guard hasRoom(for: workflow), readTimes(item, workflow), readMaxLengths(item, workflow),
      ids.noteNew(id, line: item.position(idPlace).line, after: table)
    else { return false }
    estimateFlatNodes(workflow)
    table.append(
      id: id, workflow: workflow, timestampMicroseconds: microseconds,
      estimates: flatRequest.estimates)
    return true
  }

  private func name(at place: Int, _ item: FlatItem) -> String? {
    guard item.isScalar(place) else { return nil }
    let text = item.text(place)
    return limits.name.allows(text.utf8.count) ? text : nil
  }

  private mutating func readTimes(
    _ item: FlatItem, _ workflow: WorkflowID
  ) -> Bool {
    guard let mapping = flatRequest.place(.times, item) else { return true }
    guard item.isMapping(mapping) else { return false }
    var (next, guess) = (item.firstKey(ofMapping: mapping), 0)
    while let key = next {
      guard let node = node(at: key, guess: guess, item, workflow) else { return false }
      if !item.isNull(key + 1) {
        guard let time = number(at: key + 1, item, within: limits.duration) else { return false }
        flatRequest.times[node] = time
      }
      (next, guess) = (item.key(after: key), node + 1)
    }
    return true
  }

  private mutating func readMaxLengths(
    _ item: FlatItem, _ workflow: WorkflowID
  ) -> Bool {
    guard let mapping = flatRequest.place(.configurations, item) else { return true }
    guard item.isMapping(mapping) else { return false }
    var (next, guess) = (item.firstKey(ofMapping: mapping), 0)
    while let key = next {
      guard let node = node(at: key, guess: guess, item, workflow), item.isMapping(key + 1) else {
        return false
      }
      var option = item.firstKey(ofMapping: key + 1)
      while let current = option {
        if item.text(current, is: "max_length") {
          guard let length = number(at: current + 1, item, within: limits.tokens) else {
            return false
          }
          flatRequest.maxLengths[node] = length
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

  private func number(at place: Int, _ item: FlatItem, within limit: Limit.Values) -> Double? {
    guard let number = item.number(place), limit.allows(number) else { return nil }
    return positiveZero(number)
  }

  private mutating func estimateFlatNodes(_ workflow: WorkflowID) {
    for (index, node) in workflows[workflow.index].nodes.enumerated() {
      if usesRequestTimes, let seconds = flatRequest.times[index] {
        flatRequest.estimates.append(Estimate(seconds: seconds, source: .request))
        continue
      }
      let estimate = models[node.model.index].estimate(maxLength: flatRequest.maxLengths[index])
      if estimate.source == .default { isGuessed[node.model.index] = true }
      flatRequest.estimates.append(estimate)
    }
  }
}
