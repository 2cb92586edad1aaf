internal import Engine
internal import History

/// The tables of a run, for pandas, DuckDB, R.
struct ExportTables {
  private let facts: RunFacts
  private let metrics: Metrics
  private let series: RunSeries

  init(_ history: History) {
    facts = RunFacts(history)
    metrics = Metrics(
      scenario: history.scenario, options: history.options, trace: history.trace)
    series = RunSeries(history)
  }

  /// All tables.
  var all: [ExportTable] { [executions, requests, switches, gpus, models, queue] }

  private var executions: ExportTable {
    ExportTable(
      fileName: "executions.csv", subject: "executions, in the order of dispatch",
      columns: [
        .init("request_id", "the request"), .init("workflow_id", "its workflow"),
        .init("node_id", "the node"), .init("model_id", "its model"),
        .init("first_gpu", "the lowest GPU, from 0"), .init("gpu_count", "GPUs in a row"),
        .init("kind", "resident, load (onto an empty GPU) or switch"),
        .init("evicted_model_id", "the evicted model; empty for none"),
        .init("ready", "s; the node became ready"), .init("dispatch", "s; it took the GPUs"),
        .init("start", "s; computing began"), .init("end", "s; computing ended"),
        .init("waiting", "s, dispatch − ready"), .init("switching", "s, start − dispatch"),
        .init("computing", "s, end − start"),
      ], rowCount: facts.trace.executions.count
    ) { [facts] row, cells in
      let execution = facts.trace.executions[row]
      let node = facts.trace.node(of: execution)
      cells.append(facts.scenario.requests.id(of: node.request))
      cells.append(facts.workflowID(node.request))
      cells.append(facts.nodeID(node))
      cells.append(facts.modelID(of: execution))
      cells.append(execution.gpus.lowerBound)
      cells.append(execution.gpus.count)
      cells.append(facts.kind(of: execution))
      cells.append(facts.evictedID(by: execution) ?? "")
      cells.append(facts.trace.readyTime(of: execution))
      cells.append(facts.dispatchTime(of: execution))
      cells.append(execution.start)
      cells.append(execution.end)
      cells.append(facts.trace.waitingTime(of: execution))
      cells.append(execution.switchTime)
      cells.append(execution.executionTime)
    }
  }

  private var requests: ExportTable {
    let moment = facts.history.moment(after: facts.trace.events.count)
    return ExportTable(
      fileName: "requests.csv", subject: "requests, in the order of the file",
      columns: [
        .init("request_id", "the request"), .init("workflow_id", "its workflow"),
        .init("nodes", "the nodes of the workflow"),
        .init("arrival", "s; empty if it never arrived"),
        .init("completion", "s; empty if it was not completed"),
        .init("latency", "s, completion − arrival; empty if it was not completed"),
        .init("waiting", "s of the latency in which its critical path waited"),
        .init("switching", "s of the latency in which its critical path switched or loaded"),
        .init("computing", "s of the latency in which its critical path computed"),
      ], rowCount: facts.scenario.requests.count
    ) { [facts] row, cells in
      let request = RequestID(row)
      cells.append(facts.scenario.requests.id(of: request))
      cells.append(facts.workflowID(request))
      let workflow = facts.scenario.requests.workflow(of: request)
      cells.append(facts.scenario.workflows[workflow.index].nodes.count)
      let story = moment.story(of: request)
      cells.append(story?.arrivalTime)
      cells.append(story?.completionTime)
      cells.append(story.flatMap { $0.completionTime == nil ? nil : $0.latency })
      cells.append(story?.split.waiting)
      cells.append(story?.split.switching)
      cells.append(story?.split.computing)
    }
  }

