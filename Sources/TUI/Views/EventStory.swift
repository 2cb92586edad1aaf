import Engine
import History

/// The events before the cursor, each with what it led to, as lines.
enum EventStory {
  /// How many lines there are up to a moment.
  static func reach(_ moment: Moment) -> Int { moment.eventRowCount }

  /// The last lines up to a moment, oldest first, without the very last `skipped` ones.
  ///
  /// - Complexity: O(count + log² trace).
  static func latest(
    _ count: Int, skipping skipped: Int = 0, _ moment: Moment
  ) -> [(event: Int, what: EventRow)] {
    let end = max(moment.eventRowCount - skipped, 0)
    return moment.eventRows(max(end - count, 0)..<end).map { ($0.event, $0.row) }
  }

  /// What Enter on a line shows; lines are counted back from the cursor.
  static func subject(ofLine line: Int, _ moment: Moment) -> Subject? {
    let line = min(line, max(reach(moment) - 1, 0))
    return latest(1, skipping: line, moment).first.map { subject(of: $0.what, moment) }
  }

  private static func subject(of what: EventRow, _ moment: Moment) -> Subject {
    switch what {
    case .arrival(let request): .request(request)
    case .requestCompletion(let completed): .request(completed.request)
    case .completion(let execution), .switch(let execution), .dispatch(let execution):
      .dispatch(execution)
    }
  }
}

// MARK: - As text

extension EventStory {
  struct Line {
    let time: Double
    let sign: String
    let text: String
    let style: Style
  }

  /// A line as text; in a narrow pane models are told by their letters alone.
  static func line(for entry: (event: Int, what: EventRow), _ frame: Frame, width: Int) -> Line {
    let theme = frame.theme
    let (sign, text, style): (String, String, Style)
    switch entry.what {
    case .arrival(let request):
      let workflow = frame.scenario.workflow(of: request)
      (sign, text) = ("+", "\(frame.scenario[request].id) arrives: \(workflow.id)")
      style = theme.style(.key)
    case .completion(let number):
      (sign, text, style) = ("●", name(of: number, frame), theme.style(.good))
    case .requestCompletion(let last):
      let span = Format.span(last.latency)
      (sign, text) = ("✓", "\(frame.scenario[last.request].id) complete after \(span)")
      style = theme.style(.good, .bold)
    case .switch(let number):
      (sign, text) = ("⇄", switchText(number, frame, isWide: width >= 60))
      style = theme.style(.warn, .bold)
    case .dispatch(let number):
      let model = frame.moment.history.model(of: frame.trace.executions[number])
      (sign, text, style) = ("→", name(of: number, frame), theme.ink(frame.color(of: model)))
    }
    return Line(time: frame.trace.events[entry.event].time, sign: sign, text: text, style: style)
  }

  private static func switchText(_ number: Int, _ frame: Frame, isWide: Bool) -> String {
    let execution = frame.trace.executions[number]
    guard case .model(let evicted) = execution.replaced else { return "" }
    let name = { isWide ? frame.name(of: $0) : Format.letter($0) }
    let model = frame.moment.history.model(of: execution)
    return "GPU \(execution.gpus.label) \(name(evicted)) → \(name(model)) "
      + Format.span(execution.switchTime)
  }

  private static func name(of number: Int, _ frame: Frame) -> String {
    let execution = frame.trace.executions[number]
    return "GPU \(execution.gpus.label) \(frame.name(of: frame.trace.node(of: execution)))"
  }
}
