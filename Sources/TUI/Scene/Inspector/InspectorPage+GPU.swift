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
    let past = moment.executions(on: gpu, from: -.infinity, to: moment.time)
    guard !past.isEmpty else { return }
    addHeading("Executions, latest first", theme)
    for index in past.reversed().prefix(Self.longestList) { addExecution(Int(index), scene) }
    guard past.count > Self.longestList else { return }
    add("… and \(Format.count(past.count - Self.longestList)) earlier ones", theme.style(.dim))
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
    add(
      [
        TextSpan(text: isDone ? "● " : "▶ ", style: theme.style(isDone ? .good : .now)),
        TextSpan(text: "\(begin) ", style: theme.style(.dim)),
        TextSpan(text: Format.letter(model), style: theme.solid(scene.color(of: model), .bold)),
        TextSpan(
          text: " " + fitted(scene.name(of: scene.trace.node(of: execution)), nameWidth),
          style: theme.plain),
        TextSpan(text: " " + fitted(preparation, 13), style: theme.style(.warn)),
        TextSpan(
          text: " computes \(Format.span(execution.executionTime))", style: theme.style(.dim)),
      ], link: .inspect(.dispatch(index)))
  }
}
