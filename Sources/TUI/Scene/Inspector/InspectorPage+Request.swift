import Engine
import History

extension InspectorPage {
  /// Writes the page of a request: its progress, the parts of its latency, its workflow as a graph, its nodes.
  mutating func show(request: RequestID, _ scene: Scene) {
    let theme = scene.theme
    let workflow = scene.scenario.workflow(of: request)
    setTitle("\(scene.scenario[request].id) · \(workflow.id)")
    guard let story = scene.moment.story(of: request) else {
      return add("has not arrived yet", theme.style(.dim))
    }
    addProgress(story, scene)
    addSplit(story, scene)
    // Beside all nodes, or on a third of the page: the nodes below can be scrolled to.
    let room = max(height - 2 - story.nodes.count - 4, height / 3)
    if let picture = graph(of: workflow, story, scene, Size(width, min(room, 14))) {
      addBlank()
      add(picture)
    }
    addNodes(of: workflow, story, scene)
  }

  private mutating func addProgress(_ story: RequestStory, _ scene: Scene) {
    let theme = scene.theme
    let done = story.nodes.count { $0.state == .completed }
    var spans = [
      TextSpan(text: "arrived \(scene.clock(story.arrivalTime)) · ", style: theme.style(.dim))
    ]
    if let completion = story.completionTime {
      spans.append(
        TextSpan(
          text: "✓ complete at \(scene.clock(completion)), after \(Format.span(story.latency))",
          style: theme.style(.good, .bold)))
    } else {
      spans.append(
        TextSpan(
          text:
            "\(done) of \(Format.count(story.nodes.count, "node")) done, \(Format.span(story.latency)) so far",
          style: theme.plain))
    }
    if story.isStranded {
      spans.append(TextSpan(text: " · can never be completed", style: theme.style(.bad, .bold)))
    }
    add(spans)
  }

  /// Adds the parts of the latency, as words and as a bar.
  private mutating func addSplit(_ story: RequestStory, _ scene: Scene) {
    let theme = scene.theme
    let split = story.split
    guard split.total > 0 else { return }
    let parts: [(name: String, seconds: Double, glyph: String, style: Style)] = [
      ("waiting", split.waiting, "░", theme.style(.dim)),
      ("switching", split.switching, "╱", theme.style(.warn, .bold)),
      ("computing", split.computing, "█", theme.style(.good)),
    ]
    var spans: [TextSpan] = []
    for part in parts {
      spans.append(TextSpan(text: "\(part.glyph) ", style: part.style))
      spans.append(
        TextSpan(
          text: "\(part.name) \(Format.span(part.seconds)) "
            + "\(Format.percent(part.seconds / split.total))   ", style: theme.plain))
    }
    add(spans)
    let barWidth = min(width, 60)
    var used = 0
    var bar: [TextSpan] = []
    var sum = 0.0
    for part in parts {
      sum += part.seconds
      let end = Int(cells: Double(barWidth) * sum / split.total, in: used...barWidth)
      bar.append(
        TextSpan(text: String(repeating: part.glyph, count: end - used), style: part.style))
      used = end
    }
    add(bar)
  }

  // MARK: - The graph

  private func graph(
    of workflow: Workflow, _ story: RequestStory, _ scene: Scene, _ limit: Size
  ) -> Canvas? {
    let theme = scene.theme
    let labels = workflow.nodes.indices.map { node in
      let (sign, style) = sign(of: story.nodes[node].state, theme)
      let letter = Format.letter(workflow.nodes[node].model)
      return GraphPicture.Label(
        text:
          "\(sign) \(fitted(workflow.nodes[node].id, min(18, displayWidth(of: workflow.nodes[node].id)))) \(letter)",
        style: style)
    }
    let path = story.criticalPath
    let strong = Set(
      zip(path, path.dropFirst()).map { GraphPicture.Edge(from: $0.0, to: $0.1) })
    return GraphPicture.draw(
      workflow, labels: labels, strong: strong,
      lines: (theme.style(.border), theme.style(.now, .bold)), paper: theme.blank, limit: limit)
  }

