import Engine
import History

extension InspectorPage {
  /// A node in the ready queue: what is missing, who is ahead, when it could start at the earliest.
  mutating func show(waiting entry: Int, _ frame: Frame, width: Int) {
    let (moment, theme) = (frame.moment, frame.theme)
    guard entry < moment.readiedCount else {
      setTitle("A later node")
      return add("is not ready yet", theme.style(.dim))
    }
    let node = frame.trace.readied[entry].node
    setTitle("\(frame.name(of: node)) in the ready queue")
    guard let waiting = moment.whyWaiting(entry: entry) else {
      add("It has been placed", theme.style(.good))
      if let execution = moment.execution(ofReadied: entry) { addExecution(execution, frame) }
      return addLink("its request", .inspect(.request(node.request)), frame)
    }
    let model = frame.scenario[waiting.model]
    addWrapped([
      Span(
        text: frame.name(of: waiting.model),
        style: theme.ink(frame.color(of: waiting.model), .bold)),
      Span(
        text: " on \(model.gpusRequired == 1 ? "1 GPU" : "\(model.gpusRequired) GPUs in a row")"
          + " · ready \(Format.clock(waiting.since)) · waits for "
          + Format.span(max(0, moment.time - waiting.since)), style: theme.plain),
    ])
    addHeading("Why it waits", theme)
    addWrapped(waiting.reason.words(frame.wording), theme.style(.warn, .bold))
    if let earliest = waiting.earliestDispatch {
      let text =
        earliest > moment.time
        ? "It cannot start before \(Format.clock(earliest)), when enough GPUs are free"
        : "It can be placed in the next pass"
      addWrapped(text, theme.plain)
    } else {
      add("It can never start", theme.style(.bad, .bold))
    }
    add(
      waiting.aheadCount == 0
        ? "It is at the head of the queue"
        : "\(Format.count(waiting.aheadCount)) nodes are ahead of it in the queue", theme.plain)
    if waiting.aheadCount > 0 { addPassedOver(waiting.ahead, frame) }
    addHeading("Go on", theme)
    addLink("its request", .inspect(.request(node.request)), frame)
    let ready = frame.trace.readied[entry].event
    addLink("to when it became ready", .go(toEvent: ready + 1), frame)
  }
}
