internal import Audit
internal import Documents
internal import Engine
internal import Foundation
internal import Workload

/// An import of execution logs: the run's requests with the times that the log states.
///
/// Edges, sizes and arrivals come from the inputs of the run, else they are inferred from the log.
struct LogImport: ImportJob {
  private let settings: ImportSettings
  private(set) var catalog: ModelCatalog
  private(set) var workflows = WorkflowCatalog()
  private(set) var configuration: [UInt8]?
  private(set) var summary: ImportSummary
  private var requests: [ImportedRequest] = []
  private var data: [CallData] = []

  init(_ settings: ImportSettings) throws(ImportFailure) {
    self.settings = settings
    catalog = try ModelCatalog(settings)
    summary = ImportSummary(settings)
    summary.unit = "executions"
    guard settings.files.count == 1 else { throw .usage("one log is imported at a time") }
    guard settings.requests == nil || settings.configuration != nil else {
      throw .usage("--requests has no effect without --config")
    }
  }

  var comment: String {
    "Imported by gswarm-sim import log from \(visible(settings.files[0]))"
  }

  mutating func writeRequests(
    to stream: inout Documents.OutputStream, watch: ImportWatch
  ) throws(ImportFailure) {
    try read()
    try watch.look(done: 1, of: 2)
    var text = RequestText()
    text.begin(comment: comment)
    do throws(WriteFailure) {
      for (number, request) in requests.enumerated() {
        text.beginRequest(id: request.id.utf8.span)
        text.appendTimestamp(request.time)
        text.endRequest(
          workflows.workflows[request.workflow], seconds: request.seconds,
          data: number < data.count ? Self.fields(data[number]) : [])
        try text.flush(to: &stream)
      }
      try text.flush(to: &stream, isLast: true)
    } catch {
      throw .write(error)
    }
  }

  private static func fields(_ data: CallData) -> [(key: String, value: Node)] {
    var fields: [(key: String, value: Node)] = []
    if !data.inputs.isEmpty {
      fields.append(("input_data", Node(.mapping(data.inputs), at: .start)))
    }
    if !data.configurations.isEmpty {
      fields.append(("node_configs", Node(.mapping(data.configurations), at: .start)))
    }
    return fields
  }

  private mutating func read() throws(ImportFailure) {
    let log: ExecutionLog
    do throws(LoadFailure) { log = try LogReader.read(path: settings.files[0]) } catch {
      throw ImportFailure(error)
    }
    summary.rowCount = log.executions.count
    summary.keptCount = log.executions.count
    if log.summary.isInterrupted == true {
      summary.notes.append("the run was interrupted: the log lacks what it did not get to")
    }
    if let configuration = settings.configuration {
      try useInputs(configuration, log)
    } else {
      useImplied(log)
    }
    for request in requests {
      summary.addArrival(request.time)
    }
    for execution in log.executions {
      summary.workSeconds += execution.executionTime ?? (execution.endTime - execution.startTime)
    }
  }

  /// The execution time that a log states.
  private func seconds(_ execution: LoggedExecution) -> Double {
    max(0, execution.executionTime ?? (execution.endTime - execution.startTime))
  }

  private mutating func add(_ scenario: Scenario, known isKnown: Bool) {
    for model in scenario.models { _ = catalog.add(model.id, isKnown ? model : nil) }
    for workflow in scenario.workflows {
      var edges: [(from: Int, to: Int)] = []
      for (node, before) in workflow.dependencies.enumerated() {
        edges += before.map { ($0, node) }
      }
      workflows.append(
        ImportedWorkflow(
          id: workflow.id, nodes: workflow.nodes.map { ($0.id, $0.model.index) }, edges: edges))
    }
  }

  // MARK: - With the inputs of the run

  private mutating func useInputs(
    _ configuration: String, _ log: ExecutionLog
  ) throws(ImportFailure) {
    let requestsFile = settings.requests
    let scenario: Scenario
    do throws(LoadFailure) {
      if let requestsFile {
        var loader = ScenarioLoader(
          configuration: configuration, requests: requestsFile,
          rules: log.summary.rules ?? .gswarm, mode: log.summary.mode ?? .offline)
        loader.keepsCalls = true
        let loaded = try loader.load()
        (scenario, data) = (loaded.scenario, loaded.calls)
      } else {
        scenario = try ScenarioLoader.load(configuration: configuration)
      }
    } catch {
      throw ImportFailure(error)
    }
    add(scenario, known: true)
    self.configuration = try Self.copied(configuration)
    var order = requestsFile == nil ? Self.requests(log, in: scenario) : Self.requests(scenario)
    let times = LogTimes(log)
    try setTimes(&order, log, scenario, times, setsArrivals: requestsFile == nil)
    requests = order
    if requestsFile == nil {
      summary.notes.append(
        "arrivals are the times at which a request's first node was ready, after 1970-01-01; "
          + "--requests FILE gives the true ones")
    }
  }

