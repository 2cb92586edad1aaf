import Engine
import History

extension InspectorPage {
  /// Writes the page of a GPU: its model, its work, its past, the latest first.
  mutating func show(gpu: Int, _ scene: Scene) {
    let (moment, theme) = (scene.moment, scene.theme)
    setTitle("GPU \(gpu)")
    var line = [TextSpan(text: "holds ", style: theme.style(.dim))]
    if let model = moment.resident(of: gpu) {
      line.append(
        TextSpan(
          text: scene.longName(of: model), style: theme.ink(scene.color(of: model), .bold)))
    } else {
      line.append(TextSpan(text: "no model", style: theme.plain))
    }
    line.append(
      TextSpan(
        text: " · busy \(Format.percent(moment.utilisation(of: gpu))) of the time so far",
        style: theme.style(.dim)))
    add(line)
    add(activity(of: gpu, scene))
    addResidents(of: gpu, scene)
    let past = moment.executions(on: gpu, from: -.infinity, to: moment.time)
    guard !past.isEmpty else { return }
    addHeading("Executions, latest first", theme)
    for index in past.reversed().prefix(Self.longestList) { addExecution(Int(index), scene) }
    guard past.count > Self.longestList else { return }
    add("… and \(Format.count(past.count - Self.longestList)) earlier ones", theme.style(.dim))
  }

  /// Adds the models in the memory of a GPU: sizes, last uses, and the order in which they would go.
  private mutating func addResidents(of gpu: Int, _ scene: Scene) {
    guard !scene.scenario.hasPlainMachine else { return }
    let (theme, moment) = (scene.theme, scene.moment)
    let machine = moment.machine
    let hardware = scene.scenario.hardware
    var facts: [String] = []
    if let kind = hardware.kind(ofGPU: gpu) {
      facts.append("kind \(kind.name)")
      if kind.speed != 1 { facts.append("speed \(Format.decimal(kind.speed, 2))") }
    }
    if let capacity = machine.memoryGB(of: gpu) {
      let used = Format.gigabytes(machine.usedGB(of: gpu)).dropLast(3)
      facts.append("\(used) of \(Format.gigabytes(capacity)) taken")
    }
    if !facts.isEmpty { add(facts.joined(separator: " · "), theme.style(.dim)) }
    guard hardware.residency == .memory else { return }
    let order = machine.evictionOrder(of: gpu)
    let residents = machine.residentsAtWorkFirst(of: gpu, moment)
    addHeading(
      residents.isEmpty ? "No residents" : "Residents, the one at work or used last first", theme)
    for resident in residents {
      let model = scene.scenario[resident.model]
      let use =
        resident.lastUse > moment.time
        ? "until \(scene.clock(resident.lastUse))"
        : "used \(Format.span(max(0, moment.time - resident.lastUse))) ago"
      let turn =
        model.isPinned
        ? "pinned"
        : order.firstIndex(of: resident.model).map {
          $0 == 0 ? "goes next" : "goes as number \($0 + 1)"
        }
          ?? "stays"
      add([
        TextSpan(
          text: Format.letter(resident.model),
          style: theme.solid(scene.color(of: resident.model), .bold)),
        TextSpan(text: " " + fitted(model.id, 16), style: theme.plain),
        TextSpan(
          text: " " + padded(Format.gigabytes(model.shareGB(.memory)), 8) + "  "
            + fitted(use, 18) + " ", style: theme.style(.dim)),
        TextSpan(text: turn, style: theme.style(turn == "goes next" ? .warn : .dim)),
      ])
    }
  }

  /// The most rows of a list of executions or requests.
  static let longestList = 200

  private func activity(of gpu: Int, _ scene: Scene) -> [TextSpan] {
    let (moment, theme) = (scene.moment, scene.theme)
    switch moment.activity(of: gpu) {
    case .idle:
      return [
        TextSpan(
          text: scene.moment.options.shape.isAbsent(gpu) ? "removed" : "idle",
          style: theme.plain)
      ]
    case .switching(let index):
      let execution = scene.trace.executions[index]
      return [
        TextSpan(
          text: "loading until \(scene.clock(execution.start)), for ",
          style: theme.plain),
        TextSpan(
          text: scene.name(of: scene.trace.node(of: execution)), style: theme.style(.text, .bold)),
      ]
    case .computing(let index):
      let execution = scene.trace.executions[index]
      return [
        TextSpan(text: "computing until \(scene.clock(execution.end)): ", style: theme.plain),
        TextSpan(
          text: scene.name(of: scene.trace.node(of: execution)), style: theme.style(.text, .bold)),
      ]
    }
  }

  /// Adds a dispatch as a line with a link to it.
  mutating func addExecution(_ index: Int, _ scene: Scene) {
    let theme = scene.theme
    let execution = scene.trace.executions[index]
    let model = scene.moment.history.model(of: execution)
    let isDone = scene.moment.isCompleted(index)
    let begin = scene.clock(execution.start - execution.switchTime)
    // Sign, time and letter; preparation; computing.
    let nameWidth = min(max(width - (begin.count + 6) - 14 - 16, 8), 28)
    let preparation: String
    switch execution.replaced {
    case .nothing: preparation = ""
    case .empty: preparation = "load \(Format.span(execution.switchTime))"
    case .model(let old):
      preparation =
        "\(Format.letter(old))→\(Format.letter(model)) \(Format.span(execution.switchTime))"
    }
    let source = scene.trace.source(of: index).flatMap(\.placeOfWeights)
    add(
      [
        TextSpan(text: isDone ? "● " : "▶ ", style: theme.style(isDone ? .good : .now)),
        TextSpan(text: "\(begin) ", style: theme.style(.dim)),
        TextSpan(text: Format.letter(model), style: theme.solid(scene.color(of: model), .bold)),
        TextSpan(
          text: " " + fitted(scene.name(of: scene.trace.node(of: execution)), nameWidth),
          style: theme.plain),
        TextSpan(text: " " + fitted(preparation, 13), style: theme.style(.warn)),
        TextSpan(text: source.map { " from \($0)" } ?? "", style: theme.style(.dim)),
        TextSpan(
          text: " computes \(Format.span(execution.executionTime))", style: theme.style(.dim)),
      ], link: .inspect(.dispatch(index)))
  }
}

extension LoadSource {
  /// The place that weights came from in a word; nil if none were moved.
  var placeOfWeights: String? {
    switch self {
    case .none, .resident: nil
    case .host: "host"
    case .disk: "disk"
    }
  }
}
