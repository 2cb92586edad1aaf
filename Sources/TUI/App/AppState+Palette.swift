import Documents
import Engine
import History

// MARK: - Commands typed after `:`

extension AppState {
  /// Goes to a place, or does what an action's name or a verb with its text says.
  mutating func give(command text: String) throws(PromptError) -> Effect? {
    if let (verb, argument) = PaletteVerb.split(text) { return try give(verb, argument) }
    if let action = Action(rawValue: text) { return perform(action, times: 1) }
    do throws(PromptError) {
      let place = try JumpTarget(text, scenario: run.history.scenario)
      try jump(by: .goTo) { state throws(PromptError) in try state.go(to: place) }
      showCursor()
      return nil
    } catch {
      guard let name = Self.onlyName(beginningWith: text) else { throw error }
      return perform(name, times: 1)
    }
  }

  /// The only action whose name begins with a text.
  private static func onlyName(beginningWith text: String) -> Action? {
    let found = Action.allCases.filter { $0.rawValue.hasPrefix(text) }
    return found.count == 1 ? found[0] : nil
  }

  private mutating func give(
    _ verb: PaletteVerb, _ argument: String
  ) throws(PromptError) -> Effect? {
    switch verb {
    case .at, .event, .request: try go(verb, argument)
    case .zoom: try zoom(to: argument)
    case .gpu: try choose(gpu: argument)
    case .focus: try focus(onPane: argument)
    case .model: try inspect(model: argument)
    case .find: return try startSearch(for: argument)
    case .filter: try setFilter(argument)
    case .order: try setOrder(argument)
    case .break: try setBreakpoints(argument)
    case .compare, .branch:
      if let refusal = branchRefusal(verb == .compare ? .compare : .whatIf) {
        throw PromptError(sentence: refusal)
      }
      return verb == .compare ? try compare(with: argument) : try branch(argument)
    case .run: try show(run: argument)
    case .theme: try choose(theme: argument)
    case .speed: try set(speed: argument)
    case .mark: try go(to: .setMark(argument))
    case .name: try rename(argument)
    case .save: return try save(to: argument)
    }
    return nil
  }

  private mutating func go(_ verb: PaletteVerb, _ argument: String) throws(PromptError) {
    let scenario = run.history.scenario
    let place: JumpTarget
    switch verb {
    case .at:
      place = try JumpTarget(argument, scenario: scenario)
      switch place {
      case .time, .event, .share, .mark: break
      case .request, .setMark:
        throw PromptError(
          sentence: "“\(visible(argument))” is not a time; for example 120, 02:00, #1284, 50%")
      }
    case .event: place = try JumpTarget("#" + argument, scenario: scenario)
    default:
      let ids = scenario.requests.indices
      guard let request = ids.first(where: { scenario[$0].id == argument }) else {
        throw Self.unknown("request", argument, among: ids.lazy.map { scenario[$0].id })
      }
      place = .request(request)
    }
    try jump(by: .goTo) { state throws(PromptError) in try state.go(to: place) }
    showCursor()
  }

  private mutating func inspect(model id: String) throws(PromptError) {
    let models = run.history.scenario.models
    guard let index = models.firstIndex(where: { $0.id == id || $0.name == id }) else {
      throw Self.unknown("model", id, among: models.lazy.map(\.id))
    }
    open(.model(ModelID(index)))
  }

  private mutating func zoom(to text: String) throws(PromptError) {
    if text == "all" { return fitAll() }
    guard let seconds = JumpTarget.seconds(text), seconds > 0 else {
      throw PromptError(sentence: "zoom needs a number of seconds, or all")
    }
    viewport.zoom = Zoom(fitting: seconds, in: layout.axisWidth)
    viewport.panStart = nil
  }

  private mutating func choose(gpu text: String) throws(PromptError) {
    let count = run.history.options.gpuCount
    guard let gpu = Int(text), (0..<count).contains(gpu) else {
      throw PromptError(
        sentence: "no GPU “\(visible(text))”: they are 0" + (count > 1 ? " to \(count - 1)" : ""))
    }
    run.choices.gpu = gpu
    focus(on: .gpus)
    showChosenGPU()
  }

  /// Sends the keys to the pane of a name or a number.
  mutating func focus(onPane text: String) throws(PromptError) {
    let panes = PaneID.numbered
    guard let pane = panes.first(where: { $0.name == text || "\($0.rawValue)" == text }) else {
      throw Self.unknown("pane", text, among: panes.map(\.name))
    }
    focus(on: pane)
  }

  private mutating func show(run text: String) throws(PromptError) {
    guard let number = Int(text), (1...runs.count).contains(number) else {
      throw PromptError(
        sentence: "no run “\(visible(text))”: they are 1"
          + (runs.count > 1 ? " to \(runs.count)" : ""))
    }
    if number - 1 != runIndex { changeRun(by: number - 1 - runIndex) }
  }

  private mutating func choose(theme name: String) throws(PromptError) {
    guard let index = themes.firstIndex(where: { $0.name == name }) else {
      throw Self.unknown("theme", name, among: themes.map(\.name))
    }
    themeIndex = index
    message = "theme \(theme.name)"
  }

  private mutating func set(speed text: String) throws(PromptError) {
    guard let speed = text == Speed.fastest.label ? .infinity : Double(text), speed > 0 else {
      throw PromptError(sentence: "speed needs a number such as 8, or max")
    }
    playback.set(Speed(nearest: speed))
    message = "speed \(playback.speed.label)"
  }

  static func unknown(
    _ kind: String, _ name: String, among names: some Sequence<String>
  ) -> PromptError {
    let hint = nearest(to: name, among: names).map { "; did you mean \(visible($0))?" } ?? ""
    return PromptError(sentence: "there is no \(kind) “\(visible(name))”\(hint)")
  }
}
