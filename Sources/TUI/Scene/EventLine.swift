import Engine
import History

/// A line of the events pane as text.
struct EventLine {
  let time: Double
  let sign: String
  let text: String
  /// The beginning of the text, which is never cut where a name after it can be.
  private var lead = ""
  /// The words before the end of the text, left out first.
  private var filler = ""
  /// The end of the text that is never cut.
  let tail: String
  let style: Style
}

extension EventLine {
  /// Writes a line; in a narrow pane models are told by their letters alone.
  init(_ entry: (event: Int, row: EventRow), _ scene: Scene, width: Int) {
    let (theme, scenario) = (scene.theme, scene.scenario)
    time = scene.trace.events[entry.event].time
    switch entry.row {
    case .arrival(let request):
      sign = "+"
      filler = " arrives"
      tail = ": \(scenario.workflow(of: request).id)"
      text = scenario[request].id + filler + tail
      style = theme.style(.key)
    case .completion(let number):
      (sign, style, tail) = ("●", theme.style(.good), "")
      (lead, text) = Self.work(number, scene)
    case .requestCompletion(let completed):
      sign = "✓"
      tail = " after \(Format.span(completed.latency))"
      filler = " complete"
      text = scenario[completed.request].id + filler + tail
      style = theme.style(.good, .bold)
    case .switch(let number):
      tail = " " + Format.span(scene.trace.executions[number].switchTime)
      (sign, text) = ("⇄", Self.exchange(number, scene, isWide: width >= 60) + tail)
      style = theme.style(.warn, .bold)
    case .dispatch(let number):
      let model = scene.moment.history.model(of: scene.trace.executions[number])
      (sign, style, tail) = ("→", theme.ink(scene.color(of: model)), "")
      (lead, text) = Self.work(number, scene)
    }
  }

  /// The text cut to a width: the filler goes first, then its middle, and never the tail.
  func text(width: Int) -> String {
    guard displayWidth(of: text) > width else { return text }
    let name = String(text.dropFirst(lead.count).dropLast(tail.count + filler.count))
    let room = width - displayWidth(of: tail)
    guard room > displayWidth(of: lead) + 3 else {
      return room > 0
        ? shortenedInMiddle(lead + name, room) + tail : shortened(lead + name + tail, width)
    }
    return lead + shortenedNodeName(name, room - displayWidth(of: lead)) + tail
  }

  private static func exchange(_ number: Int, _ scene: Scene, isWide: Bool) -> String {
    let execution = scene.trace.executions[number]
    guard case .model(let evicted) = execution.replaced else { return "" }
    let name = { isWide ? scene.name(of: $0) : Format.letter($0) }
    let model = scene.moment.history.model(of: execution)
    return "\(execution.gpus.gpuLabel) \(name(evicted)) → \(name(model))"
  }

  /// The GPUs and the model's letter of an execution, and these with its node.
  private static func work(_ number: Int, _ scene: Scene) -> (lead: String, text: String) {
    let execution = scene.trace.executions[number]
    let letter = Format.letter(scene.moment.history.model(of: execution))
    let lead = "\(execution.gpus.gpuLabel) \(letter) "
    return (lead, lead + scene.name(of: scene.trace.node(of: execution)))
  }
}
