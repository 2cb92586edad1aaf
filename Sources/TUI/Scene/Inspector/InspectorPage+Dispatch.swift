import Engine
import History

extension InspectorPage {
  /// Writes the page of a dispatch: its times, its cost, and the reasons for its place.
  mutating func show(dispatch index: Int, _ scene: Scene) {
    let theme = scene.theme
    guard index < scene.moment.executionCount, let decision = scene.moment.why(execution: index)
    else {
      setTitle("A later dispatch")
      return add("has not been decided yet", theme.style(.dim))
    }
    let execution = scene.trace.executions[index]
    let node = scene.trace.node(of: execution)
    setTitle("\(scene.name(of: node)) on \(execution.gpus.gpuLabel)")
    addWrapped(times(of: execution, decision, scene))
    addWrapped(cost(of: execution, decision, scene))
    addComeback(of: index, scene)
    addHeading("Why here", theme)
    addWrapped(decision.placementWords(scene.wording), theme.plain)
    if decision.turn != .longestWaiting {
      addWrapped(decision.turnWords(scene.wording), theme.plain)
    }
    addPassedOver(decision.passedOver, scene)
    addWaiting(of: execution, index, decision, scene)
    addCandidates(decision, scene)
    addHeading("See also", theme)
    addLink("its request", .inspect(.request(node.request)), scene)
    addLink("its GPU", .inspect(.gpu(execution.gpus.lowerBound)), scene)
    addLink("the moment before it", .go(toEvent: decision.event), scene)
    addLink("the moment after it", .go(toEvent: decision.event + 1), scene)
    let ready = scene.trace.readied[execution.readied].event
    addLink("the moment when it became ready", .go(toEvent: ready + 1), scene)
  }

  /// Adds the reason why the node had to wait when it became ready, and what was placed meanwhile.
  private mutating func addWaiting(
    of execution: Execution, _ index: Int, _ decision: Decision, _ scene: Scene
  ) {
    let readied = scene.trace.readied[execution.readied]
    let waited = decision.time - scene.trace.events[readied.event].time
    let moment = scene.moment.history.moment(after: readied.event + 1)
    guard waited > 0, let waiting = moment.whyWaiting(entry: execution.readied) else { return }
    let placed = index - moment.executionCount
    addWrapped(
      [
        TextSpan(
          text: "Why it waited \(Format.span(waited)): ", style: scene.theme.style(.text, .bold)),
        TextSpan(
          text: "at first \(waiting.reason.words(scene.wording)); "
            + "\(Format.count(waiting.aheadCount, "node was", "nodes were")) ahead of it, "
            + "\(Format.count(placed)) placed meanwhile", style: scene.theme.plain),
      ])
  }

  private func times(
    of execution: Execution, _ decision: Decision, _ scene: Scene
  ) -> [TextSpan] {
    let theme = scene.theme
    let ready = scene.trace.readyTime(of: execution)
    return [
      TextSpan(
        text: scene.longName(of: decision.model),
        style: theme.ink(scene.color(of: decision.model), .bold)),
      TextSpan(
        text: " · ready \(scene.clock(ready)) · placed \(scene.clock(decision.time)) after "
          + "\(Format.span(max(0, decision.time - ready))) · computes "
          + "\(scene.clock(execution.start))–\(scene.clock(execution.end))",
        style: theme.plain),
    ]
  }

