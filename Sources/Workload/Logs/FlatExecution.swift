import Audit
internal import Documents
internal import Engine

/// Reads an execution of the usual form without a tree; used again for each of them.
struct FlatExecution {
  private var fields = FlatFields(ExecutionField.allCases.map(\.name), allowsOthers: true)
  private var gpus: [Int32] = []

  /// Adds an execution to a log.
  ///
  /// - Returns: false, and nothing is added, if it has errors or an unusual form.
  mutating func append(_ item: FlatItem, to log: inout ExecutionLog) -> Bool {
    guard Limit.executions.allows(log.executions.count + 1), fields.find(in: item),
      readGPUs(item),
      let request = name(.request, item), let node = name(.node, item),
      let start = number(.start, item), let end = number(.end, item),
      let workflow = optionalName(.workflow, item), let model = optionalName(.model, item),
      let source = optionalName(.source, item), let ready = optionalNumber(.ready, item),
      let duration = optionalNumber(.duration, item),
      let estimate = optionalNumber(.estimate, item),
      let switching = optionalNumber(.switching, item),
      let waiting = optionalNumber(.waiting, item), let tokens = optionalNumber(.tokens, item),
      let evicted = evicted(item), let origin = optionalName(.origin, item),
      let evictions = evictions(item)
    else { return false }
    let firstOfGroup = gpu(item)
    log.append(
      ExecutionLine(
        request: request, workflow: workflow, node: node, model: model, gpus: gpus,
        listsGroup: isPresent(.gpus, item), firstGPU: firstOfGroup, ready: ready, start: start,
        end: end, duration: duration, estimate: estimate, source: source, switching: switching,
        waiting: waiting, tokens: tokens, evicted: evicted, evictions: evictions, origin: origin))
    return true
  }

  private func place(_ field: ExecutionField) -> Int? { fields[field.rawValue] }

  private func isPresent(_ field: ExecutionField, _ item: FlatItem) -> Bool {
    place(field).map { !item.isNull($0) } ?? false
  }

  private func name(_ field: ExecutionField, _ item: FlatItem) -> String? {
    guard let place = place(field), item.isScalar(place), !item.isNull(place) else { return nil }
    let text = item.text(place)
    return Limit.nameBytes.allows(text.utf8.count) ? text : nil
  }

  /// The text of a field, nil inside if it is missing or null, nil if it is unusable.
  private func optionalName(_ field: ExecutionField, _ item: FlatItem) -> String?? {
    guard isPresent(field, item) else { return .some(nil) }
    return name(field, item).map { .some($0) }
  }

  private func number(_ field: ExecutionField, _ item: FlatItem) -> Double? {
    guard let place = place(field), let number = item.number(place), Limit.moment.allows(number)
    else { return nil }
    return positiveZero(number)
  }

  /// The number in a field, nil inside if it is missing or null, nil if it is unusable.
  private func optionalNumber(_ field: ExecutionField, _ item: FlatItem) -> Double?? {
    guard isPresent(field, item) else { return .some(nil) }
    return number(field, item).map { .some($0) }
  }

  /// The evicted model, as in `LoggedExecution.switchFrom`; nil if it is unusable.
  private func evicted(_ item: FlatItem) -> String??? {
    guard let place = place(.evicted) else { return .some(nil) }
    if item.isNull(place) { return .some(.some(nil)) }
    return name(.evicted, item).map { .some(.some($0)) }
  }

  /// The evicted models, nil inside if the field is missing, nil if it is unusable.
  private func evictions(_ item: FlatItem) -> [EvictedName]?? {
    guard isPresent(.evictions, item), let list = place(.evictions) else { return .some(nil) }
    guard item.isSequence(list) else { return nil }
    var result: [EvictedName] = []
    var next = item.firstItem(ofSequence: list)
    while let pair = next {
      guard item.isSequence(pair), let first = item.firstItem(ofSequence: pair),
        let gpu = gpu(at: first, item), let second = item.item(after: first),
        item.isScalar(second), !item.isNull(second), item.item(after: second) == nil
      else { return nil }
      let model = item.text(second)
      guard Limit.nameBytes.allows(model.utf8.count) else { return nil }
      result.append(EvictedName(gpu: gpu, model: model))
      next = item.item(after: pair)
    }
    return .some(result)
  }

  /// Reads `gpu_ids`, or `gpu_id` alone.
  private mutating func readGPUs(_ item: FlatItem) -> Bool {
    gpus.removeAll(keepingCapacity: true)
    if isPresent(.gpu, item), gpu(item) == nil { return false }
    guard isPresent(.gpus, item), let list = place(.gpus) else {
      guard let first = gpu(item) else { return false }
      gpus.append(first)
      return true
    }
    guard item.isSequence(list) else { return false }
    var next = item.firstItem(ofSequence: list)
    while let place = next {
      guard let gpu = gpu(at: place, item) else { return false }
      gpus.append(gpu)
      next = item.item(after: place)
    }
    // A node without GPUs has no first one either.
    return !gpus.isEmpty || !isPresent(.gpu, item)
  }

  private func gpu(_ item: FlatItem) -> Int32? { place(.gpu).flatMap { gpu(at: $0, item) } }

  private func gpu(at place: Int, _ item: FlatItem) -> Int32? {
    guard let number = item.number(place).flatMap(Int32.init(exactly:)),
      (0..<Limit.gpus.largest).contains(Int(number))
    else { return nil }
    return number
  }
}
