import Engine
import History

extension InspectorPage {
  /// Writes the page of a model: its size, its place, its calls, its loads, the models it fights with.
  mutating func show(model: ModelID, _ scene: Scene) {
    let (moment, theme) = (scene.moment, scene.theme)
    let known = scene.scenario[model]
    setTitle("\(Format.letter(model)) \(scene.title(of: model))")
    let style = theme.ink(scene.color(of: model), .bold)
    addWrapped([
      TextSpan(text: "\(theme.texture(model.index)) \(scene.title(of: model))", style: style),
      TextSpan(
        text: " · \(Format.gigabytes(known.memoryGB)) on "
          + Format.count(known.gpusRequired, "GPU", "GPUs in a row")
          + " · loads in \(Format.span(known.loadTimeSeconds))"
          + (known.tokensPerSecond.map { " · \($0) tokens/s" } ?? ""), style: theme.plain),
    ])
    addPlace(of: model, scene)
    guard model.index < moment.modelUses.count else { return }
    let use = moment.modelUses[model.index]
    addCalls(of: model, use, scene)
    addLoads(use, scene)
    addRivals(of: model, scene)
    addUsers(of: model, scene)
    guard let latest = moment.latestDispatch(of: model) else { return }
    addHeading("Its latest call", theme)
    addExecution(latest, scene)
  }

  private mutating func addPlace(of model: ModelID, _ scene: Scene) {
    let moment = scene.moment
    let gpus = (0..<moment.history.options.gpuCount).filter { moment.resident(of: $0) == model }
    guard let first = gpus.first else {
      return add("resident nowhere", scene.theme.style(.dim))
    }
    var loading: [Int] = []
    var computing: [Int] = []
    for gpu in gpus {
      switch moment.activity(of: gpu) {
      case .idle: break
      case .switching: loading.append(gpu)
      case .computing: computing.append(gpu)
      }
    }
    let word = gpus.count == 1 ? "GPU" : "GPUs"
    let parts =
      ["resident on \(word) \(gpus.gpuRanges)"]
      + [("computing on", computing), ("loading on", loading)].compactMap { text, gpus in
        gpus.isEmpty ? nil : "\(text) \(gpus.gpuRanges)"
      }
    add(parts.joined(separator: " · "), scene.theme.plain, link: .inspect(.gpu(first)))
  }

  private mutating func addCalls(of model: ModelID, _ use: ModelUse, _ scene: Scene) {
    let theme = scene.theme
    let running = use.dispatchCount - use.completedCount
    add(
      "\(Format.count(use.dispatchCount, "call")): \(Format.count(use.completedCount)) done, "
        + "\(Format.count(running)) running · \(Format.count(use.waitingCount)) waiting",
      theme.plain)
    guard let times = scene.moment.responseTimes(of: model) else { return }
    addWrapped(
      "from ready to done: p50 \(Format.span(times.median)), p95 \(Format.span(times.p95)), mean "
        + "\(Format.span(times.mean)), max \(Format.span(times.max))", theme.plain)
  }

  private mutating func addLoads(_ use: ModelUse, _ scene: Scene) {
    let isEvicted = use.evictionCount > 0
    add(
      [
        TextSpan(
          text: "\(Format.count(use.loadCount + use.switchCount, "load")): "
            + "\(Format.count(use.loadCount)) onto empty GPUs, "
            + "\(Format.count(use.switchCount)) in place of another model · ",
          style: scene.theme.plain),
        TextSpan(
          text: "evicted \(Format.count(use.evictionCount, "time"))",
          style: isEvicted ? scene.theme.style(.warn, .bold) : scene.theme.plain),
      ])
  }

  private mutating func addRivals(of model: ModelID, _ scene: Scene) {
    let theme = scene.theme
    let rivals = scene.moment.rivals(of: model)
    guard !rivals.isEmpty else { return }
    addHeading("Fights with", theme)
    let names = min(
      rivals.map { displayWidth(of: scene.title(of: $0.model)) }.max() ?? 0, max(width - 46, 8))
    let evictions = rivals.map { Format.count($0.evictions) }
    let evicted = rivals.map { Format.count($0.evicted) }
    let widths = [evictions, evicted].map { $0.map(\.count).max() ?? 0 }
    for (row, rival) in rivals.enumerated() {
      let color = scene.color(of: rival.model)
      add(
        [
          TextSpan(text: Format.letter(rival.model), style: theme.solid(color, .bold)),
          TextSpan(
            text: " " + fitted(scene.title(of: rival.model), names), style: theme.ink(color)),
          TextSpan(
            text: "  evicted it \(padded(evictions[row], widths[0])) ×, was evicted for it "
              + "\(padded(evicted[row], widths[1])) ×", style: theme.plain),
        ], link: .inspect(.model(rival.model)))
    }
  }

  /// Adds the nodes of workflows that call a model.
  private mutating func addUsers(of model: ModelID, _ scene: Scene) {
    let names = scene.scenario.workflows.flatMap { workflow in
      workflow.nodes.filter { $0.model == model }.map { "\(workflow.id)/\($0.id)" }
    }
    guard !names.isEmpty else { return }
    let more = names.count > Self.mostUsers ? " and \(names.count - Self.mostUsers) more" : ""
    addWrapped(
      "called by " + names.prefix(Self.mostUsers).joined(separator: ", ") + more,
      scene.theme.style(.dim))
  }

  private static let mostUsers = 8
}
