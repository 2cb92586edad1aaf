internal import Documents
internal import Engine
internal import History
internal import Workload

/// The table of jobs that Batsim writes, one job for each node, as Evalys reads it.
///
/// A job begins with its dispatch: the switch before it is part of it, so that the mean waiting time is
/// that of the run. With switches as jobs of their own, a node begins with its computing, and waits
/// during its switch.
///
/// Source: Batsim's documentation, "Schedule-centric outputs".
struct JobTable {
  private let run: ExportedRun
  private let listsSwitches: Bool

  private static let columns =
    "job_id,workload_name,profile,submission_time,requested_number_of_resources,requested_time,"
    + "success,final_state,starting_time,execution_time,finish_time,waiting_time,"
    + "turnaround_time,stretch,allocated_resources,consumed_energy,metadata"

  init(_ run: ExportedRun, listsSwitches: Bool) {
    self.run = run
    self.listsSwitches = listsSwitches
  }

  func write(to stream: inout OutputStream) throws(WriteFailure) {
    var text = CSVText()
    text.header(Self.columns)
    for index in run.trace.executions.indices {
      let execution = run.trace.executions[index]
      let name = run.requestID(of: execution) + "/" + run.nodeID(of: execution)
      let dispatch = run.dispatchTime(of: index)
      let ready = run.trace.readyTime(of: execution)
      if listsSwitches, execution.switchTime > 0 {
        append(
          name, Preparation(of: execution).rawValue, execution, submitted: dispatch,
          from: dispatch, to: execution.start, &text)
      }
      append(
        name, "compute", execution, submitted: ready,
        from: listsSwitches ? execution.start : dispatch, to: execution.end, &text)
      try stream.write(text.buffer)
      text.removeAll()
    }
  }

  private func append(
    _ name: String, _ workload: String, _ execution: Execution, submitted: Double,
    from begin: Double, to end: Double, _ text: inout CSVText
  ) {
    let (length, turnaround) = (end - begin, end - submitted)
    text.cell(name)
    text.cell(workload)
    text.cell(run.model(of: execution).id)
    text.cell(submitted)
    text.cell(execution.gpus.count)
    text.cell(length)
    text.cell(1)
    text.cell("COMPLETED_SUCCESSFULLY")
    text.cell(begin)
    text.cell(length)
    text.cell(end)
    text.cell(begin - submitted)
    text.cell(turnaround)
    text.cell(length > 0 ? turnaround / length : 1)
    text.cell(
      execution.gpus.isEmpty
        ? ""
        : execution.gpus.count == 1
          ? "\(execution.gpus.lowerBound)"
          : "\(execution.gpus.lowerBound)-\(execution.gpus.upperBound - 1)")
    text.cell(nil as Double?)
    text.cell(run.scenario.workflow(of: run.trace.node(of: execution).request).id)
    text.endRow()
  }
}