  private var switches: ExportTable {
    let moment = facts.history.moment(after: facts.trace.events.count)
    return ExportTable(
      fileName: "switches.csv", subject: "switches, in the order of dispatch",
      columns: [
        .init("time", "s; the dispatch"), .init("first_gpu", "the lowest GPU, from 0"),
        .init("gpu_count", "GPUs in a row"), .init("from_model_id", "the evicted model"),
        .init("to_model_id", "the model that came"), .init("seconds", "s; its length"),
        .init("request_id", "the request of the node that caused it"),
        .init("node_id", "the node that caused it"),
        .init("back_after", "s until the evicted model was loaded again; empty if it never was"),
      ], rowCount: moment.switchCount
    ) { [facts] row, cells in
      guard let entry = moment.switchEntry(row) else { return }
      let node = facts.trace.node(of: facts.trace.executions[entry.execution])
      cells.append(entry.time)
      cells.append(entry.gpus.lowerBound)
      cells.append(entry.gpus.count)
      cells.append(facts.scenario[entry.from].id)
      cells.append(facts.scenario[entry.to].id)
      cells.append(entry.seconds)
      cells.append(facts.scenario.requests.id(of: node.request))
      cells.append(facts.nodeID(node))
      cells.append(facts.backAfter[entry.execution])
    }
  }

  private var gpus: ExportTable {
    ExportTable(
      fileName: "gpus.csv", subject: "GPUs",
      columns: [
        .init("gpu", "the number, from 0"), .init("executions", "dispatches, alone or in a group"),
        .init("busy", "s of switching, loading and computing"),
        .init("switching", "s of switching and loading"),
        .init("switches_in", "times that a model was evicted from it"),
        .init("utilisation", "the busy share of the makespan, 0 to 1"),
      ], rowCount: metrics.gpus.count
    ) { [metrics] row, cells in
      let gpu = metrics.gpus[row]
      cells.append(row)
      cells.append(gpu.executions)
      cells.append(gpu.busyTime)
      cells.append(gpu.switchTime)
      cells.append(gpu.switchesIn)
      cells.append(gpu.utilisation)
    }
  }

  private var models: ExportTable {
    ExportTable(
      fileName: "models.csv", subject: "models, in the order of the configuration",
      columns: [
        .init("model_id", "the model"), .init("name", "the name shown to people"),
        .init("memory_gb", "GB"), .init("gpus_required", "GPUs that a call takes"),
        .init("executions", "dispatches"), .init("loads", "loads onto empty GPUs"),
        .init("switches_in", "switches that brought it in"),
        .init("switches_out", "switches that evicted it"),
        .init("switching_in", "s of the switches that brought it in"),
      ], rowCount: facts.scenario.models.count
    ) { [facts, metrics] row, cells in
      let (model, measured) = (facts.scenario.models[row], metrics.models[row])
      cells.append(model.id)
      cells.append(model.name)
      cells.append(model.memoryGB)
      cells.append(model.gpusRequired)
      cells.append(measured.executions)
      cells.append(measured.loads)
      cells.append(measured.switchesIn)
      cells.append(measured.switchesOut)
      cells.append(measured.switchInTime)
    }
  }

  private var queue: ExportTable {
    ExportTable(
      fileName: "queue.csv", subject: "the times at which something happened, and the state after",
      columns: [
        .init("time", "s"), .init("ready_nodes", "nodes that wait in the ready queue"),
        .init("running_nodes", "nodes that switch or compute"),
        .init("busy_gpus", "GPUs that switch or compute"),
        .init("open_requests", "requests that arrived and are not completed"),
        .init("resident_gb", "GB of all resident models; of a group each GPU has an equal share"),
      ], rowCount: series.points.count
    ) { [series] row, cells in
      let point = series.points[row]
      cells.append(point.time)
      cells.append(point.readyNodes)
      cells.append(point.runningNodes)
      cells.append(point.busyGPUs)
      cells.append(point.openRequests)
      cells.append(point.residentGB)
    }
  }

  /// The description of some tables and their columns.
  static func schema(of tables: [ExportTable]) -> String {
    var text = """
      # Tables of a run

      Comma-separated values as of RFC 4180, in UTF-8, with a header and LF. Times are seconds from the
      start of the run; numbers read back as the same doubles. Text that a spreadsheet would take for
      a formula begins with an apostrophe.

      """
    for table in tables {
      text += "\n## \(table.fileName)\n\nA row for each of the \(table.subject).\n\n"
      text += "| column | unit and meaning |\n|---|---|\n"
      for column in table.columns { text += "| `\(column.name)` | \(column.meaning) |\n" }
    }
    return text
  }
}
