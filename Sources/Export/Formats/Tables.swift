internal import Documents
internal import Engine
internal import History
internal import Workload

/// A folder of tables, each with a header, and a file that says what the columns are.
struct Tables {
  private let run: ExportedRun

  init(_ run: ExportedRun) { self.run = run }

  func write(to files: inout WholeFiles) throws(WriteFailure) {
    for table in Self.all {
      try files.write("\(table.name).csv") { (stream) throws(WriteFailure) in
        var text = CSVText()
        text.header(table.columns.map(\.name).joined(separator: ","))
        try table.rows(run, &text) { (text) throws(WriteFailure) in
          try stream.write(text.buffer)
          text.removeAll()
        }
        try stream.write(text.buffer)
      }
    }
    try files.write("schema.md") { (stream) throws(WriteFailure) in
      try stream.write(schema)
    }
  }

  private var schema: String {
    var lines = [
      "# Tables of \(run.title)", "",
      "Made by `\(run.command.replacing("`", with: "'"))`.", "",
      "Times are in seconds from the beginning of the run; a number reads back as the same double. A cell",
      "is empty where there is nothing to say. RFC 4180: commas, quotes, CRLF, UTF-8. A text that begins",
      "with `=`, `+`, `-`, `@` or a tab has an apostrophe before it, so that no spreadsheet calculates with it.",
    ]
    for table in Self.all {
      lines += [
        "", "## \(table.name).csv", "", table.summary, "", "| column | what it is |", "|---|---|",
      ]
      lines += table.columns.map { "| \($0.name) | \($0.meaning) |" }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}

/// A table of the folder.
struct ExportTable: Sendable {
  typealias Flush = (inout CSVText) throws(WriteFailure) -> Void

  let name: String
  let summary: String
  let columns: [(name: String, meaning: String)]
  /// Writes the rows, and hands them over from time to time.
  let rows: @Sendable (ExportedRun, inout CSVText, Flush) throws(WriteFailure) -> Void
}

extension Tables {
  static let all = [executions, requests, switches, gpus, models, queue]

  private static let executions = ExportTable(
    name: "executions", summary: "One row for each dispatch of a node, in the order of dispatch.",
    columns: [
      ("request", "id of the request"), ("workflow", "id of its workflow"),
      ("node", "id of the node"), ("model", "id of the model"), ("gpu", "the first GPU"),
      ("gpu_count", "number of consecutive GPUs"), ("ready", "time at which the node became ready"),
      ("dispatch", "time of the dispatch"), ("start", "time at which it began to compute"),
      ("end", "time of its end"), ("waiting", "seconds from ready to dispatch"),
      ("preparation", "`none`, `load` (onto empty GPUs) or `switch`"),
      ("preparation_seconds", "seconds from dispatch to start"),
      ("execution_seconds", "seconds of computing"),
      ("evicted", "id of the model that made room"),
      ("back_after", "seconds from the dispatch until the evicted model was dispatched again"),
    ]
  ) { (run, text, flush) throws(WriteFailure) in
    for (index, execution) in run.trace.executions.enumerated() {
      let eviction = run.eviction(by: index)
      text.cell(run.requestID(of: execution))
      text.cell(run.scenario.workflow(of: run.trace.node(of: execution).request).id)
      text.cell(run.nodeID(of: execution))
      text.cell(run.model(of: execution).id)
      text.cell(execution.gpus.isEmpty ? nil : "\(execution.gpus.lowerBound)")
      text.cell(execution.gpus.count)
      text.cell(run.trace.readyTime(of: execution))
      text.cell(run.dispatchTime(of: index))
      text.cell(execution.start)
      text.cell(execution.end)
      text.cell(run.trace.waitingTime(of: execution))
      text.cell(Preparation(of: execution).rawValue)
      text.cell(execution.switchTime)
      text.cell(execution.executionTime)
      text.cell(eviction?.model)
      text.cell(eviction?.backAfter)
      text.endRow()
      try flush(&text)
    }
  }

  private static let requests = ExportTable(
    name: "requests", summary: "One row for each request, in the order of the file.",
    columns: [
      ("request", "id of the request"), ("workflow", "id of its workflow"),
      ("arrival", "time of its arrival"), ("completion", "time at which its last node ended"),
      ("latency", "seconds from arrival to completion"),
      ("waiting", "seconds of it on the critical path without a GPU"),
      ("switching", "seconds of it in which models were made resident"),
      ("computing", "seconds of it in which nodes computed"), ("nodes", "number of its nodes"),
      ("executed", "number of nodes that were dispatched"),
    ]
  ) { (run, text, flush) throws(WriteFailure) in
    for request in run.scenario.requests.indices {
      let story = run.end.story(of: request)
      let completed = story.flatMap { $0.completionTime == nil ? nil : $0 }
      text.cell(run.scenario.requests.id(of: request))
      text.cell(run.scenario.workflow(of: request).id)
      text.cell(story?.arrivalTime)
      text.cell(completed?.completionTime)
      text.cell(completed?.latency)
      text.cell(completed?.split.waiting)
      text.cell(completed?.split.switching)
      text.cell(completed?.split.computing)
      text.cell(run.scenario.workflow(of: request).nodes.count)
      text.cell(story?.nodes.count { $0.execution != nil } ?? 0)
      text.endRow()
      try flush(&text)
    }
  }

  private static let switches = ExportTable(
    name: "switches", summary: "One row for each switch: a dispatch that evicted another model.",
    columns: [
      ("time", "time of the dispatch"), ("gpu", "the first GPU"),
      ("gpu_count", "number of consecutive GPUs"), ("from", "id of the evicted model"),
      ("to", "id of the model that came in"), ("seconds", "length of the switch"),
      ("request", "id of the request that it was for"), ("node", "id of its node"),
      ("back_at", "time at which the evicted model was dispatched again"),
      ("back_after", "seconds until then"),
    ]
  ) { (run, text, flush) throws(WriteFailure) in
    for place in 0..<run.end.switchCount {
      guard let entry = run.end.switchEntry(place) else { continue }
      let execution = run.trace.executions[entry.execution]
      let back = entry.nextLoad.map(run.dispatchTime(of:))
      text.cell(entry.time)
      text.cell(entry.gpus.lowerBound)
      text.cell(entry.gpus.count)
      text.cell(run.scenario[entry.from].id)
      text.cell(run.scenario[entry.to].id)
      text.cell(entry.seconds)
      text.cell(run.requestID(of: execution))
      text.cell(run.nodeID(of: execution))
      text.cell(back)
      text.cell(back.map { $0 - entry.time })
      text.endRow()
      try flush(&text)
    }
  }

  private static let gpus = ExportTable(
    name: "gpus", summary: "One row for each GPU.",
    columns: [
      ("gpu", "its number"), ("executions", "number of dispatches to it"),
      ("busy", "seconds in which it computed, switched or loaded"),
      ("switching", "seconds of these in which it switched or loaded"),
      ("utilisation", "share of the run in which it was busy, 0 to 1"),
      ("evictions", "number of times that a model had to make room on it"),
    ]
  ) { (run, text, _) throws(WriteFailure) in
    for (gpu, metrics) in run.metrics.gpus.enumerated() {
      text.cell(gpu)
      text.cell(metrics.executions)
      text.cell(metrics.busyTime)
      text.cell(metrics.switchTime)
      text.cell(metrics.utilisation)
      text.cell(metrics.switchesIn)
      text.endRow()
    }
  }

  private static let models = ExportTable(
    name: "models", summary: "One row for each model, in the order of the configuration.",
    columns: [
      ("model", "its id"), ("name", "its name for people"),
      ("memory_gb", "size of its weights in GB"),
      ("gpus_required", "number of consecutive GPUs that a call takes"),
      ("load_seconds", "seconds to load it onto an empty GPU"),
      ("executions", "number of its dispatches"), ("loads", "number of loads onto empty GPUs"),
      ("switches_in", "number of switches that brought it in"),
      ("switches_out", "number of switches that evicted it"),
      ("switch_in_seconds", "seconds of the switches that brought it in"),
    ]
  ) { (run, text, _) throws(WriteFailure) in
    for (model, metrics) in zip(run.scenario.models, run.metrics.models) {
      text.cell(model.id)
      text.cell(model.name)
      text.cell(model.memoryGB)
      text.cell(model.gpusRequired)
      text.cell(model.loadTimeSeconds)
      text.cell(metrics.executions)
      text.cell(metrics.loads)
      text.cell(metrics.switchesIn)
      text.cell(metrics.switchesOut)
      text.cell(metrics.switchInTime)
      text.endRow()
    }
  }

  private static let queue = ExportTable(
    name: "queue", summary: "The load over time: a row for each time at which it changes.",
    columns: [
      ("time", "time from which on the row holds"), ("ready", "nodes in the ready queue"),
      ("computing", "GPUs that compute"), ("switching", "GPUs that switch or load"),
      ("idle", "GPUs that do nothing"), ("resident_gb", "memory of the models on all GPUs in GB"),
      ("arrived", "requests that have arrived"), ("completed", "requests that are completed"),
    ]
  ) { (run, text, flush) throws(WriteFailure) in
    for sample in LoadSamples(run) {
      text.cell(sample.time)
      text.cell(sample.ready)
      text.cell(sample.computing)
      text.cell(sample.switching)
      text.cell(run.options.gpuCount - sample.computing - sample.switching)
      text.cell(sample.residentGB)
      text.cell(sample.arrived)
      text.cell(sample.completed)
      text.endRow()
      try flush(&text)
    }
  }
}
