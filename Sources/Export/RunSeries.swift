internal import Engine
internal import History

/// The numbers of a run that change with its events.
struct RunSeries {
  /// The numbers after the last event of a time.
  struct Point {
    var time: Double
    /// The nodes that are ready and wait.
    var readyNodes = 0
    /// The nodes that switch or compute.
    var runningNodes = 0
    /// The GPUs that switch or compute.
    var busyGPUs = 0
    /// The requests that arrived and are not completed.
    var openRequests = 0
    /// The memory of the models that are resident, in GB.
    var residentGB = 0.0
  }

  /// The points, by time.
  private(set) var points: [Point] = []

  init(_ history: History) {
    let (trace, scenario) = (history.trace, history.scenario)
    var residents = [ModelID?](repeating: nil, count: history.options.gpuCount)
    var isCompleted = Array(repeating: false, count: trace.events.count)
    for request in history.completed { isCompleted[request.event] = true }
    var point = Point(time: 0)
    for (index, event) in trace.events.enumerated() {
      point.time = event.time
      switch event.subject {
      case .arrival: point.openRequests += 1
      case .completion(let execution):
        point.runningNodes -= 1
        point.busyGPUs -= trace.executions[execution].gpus.count
      }
      if isCompleted[index] { point.openRequests -= 1 }
      point.readyNodes += trace.readied(of: index).count
      for place in trace.executions(of: index) {
        let execution = trace.executions[place]
        let model = history.model(of: execution)
        point.readyNodes -= 1
        point.runningNodes += 1
        point.busyGPUs += execution.gpus.count
        for gpu in execution.gpus where residents[gpu] != model {
          point.residentGB += share(model, scenario) - share(residents[gpu], scenario)
          residents[gpu] = model
        }
      }
      if points.last?.time == point.time { points.removeLast() }
      points.append(point)
    }
  }

  /// The memory of a model on each of its GPUs.
  private func share(_ model: ModelID?, _ scenario: Scenario) -> Double {
    guard let model else { return 0 }
    return scenario[model].memoryGB / Double(scenario[model].gpusRequired)
  }
}
