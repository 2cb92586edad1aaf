import Engine
import History

extension InspectorPage {
  /// A request: how far it is, where its time went, its workflow as a graph, its nodes.
  mutating func show(request: RequestID, _ frame: Frame, width: Int) {
    let theme = frame.theme
    let workflow = frame.scenario.workflow(of: request)
    setTitle("\(frame.scenario[request].id) · \(workflow.id)")
    guard let story = frame.moment.story(of: request) else {
      return add("has not arrived yet", theme.style(.dim))
    }
    addProgress(story, frame)
    addSplit(story, frame, width: width)
    let height = max(frame.layout[.inspector].height - 4 - story.nodes.count - 4, 0)
    if let picture = graph(of: workflow, story, frame, Size(width, min(height, 14))) {
      addBlank()
      add(picture)
    }
    addNodes(of: workflow, story, frame, width: width)
  }

  private mutating func addProgress(_ story: RequestStory, _ frame: Frame) {
    let theme = frame.theme
    let done = story.nodes.count { $0.state == .completed }
    var spans = [
      Span(text: "arrived \(Format.clock(story.arrivalTime)) · ", style: theme.style(.dim))
    ]
    if let completion = story.completionTime {
      spans.append(
        Span(
          text: "✓ complete at \(Format.clock(completion)), after \(Format.span(story.latency))",
          style: theme.style(.good, .bold)))
    } else {
      spans.append(
        Span(
          text: "\(done) of \(story.nodes.count) nodes done, \(Format.span(story.latency)) so far",
          style: theme.plain))
    }
    if story.isStranded {
      spans.append(Span(text: " · can never be completed", style: theme.style(.bad, .bold)))
    }
    add(spans)
  }

  /// Where the latency went, as words and as a bar.
  private mutating func addSplit(_ story: RequestStory, _ frame: Frame, width: Int) {
    let theme = frame.theme
    let split = story.split
    guard split.total > 0 else { return }
    let parts: [(name: String, seconds: Double, glyph: String, style: Style)] = [
      ("waiting", split.waiting, "░", theme.style(.dim)),
      ("switching", split.switching, "╱", theme.style(.warn, .bold)),
      ("computing", split.computing, "█", theme.style(.good)),
    ]
    var spans: [Span] = []
    for part in parts {
      spans.append(Span(text: "\(part.glyph) ", style: part.style))
      spans.append(
        Span(
          text: "\(part.name) \(Format.span(part.seconds)) "
            + "\(Format.percent(part.seconds / split.total))   ", style: theme.plain))
    }
    add(spans)
    let barWidth = min(width, 60)
    var used = 0
    var bar: [Span] = []
    var sum = 0.0
    for part in parts {
      sum += part.seconds
      let end = Int((Double(barWidth) * sum / split.total).rounded())
      bar.append(Span(text: String(repeating: part.glyph, count: end - used), style: part.style))
      used = end
    }
    add(bar)
  }

  // MARK: - The graph

  private func graph(
    of workflow: Workflow, _ story: RequestStory, _ frame: Frame, _ limit: Size
  ) -> Canvas? {
    let theme = frame.theme
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
    of workflow: Workflow, _ story: RequestStory, _ frame: Frame, width: Int
  ) {
    let theme = frame.theme
    let names = min(max(workflow.nodes.map { displayWidth(of: $0.id) }.max() ?? 0, 6), 22)
    addBlank()
    add(
      "  " + fitted("node", names) + "    GPU  " + padded("waited", 8) + padded("switched", 10)
        + padded("computed", 10) + "  ┄ on the critical path", theme.style(.dim))
    for node in workflow.nodes.indices {
      addNode(node, workflow, story, frame, names: names, width: width)
    }
  }

  private mutating func addNode(
    _ node: Int, _ workflow: Workflow, _ story: RequestStory, _ frame: Frame, names: Int,
    width: Int
  ) {
    let theme = frame.theme
    let nodeStory = story.nodes[node]
    let model = workflow.nodes[node].model
    let (sign, signStyle) = sign(of: nodeStory.state, theme)
    let execution = nodeStory.execution.map { frame.trace.executions[$0] }
    let isCritical = story.criticalPath.contains(node)
    var spans = [
      Span(text: "\(sign) ", style: signStyle),
      Span(
        text: fitted(workflow.nodes[node].id, names),
        style: isCritical ? theme.style(.text, .bold) : theme.plain),
      Span(text: " ", style: theme.plain),
      Span(text: Format.letter(model), style: theme.solid(frame.color(of: model), .bold)),
    ]
    let split = nodeStory.split
    if nodeStory.readied != nil {
      let numbers =
        padded(Format.span(split.waiting), 8) + padded(Format.span(split.switching), 10)
        + padded(Format.span(split.computing), 10)
      spans.append(
        Span(text: "  " + fitted(execution?.gpus.label ?? "–", 5) + numbers, style: theme.plain))
    } else {
      spans.append(
        Span(
          text: "  " + fitted(words(for: nodeStory.state, workflow), 33), style: theme.style(.dim)))
    }
    spans.append(Span(text: isCritical ? " ┄ " : "   ", style: theme.style(.now, .bold)))
    let used = spans.reduce(0) { $0 + displayWidth(of: $1.text) }
    spans += timeline(of: nodeStory, story, frame.color(of: model), theme, width: width - used)
    let link =
      nodeStory.execution.map { Link.inspect(.dispatch($0)) }
      ?? nodeStory.readied.map { Link.inspect(.waiting($0)) }
    add(spans, link: link)
  }

  private func words(for state: NodeState, _ workflow: Workflow) -> String {
    switch state {
    case .pending(let left): "waits for \(left) other node\(left == 1 ? "" : "s")"
    case .stranded(let reason): sentence(for: reason, in: workflow)
    case .waiting, .switching, .computing, .completed: ""
    }
  }

  /// What a node did in the time of its request, one character after the other.
  private func timeline(
    of node: NodeStory, _ story: RequestStory, _ color: Color, _ theme: Theme, width: Int
  ) -> [Span] {
    guard width >= 8, story.latency > 0, let ready = node.readyTime else { return [] }
    let cells = min(width, 60)
    let scale = Double(cells) / story.latency
    var result: [Span] = []
    var used = 0
    var time = ready - story.arrivalTime
    func fill(_ seconds: Double, _ glyph: String, _ style: Style) {
      time += seconds
      let end = min(max(Int((time * scale).rounded()), used + (seconds > 0 ? 1 : 0)), cells)
      guard end > used else { return }
      result.append(Span(text: String(repeating: glyph, count: end - used), style: style))
      used = end
    }
    fill(0, " ", theme.plain)
    fill(node.split.waiting, "░", theme.style(.dim))
    fill(node.split.switching, "╱", theme.ink(color, .bold))
    fill(node.split.computing, "█", theme.ink(color))
    return result
  }
}

/// Why a node never runs, in words.
func sentence(for reason: StrandedReason, in workflow: Workflow) -> String {
  switch reason {
  case .needsMoreGPUs(let required, let available):
    "never: needs \(required) GPUs, there are \(available)"
  case .missingDependencies(let names):
    "never: depends on \(names.joined(separator: ", ")), which there is not"
  case .cycle(let nodes):
    "never: waits for itself through \(nodes.map { workflow.nodes[$0].id }.joined(separator: " → "))"
  case .waitsFor(let node): "never: waits for \(workflow.nodes[node].id)"
  case .unfinished: "the run ended before it"
  }
}
