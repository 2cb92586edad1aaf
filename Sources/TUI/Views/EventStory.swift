internal import Engine

/// The events before the cursor as lines.
enum EventStory {
  struct Line {
    let time: Double
    let sign: String
    let text: String
    let style: Style
  }

  /// The last lines before the cursor, oldest first.
  ///
  /// In a narrow pane models are told by their letters alone.
  static func latest(_ count: Int, _ frame: Frame, width: Int) -> [Line] {
    var lines: [Line] = []
    var event = frame.moment.eventCount
    while lines.count < count, event > 0 {
      event -= 1
      lines.insert(
        contentsOf: story(of: event, frame, isWide: width >= 60).suffix(count - lines.count), at: 0)
    }
    return lines
  }

  /// An event, and what it led to.
  private static func story(of index: Int, _ frame: Frame, isWide: Bool) -> [Line] {
    let (trace, theme) = (frame.trace, frame.theme)
    let event = trace.events[index]
    var lines: [Line] = []
    func add(_ sign: String, _ text: String, _ style: Style) {
      lines.append(Line(time: event.time, sign: sign, text: text, style: style))
    }
    switch event.subject {
    case .arrival(let request):
      let workflow = frame.scenario.workflow(of: request)
      add("+", "\(frame.scenario[request].id) arrives: \(workflow.id)", theme.style(.key))
    case .completion(let number):
      let execution = trace.executions[number]
      add("●", "\(what(execution, frame))", theme.style(.good))
    }
    let completed = frame.moment.completedRequests
    if let last = completed.request(completedAt: index) {
      add(
        "✓", "\(frame.scenario[last.request].id) complete after \(Format.span(last.latency))",
        theme.style(.good, .bold))
    }
    for number in trace.executions(of: index) {
      let execution = trace.executions[number]
      let model = frame.moment.history.model(of: execution)
      if case .model(let evicted) = execution.replaced {
        let name = { isWide ? frame.name(of: $0) : Format.letter($0) }
        add(
          "⇄",
          "GPU \(execution.gpus.label) \(name(evicted)) → \(name(model)) "
            + Format.span(execution.switchTime), theme.style(.warn, .bold))
      }
      add("→", "\(what(execution, frame))", theme.ink(frame.color(of: model)))
    }
    return lines
  }

  private static func what(_ execution: Execution, _ frame: Frame) -> String {
    "GPU \(execution.gpus.label) \(frame.name(of: frame.trace.node(of: execution)))"
  }
}

extension ArraySlice<CompletedRequest> {
  /// The request that an event completed, found by bisection: they are in the order of events.
  func request(completedAt event: Int) -> CompletedRequest? {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = (low + high) / 2
      if self[middle].event < event { low = middle + 1 } else { high = middle }
    }
    return low < endIndex && self[low].event == event ? self[low] : nil
  }
}