  private func cost(
    of execution: Execution, _ decision: Decision, _ scene: Scene
  ) -> [TextSpan] {
    let theme = scene.theme
    let model = scene.scenario[decision.model]
    switch execution.replaced {
    case .nothing:
      return [TextSpan(text: "No switch: the model was resident", style: theme.style(.good))]
    case .empty:
      return [
        TextSpan(
          text: "Initial load \(Format.span(execution.switchTime))", style: theme.style(.warn)),
        TextSpan(text: ": GPU \(decision.dearestGPU) was empty; no switch", style: theme.plain),
      ]
    case .model(let old):
      let (before, hardware) = (scene.scenario[old], scene.scenario.hardware)
      var text = ": \(before.id) was evicted for \(model.id)"
      let formula =
        (before.memoryGB + model.memoryGB) / hardware.pcieBandwidthGBPerSecond
        + hardware.switchOverheadSeconds
      // A group pays for its dearest GPU, which may have held another model.
      if (formula - execution.switchTime).magnitude < 1e-9 {
        text +=
          ", (\(before.memoryGB) + \(model.memoryGB)) GB / \(hardware.pcieBandwidthGBPerSecond) GB/s"
          + " + \(hardware.switchOverheadSeconds) s"
      } else if execution.gpus.count > 1 {
        text += "; GPU \(decision.dearestGPU) took longest"
      }
      return [
        TextSpan(
          text: "⇄ Switch \(Format.span(execution.switchTime))", style: theme.style(.warn, .bold)),
        TextSpan(text: text, style: theme.plain),
      ]
    }
  }

  /// Adds the time until the evicted model was loaded again, which tells whether the switch paid.
  private mutating func addComeback(of index: Int, _ scene: Scene) {
    guard let entry = scene.moment.switchEntry(madeBy: index) else { return }
    let theme = scene.theme
    let from = scene.scenario[entry.from].id
    guard let load = entry.nextLoad else {
      return add("\(from) has not been loaded again", theme.style(.dim))
    }
    let execution = scene.trace.executions[load]
    let begin = execution.start - execution.switchTime
    let back = max(0, begin - entry.time)
    add(
      "\(scene.usesASCII ? "" : "↩ ")\(from) is back after \(Format.span(back)), on \(execution.gpus.gpuLabel)",
      theme.style(back < 30 ? .warn : .dim), link: .inspect(.dispatch(load)))
  }

  // MARK: - The nodes ahead of it, the other places

  mutating func addPassedOver(_ groups: [PassedOver], _ scene: Scene) {
    let theme = scene.theme
    guard !groups.isEmpty else {
      return add("It was at the head of the queue", theme.style(.dim))
    }
    for group in groups.prefix(6) {
      let first = group.first.first.map { scene.name(of: scene.trace.readied[$0].node) } ?? ""
      let more = group.count > 1 ? " and \(Format.count(group.count - 1)) more" : ""
      addWrapped(
        [
          TextSpan(text: "Ahead of it: ", style: theme.style(.dim)),
          TextSpan(
            text: Format.letter(group.model),
            style: theme.solid(scene.color(of: group.model), .bold)),
          TextSpan(text: " \(first)\(more)", style: theme.plain),
          TextSpan(text: " – \(group.reason.words(scene.wording))", style: theme.style(.dim)),
        ], link: group.first.first.map { .inspect(.request(scene.trace.readied[$0].node.request)) })
    }
    let rest = groups.dropFirst(6).reduce(0) { $0 + $1.count }
    guard rest > 0 else { return }
    add("… and \(Format.count(rest, "node")) of other models", theme.style(.dim))
  }

  private mutating func addCandidates(_ decision: Decision, _ scene: Scene) {
    let theme = scene.theme
    guard decision.candidates.count > 1 else { return }
    addHeading("Other places", theme)
    for (index, candidate) in decision.candidates.enumerated().prefix(Self.longestList) {
      let isChosen = index == decision.chosen
      let held = candidate.residents.map { $0.map(Format.letter) ?? "·" }.joined()
      let free =
        candidate.freeSince > 0 ? "free since \(scene.clock(candidate.freeSince))" : "never used"
      add(
        [
          TextSpan(text: isChosen ? "▶ " : "  ", style: theme.style(.now, .bold)),
          TextSpan(
            text: fitted(candidate.gpus.gpuLabel, 12),
            style: isChosen ? theme.style(.text, .bold) : theme.plain),
          TextSpan(
            text: fitted("holds \(held)", 14) + fitted(free, 24)
              + "would cost \(Format.span(candidate.switching.seconds))",
            style: theme.style(.dim)),
        ], link: .inspect(.gpu(candidate.gpus.lowerBound)))
    }
  }
}
