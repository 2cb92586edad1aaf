import Audit
internal import Documents
internal import Engine

/// An execution of a log that is as most are, read without a tree; used again for each of them.
struct FlatExecution {
  private enum Field {
    static let (request, workflow, node, model, gpu, gpus) = (0, 1, 2, 3, 4, 5)
    static let (ready, start, end, duration, switching, from, waiting) = (6, 7, 8, 9, 10, 11, 12)
  }

  private var fields = FlatFields(
    [
      "request_id", "workflow_id", "node_id", "model_name", "gpu_id", "gpu_ids", "ready_time",
      "start_time", "end_time", "execution_time", "switch_time", "switch_from", "waiting_time",
    ], allowsOthers: true)
  private var gpus: [Int32] = []

  /// Adds an execution to a log.
  ///
  /// - Returns: false, and nothing is added, if there is something to report or out of the ordinary.
  mutating func append(_ item: FlatItem, to log: inout ExecutionLog) -> Bool {
    guard Limit.executions.allows(log.executions.count + 1), fields.find(in: item),
      readGPUs(item),
      let request = name(Field.request, item), let workflow = name(Field.workflow, item),
      let node = name(Field.node, item), let model = name(Field.model, item),
      let ready = number(Field.ready, item), let start = number(Field.start, item),
      let end = number(Field.end, item), let duration = number(Field.duration, item),
      let switching = number(Field.switching, item), let waiting = number(Field.waiting, item)
    else { return false }
    var switchFrom: Int?? = nil
    if let place = fields[Field.from] {
      guard item.isScalar(place) else { return false }
      switchFrom = .some(item.isNull(place) ? nil : log.models.number(of: item.text(place)))
    }
    let firstGPU = log.gpus.count
    log.gpus += gpus
    log.executions.append(
      LoggedExecution(
        request: log.requests.number(of: request),
        workflow: log.workflows.number(of: workflow), node: log.nodes.number(of: node),
        model: log.models.number(of: model), gpus: firstGPU..<log.gpus.count,
        listsGroup: fields[Field.gpus] != nil, readyTime: ready, startTime: start, endTime: end,
        executionTime: duration, switchTime: switching, waitingTime: waiting,
        switchFrom: switchFrom))
    return true
  }

  private func name(_ field: Int, _ item: FlatItem) -> String? {
    guard let place = fields[field], item.isScalar(place), !item.isNull(place) else { return nil }
    let text = item.text(place)
    return Limit.nameBytes.allows(text.utf8.count) ? text : nil
  }

  private func number(_ field: Int, _ item: FlatItem) -> Double? {
    guard let place = fields[field], let number = item.number(place), Limit.moment.allows(number)
    else { return nil }
    return positiveZero(number)
  }

  /// Reads `gpu_ids`, or `gpu_id` alone.
  private mutating func readGPUs(_ item: FlatItem) -> Bool {
    gpus.removeAll(keepingCapacity: true)
    guard let place = fields[Field.gpu], let first = gpu(place, item) else { return false }
    guard let list = fields[Field.gpus] else {
      gpus.append(first)
      return true
    }
    guard item.isSequence(list) else { return false }
    var next = item.firstItem(ofSequence: list)
    while let place = next {
      guard let gpu = gpu(place, item) else { return false }
      gpus.append(gpu)
      next = item.item(after: place)
    }
    return !gpus.isEmpty
  }

  private func gpu(_ place: Int, _ item: FlatItem) -> Int32? {
    guard let number = item.number(place).flatMap(Int32.init(exactly:)),
      (0..<Limit.gpus.largest).contains(Int(number))
    else { return nil }
    return number
  }
}
