internal import Documents

/// Instances of scientific workflows in WfFormat 1.5: each file is a workflow and a request.
struct WfFormat: GraphSource {
  private var clock: ArrivalClock
  private var count = 0

  init(_ settings: ImportSettings) { clock = ArrivalClock(settings) }

  /// A task with its run time and its program.
  private struct TaskRecord {
    var id: String
    var seconds: Double
    var program: String
  }

  mutating func read(_ path: String, into graphs: inout ImportedGraphs) throws(ImportFailure) {
    let (source, root) = try document(path)
    var notes = Diagnostics()
    graphs.account.unit = "tasks"
    let specification = root["workflow"]?["specification"]?["tasks"]
    guard let items = specification?.items else {
      let version = root["schemaVersion"]?.scalar?.text
      throw .badData(
        path,
        "it lacks workflow.specification.tasks, which WfFormat 1.5 has"
          + (version.map { "; its schemaVersion is \(abbreviated($0))" } ?? ""))
    }
    var places: [String: Int] = [:]
    for (place, item) in items.enumerated() {
      guard let id = item["id"]?.scalar?.text, Limit.nameBytes.allows(id.utf8.count) else {
        notes.error("a task has no usable id", at: item.position)
        continue
      }
      if places.updateValue(place, forKey: id) != nil {
        notes.error("there are two tasks \(id)", at: item.position)
      }
    }
    let tasks = tasks(items, root["workflow"]?["execution"]?["tasks"]?.items ?? [], &notes)
    let edges = edges(items, places, &notes)
    checkLimits(items, edges, specification?.position, &notes)
    guard !notes.hasErrors else { throw .badData(notes.render(for: source)) }
    if let cycle = cyclicTask(tasks.count, edges) {
      throw .badData(path, "task \(tasks[cycle].id) waits for itself: its parents are a cycle")
    }
    graphs.account.rowCount += tasks.count
    let nodes = tasks.compactMap { task in graphs.model(task.program).map { (task.id, $0) } }
    guard nodes.count == tasks.count else { return }
    count += 1
    let name = root["name"]?.scalar?.text ?? "instance-\(count)"
    let workflow = graphs.workflows.graph(
      ImportedWorkflow(
        id: Limit.nameBytes.allows(name.utf8.count) ? name : "instance-\(count)", nodes: nodes,
        edges: edges))
    graphs.append(
      ImportedRequest(
        id: "r\(count)", time: clock.next(), workflow: workflow, seconds: tasks.map(\.seconds)))
  }

  private func tasks(
    _ items: [Node], _ executed: [Node], _ notes: inout Diagnostics
  ) -> [TaskRecord] {
    let executions = Dictionary(
      executed.compactMap { item in item["id"]?.scalar.map { ($0.text, item) } },
      uniquingKeysWith: { first, _ in first })
    return items.compactMap { item in
      guard let id = item["id"]?.scalar?.text else { return nil }
      guard let execution = executions[id] else {
        notes.error("task \(id) has no entry in workflow.execution.tasks", at: item.position)
        return nil
      }
      guard let seconds = execution["runtimeInSeconds"]?.number() else {
        notes.error("task \(id) has no runtimeInSeconds", at: execution.position)
        return nil
      }
      if let rule = Limit.duration.violation(of: seconds) {
        notes.error("runtimeInSeconds of task \(id) \(rule)", at: execution.position)
        return nil
      }
      return TaskRecord(
        id: id, seconds: seconds,
        program: Self.program(
          execution["command"]?["program"]?.scalar?.text,
          taskName: item["name"]?.scalar?.text ?? id))
    }
  }

  /// The program of a task; a script in its place is no name, and the task's own name is taken.
  static func program(_ program: String?, taskName: String) -> String {
    if let program, Limit.nameBytes.allows(program.utf8.count),
      !program.contains(where: \.isWhitespace)
    {
      return program
    }
    var name = taskName[...]
    while let last = name.last, last.isASCII, last.isNumber { name.removeLast() }
    guard name.count < taskName.count else { return taskName }
    if name.hasSuffix("_ID") { name.removeLast(2) }
    while let last = name.last, last == "_" || last == "-" || last == "." { name.removeLast() }
    return name.isEmpty ? taskName : String(name)
  }

  /// The edges that parents or children name, each once.
  private func edges(
    _ items: [Node], _ places: [String: Int], _ notes: inout Diagnostics
  ) -> [(from: Int, to: Int)] {
    var edges: [(from: Int, to: Int)] = []
    var known: Set<[Int]> = []
    for (place, item) in items.enumerated() {
      for (key, isParent) in [("parents", true), ("children", false)] {
        for other in item[key]?.items ?? [] {
          guard let id = other.scalar?.text, let found = places[id] else {
            let id = other.scalar?.text ?? other.kindName
            notes.error(
              "\(key) of a task names an unknown task: \(abbreviated(id))", at: other.position,
              hint: nearest(to: id, among: places.keys.sorted()).map { "did you mean \($0)?" })
            continue
          }
          let edge = isParent ? (from: found, to: place) : (from: place, to: found)
          if known.insert([edge.from, edge.to]).inserted { edges.append(edge) }
        }
      }
    }
    return edges.sorted { ($0.from, $0.to) < ($1.from, $1.to) }
  }

  private func checkLimits(
    _ items: [Node], _ edges: [(from: Int, to: Int)], _ position: Position?,
    _ notes: inout Diagnostics
  ) {
    if !Limit.nodes.allows(items.count) {
      notes.error("there are \(Limit.nodes.excess)", at: position)
    }
    if !Limit.edges.allows(edges.count) {
      notes.error("there are \(Limit.edges.excess)", at: position)
    }
  }
}

/// A node of a graph that is on a cycle or behind one; nil if there is none.
func cyclicTask(_ count: Int, _ edges: [(from: Int, to: Int)]) -> Int? {
  var successors = [[Int]](repeating: [], count: count)
  var open = [Int](repeating: 0, count: count)
  for edge in edges {
    successors[edge.from].append(edge.to)
    open[edge.to] += 1
  }
  var ready = open.indices.filter { open[$0] == 0 }
  while let node = ready.popLast() {
    for next in successors[node] {
      open[next] -= 1
      if open[next] == 0 { ready.append(next) }
    }
  }
  return open.firstIndex { $0 > 0 }
}
