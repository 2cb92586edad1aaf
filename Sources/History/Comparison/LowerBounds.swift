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
    let runnable = scenario.workflows.map { workflow in
      workflow.strandedReasons(models: scenario.models, gpuCount: options.shape.longestRow.count)
        .map { $0 == nil }
    }
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
      paths.append(path)
      longest = max(longest, arrivals[request.index] + path)
    }
    // Under gswarm requests may arrive before 0.
    work = max(
      0, gpuSeconds / Double(max(1, options.shape.presentCount)) + min(0, arrivals.min() ?? 0))
    longestPath = longest
    self.paths = paths
  }
}