  /// The text of a configuration, as it is where it is YAML.
  private static func copied(_ path: String) throws(ImportFailure) -> [UInt8]? {
    guard SourceFile.Format(path: path) == .yaml,
      let contents = FileManager.default.contents(atPath: path)
    else { return nil }
    return Array(contents)
  }

  /// The requests of a file, with the times that they give themselves.
  private static func requests(_ scenario: Scenario) -> [ImportedRequest] {
    let table = scenario.requests
    return table.indices.map { id in
      let workflow = table.workflow(of: id)
      let nodes = scenario.workflows[workflow.index].nodes.indices
      return ImportedRequest(
        id: table.id(of: id), time: table.timestamp(of: id), workflow: workflow.index,
        seconds: nodes.map { node in
          let estimate = table.estimate(of: RequestNode(request: id, node: node))
          return estimate.source == .request ? estimate.seconds : nil
        })
    }
  }

  /// The requests that a log names, in its order, for workflows of a configuration.
  private static func requests(
    _ log: ExecutionLog, in scenario: Scenario
  ) -> [ImportedRequest] {
    let places = Dictionary(
      scenario.workflows.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    var workflows = [Int?](repeating: nil, count: log.requests.names.count)
    for execution in log.executions {
      let place = execution.workflow.flatMap { places[log.workflows.names[$0]] }
      workflows[execution.request] = workflows[execution.request] ?? place
    }
    return zip(log.requests.names, workflows).map { name, workflow in
      let nodes = workflow.map { scenario.workflows[$0].nodes.count } ?? 0
      return ImportedRequest(
        id: name, time: nil, workflow: workflow ?? -1,
        seconds: [Double?](repeating: nil, count: nodes))
    }
  }

  /// Gives requests the times of the log, and arrivals where no file has them.
  private mutating func setTimes(
    _ requests: inout [ImportedRequest], _ log: ExecutionLog, _ scenario: Scenario,
    _ times: LogTimes, setsArrivals: Bool
  ) throws(ImportFailure) {
    let places = Dictionary(
      requests.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    let nodes = scenario.workflows.map { workflow in
      Dictionary(
        workflow.nodes.enumerated().map { ($1.id, $0) }, uniquingKeysWith: { first, _ in first })
    }
    for (index, execution) in log.executions.enumerated() {
      let (request, node) = (log.requests.names[execution.request], log.nodes.names[execution.node])
      guard let place = places[request], requests[place].workflow >= 0,
        let position = nodes[requests[place].workflow][node]
      else {
        throw .badData(
          settings.files[0],
          "the inputs have no node \(abbreviated(node)) of request \(abbreviated(request))")
      }
      let seconds = seconds(execution)
      requests[place].seconds[position] = seconds
      let model = scenario.workflows[requests[place].workflow].nodes[position].model
      catalog.count(model.index, seconds: seconds)
      if setsArrivals {
        let ready = Int64((times.ready[index] * 1e6).rounded())
        requests[place].time = min(requests[place].time ?? ready, ready)
      }
    }
  }

  // MARK: - Without the inputs of the run

  private mutating func useImplied(_ log: ExecutionLog) {
    let times = LogTimes(log)
    let implied = ImpliedScenario(log, times)
    let scenario = implied.scenario
    add(scenario, known: false)
    let loads = Self.loads(log)
    for (index, model) in scenario.models.enumerated() {
      catalog.models[index].gpusRequired = model.gpusRequired
      catalog.models[index].loadTimeSeconds = index < loads.count ? loads[index] : nil
    }
    requests = Self.requests(scenario)
    for (index, execution) in log.executions.enumerated() {
      let node = implied.nodes[index]
      let seconds = seconds(execution)
      requests[node.request.index].seconds[node.node] = seconds
      let workflow = requests[node.request.index].workflow
      catalog.count(workflows.workflows[workflow].nodes[node.node].model, seconds: seconds)
      let ready = Int64((times.ready[index] * 1e6).rounded())
      let time = requests[node.request.index].time
      requests[node.request.index].time = min(time ?? ready, ready)
    }
    summary.assumptions.append(
      "an edge to each node from the execution of its request that ended last before it was ready")
    summary.notes.append(
      "a log lacks sizes of models, edges and dates; --config FILE and --requests FILE give them")
  }

  /// For each model the time of its loads onto empty GPUs, where the log has one.
  private static func loads(_ log: ExecutionLog) -> [Double?] {
    var loads = [Double?](repeating: nil, count: log.models.names.count)
    for execution in log.executions {
      guard let model = execution.model, let time = execution.switchTime, time > 0,
        case .some(.none) = execution.switchFrom
      else { continue }
      loads[model] = loads[model] ?? time
    }
    return loads
  }
}
