import Engine
public import History

/// How the screen looks and what it may use.
public struct DisplaySettings: Sendable {
  /// How many colours to use.
  public var color: ColorChoice
  /// Whether to draw with ASCII characters alone.
  public var ascii: Bool
  /// The value of the environment variable `NO_COLOR`.
  public var noColor: String?
  /// The value of the environment variable `TERM`.
  public var terminalName: String

  /// Makes settings.
  public init(
    color: ColorChoice = .auto, ascii: Bool = false, noColor: String? = nil,
    terminalName: String = ""
  ) {
    self.color = color
    self.ascii = ascii
    self.noColor = noColor
    self.terminalName = terminalName
  }
}

/// The terminal user interface over a finished run.
public struct UserInterface: Sendable {
  private let history: History
  private let title: String
  private let themes: [Theme]
  private let warnings: [String]
  private let configuration: UserConfiguration
  private let feed: LiveFeed?
  private let isSimulated: Bool

  /// Prepares the interface.
  ///
  /// - Parameters:
  ///   - history: the run, from its first to its last event.
  ///   - title: says in the header what is run.
  ///   - themes: the themes to choose from, the one to begin with first.
  ///   - warnings: what was odd in the files, line by line.
  ///   - configuration: what the user has set.
  ///   - isSimulated: whether the run comes from the simulation, so that it can be run otherwise.
  ///   - feed: where the rest of the run comes from, if it goes on while it is shown.
  public init(
    _ history: History, title: String, themes: [Theme] = [], warnings: [String] = [],
    configuration: UserConfiguration = UserConfiguration(), isSimulated: Bool = true,
    feed: LiveFeed? = nil
  ) {
    self.isSimulated = isSimulated
    self.feed = feed
    self.history = history
    self.title = title
    self.themes = themes.isEmpty ? [.builtIn] : themes
    self.warnings = warnings
    self.configuration = configuration
  }

  private func state(size: Size) -> AppState {
    var state = AppState(
      history: history, title: title, size: size, keymap: configuration.keymap, themes: themes,
      warnings: warnings)
    if feed != nil { state.live = LiveStatus(time: 0, phase: "starting") }
    state.isSimulated = isSimulated
    state.playback.set(configuration.speed)
    state.usesMouse = configuration.mouse
    state.hiddenPanes = configuration.hiddenPanes
    if !warnings.isEmpty {
      let key = configuration.keymap.label(of: .warnings).map { "; \($0) shows them" } ?? ""
      state.message = "⚠ there are warnings\(key)"
    }
    return state
  }

  /// Shows the run in the terminal until the user quits.
  public func run(_ settings: DisplaySettings) throws(DisplayFailure) {
    var options = Terminal.Options(
      mouse: configuration.mouse, color: settings.color, noColor: settings.noColor,
      ascii: settings.ascii, terminalName: settings.terminalName)
    // Who shows a run that goes on has something to end after the screen.
    options.closesOnSignal = feed != nil
    do {
      var terminal = try Terminal(options)
      EventLoop(feed: feed).run(state(size: terminal.size), in: &terminal)
    } catch {
      throw DisplayFailure(sentence: "\(error)")
    }
  }

  /// Feeds keys to the interface without a terminal and returns its last screen.
  ///
  /// - Parameters:
  ///   - script: keys as typed, special ones by name: `10.<Right>?`.
  ///   - width: the columns of the screen.
  ///   - height: the rows of the screen.
  ///   - format: how the screen is written down.
  ///   - settings: how many colours, and whether ASCII alone.
  /// - Returns: the contents of a file of that format.
  /// - Throws: what is wrong with the script.
  public func screen(
    after script: String, width: Int, height: Int, format: ScreenFormat,
    settings: DisplaySettings = DisplaySettings()
  ) throws(DisplayFailure) -> String {
    let keys: [Key]
    do { keys = try KeyScript.parse(script) } catch {
      throw DisplayFailure(sentence: "\(error)")
    }
    var state = state(size: Size(width, height))
    for key in keys where state.handle(key) == .quit { break }
    let theme = state.theme
    var canvas = Screen.draw(state)
    if settings.ascii { canvas = canvas.inASCII(paper: theme.background) }
    let depth = ColorDepth.detect(
      terminalColors: 256, noColor: settings.noColor, choice: settings.color)
    switch format {
    case .text: return canvas.text()
    case .ansi: return canvas.ansi(depth)
    case .svg:
      // A picture has all colours unless fewer are asked for.
      if settings.color != .auto { canvas = canvas.fitted(to: depth) }
      return canvas.svg(title: "gswarm-sim: \(title)", ink: theme.text, paper: theme.background)
    }
  }
}

/// How a screen is written to a file.
public enum ScreenFormat: String, CaseIterable, Sendable {
  /// The characters alone.
  case text = "txt"
  /// With the escape sequences of a terminal.
  case ansi
  /// A picture.
  case svg
}
