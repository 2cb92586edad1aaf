import Engine
import History

extension InspectorPage {
  /// A dispatch: what it is, what it cost, and why it went where it went.
  mutating func show(dispatch index: Int, _ frame: Frame, width: Int) {
    let theme = frame.theme
    guard index < frame.moment.executionCount, let decision = frame.moment.why(execution: index)
    else {
      setTitle("A later dispatch")
      return add("has not been decided yet", theme.style(.dim))
    }
    let execution = frame.trace.executions[index]
    let node = frame.trace.node(of: execution)
    setTitle("\(frame.name(of: node)) on GPU \(execution.gpus.label)")
    addWrapped(times(of: execution, decision, frame))
    addWrapped(cost(of: execution, decision, frame))
    addComeback(of: index, frame)
    addHeading("Why here", theme)
    addWrapped(decision.placementWords(frame.wording), theme.plain)
    if decision.turn != .longestWaiting {
      addWrapped(decision.turnWords(frame.wording), theme.plain)
    }
    addPassedOver(decision.passedOver, frame)
    addCandidates(decision, frame)
    addHeading("Go on", theme)
    addLink("its request", .inspect(.request(node.request)), frame)
    addLink("its GPU", .inspect(.gpu(execution.gpus.lowerBound)), frame)
    addLink("to the moment before it", .go(toEvent: decision.event), frame)
    addLink("to just after it", .go(toEvent: decision.event + 1), frame)
  }

  private func times(
    of execution: Execution, _ decision: Decision, _ frame: Frame
  ) -> [Span] {
    let theme = frame.theme
    let ready = frame.trace.readyTime(of: execution)
    return [
      Span(
        text: frame.name(of: decision.model),
        style: theme.ink(frame.color(of: decision.model), .bold)),
      Span(
        text: " · ready \(Format.clock(ready)) · placed \(Format.clock(decision.time)) after "
          + "\(Format.span(max(0, decision.time - ready))) · computes "
          + "\(Format.clock(execution.start))–\(Format.clock(execution.end))",
        style: theme.plain),
    ]
  }

  private func cost(
    of execution: Execution, _ decision: Decision, _ frame: Frame
  ) -> [Span] {
    let theme = frame.theme
    let model = frame.scenario[decision.model]
    switch execution.replaced {
    case .nothing:
      return [Span(text: "No switch: the model was there already", style: theme.style(.good))]
    case .empty:
      return [
        Span(text: "Initial load \(Format.span(execution.switchTime))", style: theme.style(.warn)),
        Span(text: ": GPU \(decision.dearestGPU) was empty; no switch", style: theme.plain),
      ]
    case .model(let old):
      let (before, hardware) = (frame.scenario[old], frame.scenario.hardware)
      var text = ": \(before.id) made way for \(model.id)"
      let formula =
        (before.memoryGB + model.memoryGB) / hardware.pcieBandwidthGBPerSecond
        + hardware.switchOverheadSeconds
      // A group pays for its dearest GPU, which may have held another model.
      if (formula - execution.switchTime).magnitude < 1e-9 {
        text +=
          ", (\(before.memoryGB) + \(model.memoryGB)) GB / \(hardware.pcieBandwidthGBPerSecond) GB/s"
          + " + \(hardware.switchOverheadSeconds) s"
      } else {
        text += "; GPU \(decision.dearestGPU) took longest"
      }
      return [
        Span(
          text: "⇄ Switch \(Format.span(execution.switchTime))", style: theme.style(.warn, .bold)),
        Span(text: text, style: theme.plain),
      ]
    }
  }

  /// Says when the evicted model was loaded again, which tells whether the switch paid.
  private mutating func addComeback(of index: Int, _ frame: Frame) {
    guard let entry = frame.moment.switchEntry(madeBy: index) else { return }
    let theme = frame.theme
    let from = frame.scenario[entry.from].id
    guard let load = entry.nextLoad else {
      return add("\(from) has not been loaded again so far", theme.style(.dim))
    }
    let execution = frame.trace.executions[load]
    let begin = execution.start - execution.switchTime
    let back = max(0, begin - entry.time)
    add(
      "↩ \(from) is back after \(Format.span(back)), on GPU \(execution.gpus.label)",
      theme.style(back < 30 ? .warn : .dim), link: .inspect(.dispatch(load)))
  }

  // MARK: - Who was ahead, where it could have gone

  mutating func addPassedOver(_ groups: [PassedOver], _ frame: Frame) {
    let theme = frame.theme
    guard !groups.isEmpty else {
      return add("It was at the head of the queue", theme.style(.dim))
    }
    for group in groups.prefix(6) {
      let first = group.first.first.map { frame.name(of: frame.trace.readied[$0].node) } ?? ""
      let more = group.count > 1 ? " and \(Format.count(group.count - 1)) more" : ""
      addWrapped(
        [
          Span(text: "Ahead of it: ", style: theme.style(.dim)),
          Span(
            text: Format.letter(group.model),
            style: theme.solid(frame.color(of: group.model), .bold)),
          Span(text: " \(first)\(more)", style: theme.plain),
          Span(text: " – \(group.reason.words(frame.wording))", style: theme.style(.dim)),
        ], link: group.first.first.map { .inspect(.request(frame.trace.readied[$0].node.request)) })
    }
    let rest = groups.dropFirst(6).reduce(0) { $0 + $1.count }
    if rest > 0 { add("… and \(Format.count(rest)) nodes of other models", theme.style(.dim)) }
  }

  private mutating func addCandidates(_ decision: Decision, _ frame: Frame) {
    let theme = frame.theme
    guard decision.candidates.count > 1 else { return }
    addHeading("Where it could have gone", theme)
    for (index, candidate) in decision.candidates.enumerated().prefix(Self.longestList) {
      let isChosen = index == decision.chosen
      let held = candidate.residents.map { $0.map(Format.letter) ?? "·" }.joined()
      let free =
        candidate.freeSince > 0 ? "free since \(Format.clock(candidate.freeSince))" : "never used"
      add(
        [
          Span(text: isChosen ? "▶ " : "  ", style: theme.style(.now, .bold)),
          Span(
            text: fitted("GPU \(candidate.gpus.label)", 12),
            style: isChosen ? theme.style(.text, .bold) : theme.plain),
          Span(
            text: fitted("holds \(held)", 14) + fitted(free, 24)
              + "would cost \(Format.span(candidate.switching.seconds))",
            style: theme.style(.dim)),
        ], link: .inspect(.gpu(candidate.gpus.lowerBound)))
    }
  }
}

extension Frame {
  /// How the screen writes what explanations speak of.
  var wording: Wording {
    Wording(
      gpus: \.label, time: { Format.clock($0) }, span: Format.span,
      model: { [self] in scenario[$0].id },
      node: { [self] in name(of: trace.readied[$0].node) })
  }
}
