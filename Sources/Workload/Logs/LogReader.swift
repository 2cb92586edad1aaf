public import Audit
internal import Documents
import Engine

/// Reads execution logs, ours or any other program's with the documented fields.
public enum LogReader {
  /// Reads a log.
  ///
  /// - Throws: what keeps it from being read, with all missing and mistyped fields.
  /// - Complexity: O(bytes); executions are read one at a time.
  public static func read(path: String) throws(LoadFailure) -> ExecutionLog {
    let source: SourceFile
    do { source = try SourceFile(path: path, assuming: .json) } catch { throw LoadFailure([error]) }
    var log = ExecutionLog()
    var flat = FlatExecution()
    var diagnostics = Diagnostics()
    do {
      let document = try DocumentReader.read(
        source, itemsOf: "executions", diagnostics: &diagnostics,
        flat: { flat.append($0, to: &log) }
      ) { item, diagnostics in
        append(item, to: &log, &diagnostics)
      }
      if let root = FieldReader(document, owner: "the log", &diagnostics) {
        readRoot(root, into: &log, &diagnostics)
      }
    } catch {
      diagnostics.add(error.diagnostic)
    }
    guard !diagnostics.hasErrors else { throw .badData(diagnostics.render(for: source)) }
    return log
  }

  private static func append(
    _ item: Node, to log: inout ExecutionLog, _ diagnostics: inout Diagnostics
  ) {
    guard let fields = FieldReader(item, owner: "an execution", &diagnostics) else { return }
    guard Limit.executions.allows(log.executions.count + 1) else {
      diagnostics.error("there are \(Limit.executions.excess)", at: item.position)
      return
    }
    let request = fields.name("request_id", &diagnostics)
    let workflow = fields.name("workflow_id", &diagnostics)
    let node = fields.name("node_id", &diagnostics)
    let model = fields.name("model_name", &diagnostics)
    let gpus = gpus(fields, &diagnostics)
    let ready = fields.number("ready_time", within: .moment, required: true, &diagnostics)
    let start = fields.number("start_time", within: .moment, required: true, &diagnostics)
    let end = fields.number("end_time", within: .moment, required: true, &diagnostics)
    let duration = fields.number("execution_time", within: .moment, required: true, &diagnostics)
    let switching = fields.number("switch_time", within: .moment, required: true, &diagnostics)
    let waiting = fields.number("waiting_time", within: .moment, required: true, &diagnostics)
    guard let request, let workflow, let node, let model, let gpus, let ready, let start, let end,
      let duration, let switching, let waiting
    else { return }
    var switchFrom: Int?? = nil
    if let value = item["switch_from"] {
      switchFrom = .some(value.isNull ? nil : log.models.number(of: value.scalar?.text ?? ""))
    }
    let firstGPU = log.gpus.count
    log.gpus += gpus.map(Int32.init)
    log.executions.append(
      LoggedExecution(
        request: log.requests.number(of: request),
        workflow: log.workflows.number(of: workflow), node: log.nodes.number(of: node),
        model: log.models.number(of: model), gpus: firstGPU..<log.gpus.count,
        listsGroup: fields.value("gpu_ids") != nil, readyTime: ready, startTime: start,
        endTime: end, executionTime: duration, switchTime: switching, waitingTime: waiting,
        switchFrom: switchFrom))
  }

  /// The GPUs of an execution: `gpu_ids`, or `gpu_id` alone.
  private static func gpus(_ fields: FieldReader, _ diagnostics: inout Diagnostics) -> [Int]? {
    let first = fields.required("gpu_id", &diagnostics)
      .flatMap { gpu($0, "gpu_id", &diagnostics) }
    guard let list = fields.value("gpu_ids") else { return first.map { [$0] } }
    guard let items = list.items, !items.isEmpty else {
      diagnostics.error("gpu_ids must be a list of GPU numbers", at: list.position)
      return nil
    }
    let gpus = items.compactMap { gpu($0, "an item of gpu_ids", &diagnostics) }
    return gpus.count == items.count ? gpus : nil
  }

  private static func gpu(
    _ node: Node, _ field: String, _ diagnostics: inout Diagnostics
  ) -> Int? {
    guard let number = node.number().flatMap(Int.init(exactly:)),
      (0..<Limit.gpus.largest).contains(number)
    else {
      diagnostics.error("\(field) must be the number of a GPU", at: node.position)
      return nil
    }
    return number
  }

  private static func readRoot(
    _ root: FieldReader, into log: inout ExecutionLog, _ diagnostics: inout Diagnostics
  ) {
    if let list = root.required("executions", &diagnostics), list.items == nil {
      diagnostics.error("executions must be a list, found \(list.kindName)", at: list.position)
    }
    guard let node = root.required("summary", &diagnostics),
      let fields = FieldReader(node, owner: "summary", &diagnostics)
    else { return }
    func count(_ key: String) -> Int? {
      guard let number = fields.number(key, within: .moment, &diagnostics) else { return nil }
      if let count = Int(exactly: number) { return count }
      diagnostics.error("\(key) of summary must be a whole number", at: node[key]?.position)
      return nil
    }
    log.summary.totalRequests = count("total_requests")
    log.summary.completedRequests = count("completed_requests")
    log.summary.totalNodesExecuted = count("total_nodes_executed")
    log.summary.strandedNodes = count("stranded_nodes")
    log.summary.totalModelSwitches = count("total_model_switches")
    log.summary.totalSwitchTime = fields.number("total_switch_time", within: .moment, &diagnostics)
    log.summary.makespan = fields.number("makespan", within: .moment, &diagnostics)
    log.summary.gpus = fields.value("gpus")?.items?.compactMap {
      gpu($0, "an item of gpus", &diagnostics)
    }
    log.summary.mode = fields.value("mode")?.scalar.flatMap { ArrivalMode(rawValue: $0.text) }
    log.summary.rules = fields.value("rules")?.scalar.flatMap { Rules(rawValue: $0.text) }
    log.summary.timeScale = fields.number("time_scale", within: .timeFactor, &diagnostics)
    log.summary.isInterrupted = fields.value("interrupted")?.scalar?.truth
    log.summary.simulate = fields.value("simulate")?.scalar?.truth
  }
}
