import Engine
import History

extension InspectorPage {
  /// Writes the page of a node in the ready queue: the reason, the nodes ahead of it, its earliest start.
  mutating func show(waiting entry: Int, _ scene: Scene) {
    let (moment, theme) = (scene.moment, scene.theme)
    guard entry < moment.readiedCount else {
      setTitle("A later node")
      return add("is not ready yet", theme.style(.dim))
    }
    let node = scene.trace.readied[entry].node
    setTitle("\(scene.name(of: node)) in the ready queue")
    guard let waiting = moment.whyWaiting(entry: entry) else {
      add("It has been placed", theme.style(.good))
      if let execution = moment.execution(ofReadied: entry) { addExecution(execution, scene) }
      return addLink("its request", .inspect(.request(node.request)), scene)
    }
    let model = scene.scenario[waiting.model]
    addWrapped([
      TextSpan(
        text: scene.longName(of: waiting.model),
        style: theme.ink(scene.color(of: waiting.model), .bold)),
      TextSpan(
        text: " on \(Format.count(model.gpusRequired, "GPU", "GPUs in a row"))"
          + " · ready \(scene.clock(waiting.since)) · has waited "
          + Format.span(max(0, moment.time - waiting.since)), style: theme.plain),
    ])
    addHeading("Why it waits", theme)
    addWrapped(waiting.reason.words(scene.wording), theme.style(.warn, .bold))
    if let earliest = waiting.earliestDispatch {
      let text =
        earliest > moment.time
        ? "It cannot start before \(scene.clock(earliest)), when enough GPUs are free"
        : "It can be placed at the next event"
      addWrapped(text, theme.plain)
    } else {
      add("It can never start", theme.style(.bad, .bold))
    }
    add(
      waiting.aheadCount == 0
        ? "It is at the head of the queue"
        : Format.count(waiting.aheadCount, "node is", "nodes are") + " ahead of it in the queue",
      theme.plain)
    if waiting.aheadCount > 0 { addPassedOver(waiting.ahead, scene) }
    addHeading("See also", theme)
    addLink("its request", .inspect(.request(node.request)), scene)
    let ready = scene.trace.readied[entry].event
    addLink("the moment when it became ready", .go(toEvent: ready + 1), scene)
  }
}
