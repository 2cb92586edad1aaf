public import Engine

/// Lower bounds of all schedules of a scenario, under any policy.
public struct LowerBounds: Hashable, Sendable {
  /// The makespan if all GPUs computed all the time and nothing had to be loaded, in seconds.
  public let work: Double
  /// The latest time at which a request would end if it never waited and nothing had to be loaded,
  /// in seconds.
  public let longestPath: Double
  /// For each request the time that it would take so, in seconds; 0 for one that cannot end.
  public let paths: [Double]

  /// Works the bounds out.
  ///
  /// Nodes that can never run do not count.
  ///
  /// - Complexity: O(nodes + edges) of all requests.
  public init(scenario: Scenario, options: Options) {
    let remaining = RemainingPaths(scenario, rules: options.rules)
    let arrivals = scenario.arrivalTimes(mode: options.mode, rules: options.rules)
    let machine = scenario.memoryMachine(options)
    let runnable = scenario.workflows.map { workflow in
      scenario.strandedReasons(of: workflow, options, machine).map { $0 == nil }
    }
    let speeds = Speeds(scenario.hardware, options.shape)
    var (gpuSeconds, longest) = (0.0, 0.0)
    var paths: [Double] = []
    for request in scenario.requests.indices {
      let workflow = scenario.workflow(of: request)
      let canRun = runnable[scenario.requests.workflow(of: request).index]
      var path = 0.0
      for (node, place) in scenario.requests.flatIndices(of: request).enumerated()
      where canRun[node] {
        let id = RequestNode(request: request, node: node)
        let seconds = scenario.estimate(of: id, rules: options.rules).seconds
        gpuSeconds += seconds * Double(scenario[workflow.nodes[node].model].gpusRequired)
        path = max(path, remaining[place])
      }
      guard !canRun.contains(false) else {
        paths.append(0)
        continue
      }
      paths.append(path / speeds.top)
      longest = max(longest, arrivals[request.index] + path / speeds.top)
    }
    // Under gswarm requests may arrive before 0.
    work = max(
      0, gpuSeconds / speeds.sum + min(0, arrivals.min() ?? 0))
    longestPath = longest
    self.paths = paths
  }
}

/// The speeds of the GPUs that are present.
private struct Speeds {
  /// The sum: a group is no faster than all of its GPUs are.
  var sum = 0.0
  /// The largest, and at least that of a node without GPUs.
  var top = 1.0

  init(_ hardware: Hardware, _ shape: MachineShape) {
    guard !hardware.kinds.isEmpty else {
      sum = Double(max(1, shape.presentCount))
      return
    }
    for gpu in shape.rows.joined() {
      let speed = hardware.kind(ofGPU: gpu)?.speed ?? 1
      sum += speed
      top = max(top, speed)
    }
    if sum == 0 { sum = 1 }
  }
}
