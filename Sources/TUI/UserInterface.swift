public import Engine

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
  /// The themes to choose from, the one to begin with among them.
  private let themes: [Theme]
  private let firstTheme: Int
  private let warnings: [String]
  private let configuration: UserConfiguration

  /// Prepares the interface.
  ///
  /// - Parameters:
  ///   - history: the run.
  ///   - title: what is run, for the header.
  ///   - theme: the colours to begin with.
  ///   - themes: the themes to choose from.
  ///   - configuration: what the user has set.
  ///   - warnings: what was odd in the files, and who can never run, line by line.
  public init(
    _ history: History, title: String, theme: Theme = .builtIn, themes: [Theme] = [],
    configuration: UserConfiguration = UserConfiguration(), warnings: [String] = []
  ) {
    self.history = history
    self.title = title
    let found = themes.firstIndex(of: theme)
    self.themes = found == nil ? [theme] + themes : themes
    firstTheme = found ?? 0
    self.configuration = configuration
    self.warnings = warnings
  }

  /// Shows the run in the terminal until the user quits.
  public func run(_ settings: DisplaySettings) throws(DisplayFailure) {
    let options = Terminal.Options(
      mouse: configuration.mouse, color: settings.color, noColor: settings.noColor,
      ascii: settings.ascii,
      terminalName: settings.terminalName)
    do {
      var terminal = try Terminal(options)
      EventLoop().run(start(terminal.size), in: &terminal)
    } catch {
      throw DisplayFailure(sentence: "\(error)")
    }
  }

  private func start(_ size: Size) -> AppState {
    var state = AppState(
      history: history, title: title, size: size, keymap: configuration.keymap, themes: themes,
      warnings: warnings)
    state.themeIndex = firstTheme
    state.playback.set(configuration.speed)
    state.usesMouse = configuration.mouse
    state.hiddenPanes = Set(PaneID.allCases).subtracting(configuration.panes)
    if !warnings.isEmpty {
      let key = configuration.keymap.label(of: .warnings).map { "; \($0) shows them" } ?? ""
      state.message = "⚠ \(Format.count(warnings.count)) lines of warnings\(key)"
    }
    return state
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
    var state = start(Size(width, height))
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
