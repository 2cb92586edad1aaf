import Engine

/// A schedule as text: a lane for each GPU, a character for each second.
///
/// `/` is a load or switch, a letter the model that computes, `.` idleness.
package func gantt(_ run: Run) -> String {
  let trace = run.finished().trace
  let end = Int(trace.executions.map(\.end).max() ?? 0)
  let lanes = (0..<run.options.gpuCount).map { gpu -> String in
    var lane = [Character](repeating: ".", count: end)
    for execution in trace.executions where execution.gpus.contains(gpu) {
      let model = run.scenario[run.scenario.model(of: trace.node(of: execution))].id
      let start = Int(execution.start)
      for second in start - Int(execution.switchTime)..<start { lane[second] = "/" }
      for second in start..<Int(execution.end) { lane[second] = model.first ?? "?" }
    }
    return "\(gpu) |\(String(lane))|"
  }
  return lanes.joined(separator: "\n")
}
