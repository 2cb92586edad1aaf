internal import Documents

/// Workflows of ComfyUI, as saved by its screen or for its API: each file is a workflow and a request.
struct ComfyUI: GraphSource {
  private let settings: ImportSettings
  private var clock: ArrivalClock
  private var times: [String: Double] = [:]
  private var count = 0

  init(_ settings: ImportSettings) throws(ImportFailure) {
    self.settings = settings
    clock = ArrivalClock(settings)
    if let path = settings.times { times = try Self.times(path) }
  }

  /// The execution times of a file: seconds by the ids or the classes of nodes.
  private static func times(_ path: String) throws(ImportFailure) -> [String: Double] {
    let (source, root) = try document(path)
    var notes = Diagnostics()
    var times: [String: Double] = [:]
    if root.entries == nil {
      notes.error("a mapping of nodes to seconds was expected, found \(root.kindName)", at: nil)
    }
    for entry in root.entries ?? [] {
      guard let seconds = entry.value.number(), Limit.duration.allows(seconds) else {
        notes.error(
          "the time of \(entry.key) must be a number \(Limit.duration.allowedValues)",
          at: entry.value.position)
        continue
      }
      times[entry.key] = seconds
    }
    guard !notes.hasErrors else { throw .badData(notes.render(for: source)) }
    return times
  }

  mutating func read(_ path: String, into graphs: inout ImportedGraphs) throws(ImportFailure) {
    let (_, root) = try document(path)
    graphs.account.unit = "nodes"
    guard let comfy = ComfyGraph(root) else {
      throw .badData(
        path, "it is no workflow of ComfyUI: neither a list of nodes nor nodes with a class_type")
    }
    let computing = comfy.computingNodes
    graphs.account.rowCount += comfy.nodes.count
    for _ in 0..<(comfy.nodes.count - computing.count) {
      graphs.dropped.add("compute nothing with a model")
    }
    guard !computing.isEmpty else {
      throw .badData(path, "no node computes with a model that a loader node names")
    }
    var nodes: [(id: String, model: Int)] = []
    var seconds: [Double?] = []
    for node in computing {
      guard let model = graphs.model(node.model) else { continue }
      let number = comfy.nodes[node.node].id
      let kind = comfy.nodes[node.node].kind
      nodes.append(("\(kind)-\(number)", model))
      seconds.append(times[number] ?? times[kind])
    }
    guard nodes.count == computing.count else { return }
    count += 1
    let file = path.split(separator: "/").last.map(String.init) ?? path
    let name = file.hasSuffix(".json") ? String(file.dropLast(5)) : file
    let edges = comfy.edges(among: computing.map(\.node))
    if cyclicTask(nodes.count, edges) != nil {
      throw .badData(path, "its links are a cycle")
    }
    let workflow = graphs.workflows.graph(
      ImportedWorkflow(id: name.isEmpty ? "workflow" : name, nodes: nodes, edges: edges))
    graphs.append(
      ImportedRequest(
        id: "r\(count)", time: clock.next(), workflow: workflow, seconds: seconds))
    let untimed = seconds.filter { $0 == nil }.count
    if untimed > 0 {
      graphs.account.notes.append(
        "\(untimed) \(untimed == 1 ? "node" : "nodes") of \(file) \(untimed == 1 ? "takes" : "take") "
          + "the mean time of the model; --times FILE gives times of nodes")
    }
  }
}