  private func sign(of state: NodeState, _ theme: Theme) -> (String, Style) {
    switch state {
    case .pending: ("○", theme.style(.dim))
    case .waiting: ("◌", theme.style(.warn))
    case .switching: ("╱", theme.style(.warn, .bold))
    case .computing: ("▶", theme.style(.now, .bold))
    case .completed: ("●", theme.style(.good))
    case .stranded: ("✗", theme.style(.bad, .bold))
    }
  }

  // MARK: - The nodes

  private mutating func addNodes(
    of workflow: Workflow, _ story: RequestStory, _ scene: Scene
  ) {
    let theme = scene.theme
    let names = min(max(workflow.nodes.map { displayWidth(of: $0.id) }.max() ?? 0, 6), 22)
    addBlank()
    add(
      "  " + fitted("node", names) + "    GPU  " + padded("waited", 8) + padded("switched", 10)
        + padded("computed", 10) + "  ┄ on the critical path", theme.style(.dim))
    for node in workflow.nodes.indices {
      addNode(node, workflow, story, scene, names: names)
    }
  }

  private mutating func addNode(
    _ node: Int, _ workflow: Workflow, _ story: RequestStory, _ scene: Scene, names: Int
  ) {
    let theme = scene.theme
    let nodeStory = story.nodes[node]
    let model = workflow.nodes[node].model
    let (sign, signStyle) = sign(of: nodeStory.state, theme)
    let execution = nodeStory.execution.map { scene.trace.executions[$0] }
    let isCritical = story.criticalPath.contains(node)
    var spans = [
      TextSpan(text: "\(sign) ", style: signStyle),
      TextSpan(
        text: fitted(workflow.nodes[node].id, names),
        style: isCritical ? theme.style(.text, .bold) : theme.plain),
      TextSpan(text: " ", style: theme.plain),
      TextSpan(text: Format.letter(model), style: theme.solid(scene.color(of: model), .bold)),
    ]
    let split = nodeStory.split
    if nodeStory.readied != nil {
      let numbers =
        padded(Format.span(split.waiting), 8) + padded(Format.span(split.switching), 10)
        + padded(Format.span(split.computing), 10)
      spans.append(
        TextSpan(
          text: "  " + fitted(execution?.gpus.gpuNumbers ?? "–", 5) + numbers, style: theme.plain)
      )
    } else {
      spans.append(
        TextSpan(
          text: "  " + fitted(words(for: nodeStory.state, workflow), max(width - names - 8, 33)),
          style: theme.style(.dim)))
    }
    spans.append(TextSpan(text: isCritical ? " ┄ " : "   ", style: theme.style(.now, .bold)))
    let used = spans.reduce(0) { $0 + displayWidth(of: $1.text) }
    spans += timeline(of: nodeStory, story, scene.color(of: model), theme, width: width - used)
    let link =
      nodeStory.execution.map { PageLink.inspect(.dispatch($0)) }
      ?? nodeStory.readied.map { PageLink.inspect(.waiting($0)) }
    add(spans, link: link)
  }

  private func words(for state: NodeState, _ workflow: Workflow) -> String {
    switch state {
    case .pending(let left): "waits for \(Format.count(left, "other node"))"
    case .stranded(.unfinished): "not run: the run ended before it"
    case .stranded(let reason): "never: " + reason.words { workflow.nodes[$0].id }
    case .waiting, .switching, .computing, .completed: ""
    }
  }

  /// The times of a node within its request, one character after the other.
  private func timeline(
    of node: NodeStory, _ story: RequestStory, _ color: Color, _ theme: Theme, width: Int
  ) -> [TextSpan] {
    guard width >= 8, story.latency > 0, let ready = node.readyTime else { return [] }
    let cells = min(width, 60)
    var result: [TextSpan] = []
    var used = 0
    var time = ready - story.arrivalTime
    func fill(_ seconds: Double, _ glyph: String, _ style: Style) {
      time += seconds
      let share = time / story.latency * Double(cells)
      let end = Int(cells: share, in: min(used + (seconds > 0 ? 1 : 0), cells)...cells)
      guard end > used else { return }
      result.append(TextSpan(text: String(repeating: glyph, count: end - used), style: style))
      used = end
    }
    fill(0, " ", theme.plain)
    fill(node.split.waiting, "░", theme.style(.dim))
    fill(node.split.switching, "╱", theme.ink(color, .bold))
    fill(node.split.computing, "█", theme.ink(color))
    return result
  }
}
