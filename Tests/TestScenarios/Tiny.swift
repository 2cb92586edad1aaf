package import Engine

/// Small scenarios in a line: models `A GG HHH` take one, two and three GPUs and are called A, G, H;
/// a request `G4@7` calls G for 4 seconds and arrives at 7.
///
/// A load takes 2 seconds and a switch 3.
package enum Tiny {
  package static func run(
    gpus: Int, models: String, requests: String, rules: Rules = .standard
  ) -> Run {
    let names = models.split(separator: " ")
    let list = names.map { name in
      Model(
        id: "\(name.prefix(1))", memoryGB: 16, gpusRequired: name.count, loadTimeSeconds: 2)
    }
    let workflows = list.indices.map { index in
      Workflow(
        id: "just\(list[index].id)", nodes: [WorkflowNode(id: "n", model: ModelID(index))],
        edges: [])
    }
    var table = RequestTable()
    for (number, request) in requests.split(separator: " ").enumerated() {
      let parts = request.dropFirst().split(separator: "@")
      let seconds = Double(parts.first ?? "") ?? 0
      let arrival = parts.count > 1 ? Double(parts[1]) ?? 0 : 0
      let workflow = list.firstIndex { $0.id == request.prefix(1) } ?? 0
      table.append(
        id: "r\(number)", workflow: WorkflowID(workflow),
        timestampMicroseconds: Int64(arrival * 1e6),
        estimates: [Estimate(seconds: seconds, source: .request)])
    }
    return Run(
      scenario: Scenario(
        hardware: Hardware(pcieBandwidthGBPerSecond: 16, switchOverheadSeconds: 1), models: list,
        workflows: workflows, requests: table),
      options: Options(gpuCount: gpus, mode: .online, rules: rules))
  }

  /// A request's workflow of nodes `a`, `b`, … of a single-GPU model, for graph tests.
  package static func workflow(_ edges: String, nodes: Int, missing: [Int: [String]] = [:])
    -> Workflow
  {
    let letters = Array("abcdefghij")
    let pairs = edges.split(separator: " ").map { edge -> (from: Int, to: Int) in
      let ends = edge.map { letters.firstIndex(of: $0) ?? 0 }
      return (ends[0], ends[1])
    }
    return Workflow(
      id: "w", nodes: (0..<nodes).map { WorkflowNode(id: "\(letters[$0])", model: ModelID(0)) },
      edges: pairs, missingDependencies: (0..<nodes).map { missing[$0] ?? [] })
  }
}
