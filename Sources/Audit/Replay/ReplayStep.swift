import Engine

/// An execution of a log on its way through the scheduler.
struct ReplayStep {
  let node: RequestNode
  let gpus: Range<Int>
  /// The start of computing, in seconds.
  var start: Double
  /// The end of computing, in seconds.
  var end: Double
  /// The executions on its GPUs that must be completed first, and one more until its node is ready.
  var blockers: Int32 = 1
  /// The node, as an index in `Trace.readied`.
  var entry: Int32 = -1
  /// The dispatch, as an index in `Trace.executions`; −1 before.
  var dispatch: Int32 = -1
  /// The next step that is dispatched in the same event; −1 for none.
  var nextInEvent: Int32 = -1
}

/// The executions of a log in an order that respects GPUs and dependencies.
struct ReplaySteps {
  /// The steps, by execution.
  var steps: [ReplayStep]
  /// The executions by start; at equal times dependencies come first.
  let order: [Int]
  /// For each GPU its executions in this order.
  let lanes: [[Int32]]
  /// For each node of all requests its execution; −1 for none.
  let executions: [Int32]

  /// Lines up the executions so that on each GPU, and after each dependency, none begins before the
  /// one before it has ended; logs, whose times are rounded, may miss that by a little.
  ///
  /// - Complexity: O(n log n) in the executions, plus O(nodes and edges of all requests).
  init(
    _ log: ExecutionLog, in scenario: Scenario, nodes: [RequestNode], gpus: [Range<Int>],
    gpuCount: Int
  ) {
    let requests = scenario.requests
    var executions = [Int32](repeating: -1, count: requests.nodeCount)
    for (index, node) in nodes.enumerated() {
      executions[requests.flatIndex(of: node)] = Int32(index)
    }
    let layers = scenario.workflows.map { $0.layers() }
    let depths = nodes.map { layers[requests.workflow(of: $0.request).index][$0.node] }
    let order = log.executions.indices.sorted { a, b in
      let (first, second) = (log.executions[a], log.executions[b])
      return (first.startTime, first.endTime, depths[a], a)
        < (second.startTime, second.endTime, depths[b], b)
    }
    var steps = log.executions.indices.map { index in
      ReplayStep(
        node: nodes[index], gpus: gpus[index], start: log.executions[index].startTime,
        end: log.executions[index].endTime)
    }
    var lanes = [[Int32]](repeating: [], count: gpuCount)
    for index in order {
      var earliest = -Double.infinity
      for gpu in gpus[index] {
        if let previous = lanes[gpu].last {
          earliest = max(earliest, steps[Int(previous)].end)
          steps[index].blockers += 1
        }
        lanes[gpu].append(Int32(index))
      }
      let node = nodes[index]
      let first = requests.flatIndices(of: node.request).lowerBound
      for dependency in scenario.workflow(of: node.request).dependencies[node.node] {
        let execution = Int(executions[first + dependency])
        if execution >= 0 { earliest = max(earliest, steps[execution].end) }
      }
      steps[index].end = max(steps[index].end, earliest)
      steps[index].start = min(max(steps[index].start, earliest), steps[index].end)
    }
    (self.steps, self.order, self.lanes, self.executions) = (steps, order, lanes, executions)
  }
}
