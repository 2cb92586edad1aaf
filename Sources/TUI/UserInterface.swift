import Engine
import Foundation
public import History

/// The choices about the look of the screen.
public struct DisplaySettings: Sendable {
  /// The number of colours.
  public var color: ColorChoice
  /// Whether to draw with ASCII characters alone.
  public var ascii: Bool
  /// The value of the environment variable `NO_COLOR`.
  public var noColor: String?
  /// The value of the environment variable `COLORTERM`.
  public var colorTerm: String?
  /// Whether the user has chosen a theme.
  public var isThemeChosen = false
  /// The value of the environment variable `TERM`.
  public var terminalName: String
  /// Whether the terminal is one within tmux.
  public var isInTmux: Bool
  /// The file that takes the session as an asciicast; nil for none.
  public var recording: String?

  /// Makes settings.
  public init(
    color: ColorChoice = .auto, ascii: Bool = false, noColor: String? = nil,
    terminalName: String = "", isInTmux: Bool = false
  ) {
    self.color = color
    self.ascii = ascii
    self.noColor = noColor
    self.terminalName = terminalName
    self.isInTmux = isInTmux
  }
}

/// The terminal user interface over a run.
public struct UserInterface: Sendable {
  /// The run to show.
  public enum Content: Sendable {
    /// A run to be simulated, on the screen as far as it is known.
    case opening(Opening)
    /// A run of a log.
    case log(History)
    /// A run that goes on, as it is now, and the feed of the rest.
    case live(History, LiveFeed)
  }

  private let content: Content
  let title: String
  private let themes: [Theme]
  private let warnings: [String]
  private let configuration: UserConfiguration
  private let start: StartState
  private let typedTextsPath: String?

  /// Prepares the interface.
  ///
  /// - Parameters:
  ///   - content: the run to show.
  ///   - title: the title in the header.
  ///   - themes: the themes to choose from, the one to begin with first.
  ///   - warnings: the warnings about the user's settings, line by line.
  ///   - configuration: the user's settings.
  ///   - start: the state in which the screen begins.
  ///   - typedTextsPath: the file that keeps what was typed into text fields; none if nil.
  public init(
    _ content: Content, title: String, themes: [Theme] = [], warnings: [String] = [],
    configuration: UserConfiguration = UserConfiguration(), start: StartState = StartState(),
    typedTextsPath: String? = nil
  ) {
    self.content = content
    self.title = title
    self.themes = themes.isEmpty ? [.builtIn] : themes
    self.warnings = warnings
    self.configuration = configuration
    self.start = start
    self.typedTextsPath = typedTextsPath
  }

  private func state(_ run: Run, size: Size, warnings: [String] = []) -> AppState {
    var state = AppState(
      run: run, title: title, size: size, keymap: configuration.keymap, themes: themes,
      warnings: self.warnings + warnings)
    state.playback.set(configuration.speed)
    state.usesMouse = configuration.mouse
    state.hiddenPanes = configuration.hiddenPanes
    state.showsTracks = configuration.showsTracks
    state.startCommands = start.commands
    let count = state.allWarnings.count
    if count > 0 {
      state.message = state.remark(
        "⚠ " + Format.count(count, "warning"), .warnings, "shows them")
    }
    return state
  }
}

// MARK: - In a terminal

extension UserInterface {
  /// Shows the run in the terminal until the user quits.
  ///
  /// - Returns: The whole of a simulated run; nil if the user quit before it was known.
  /// - Throws: `DisplayFailure`, or the reason why the run could not be opened.
  public func run(_ settings: DisplaySettings) throws -> History? {
    let inbox = Inbox { Terminal.wake() }
    defer { inbox.close() }
    let opened = try begin(inbox)
    var options = TerminalOptions(
      mouse: configuration.mouse, color: settings.color, noColor: settings.noColor,
      ascii: settings.ascii, colorTerm: settings.colorTerm,
      asksForBackground: !settings.isThemeChosen && configuration.theme == nil
        && settings.noColor?.isEmpty != false, terminalName: settings.terminalName,
      isInTmux: settings.isInTmux)
    // A run that goes on has something to end after the screen.
    if case .live = content { options.closesOnSignal = true }
    let last = try show(opened, inbox, options, recording: settings.recording)
    if let failure = inbox.failure { throw failure }
    guard case .opening = content, let first = last.runs.first, first.isWhole else { return nil }
    return first.history
  }

  /// A run as it is known after a moment.
  private struct Opened {
    var run: Run
    /// The owner of its history if it grows.
    var growth: GrowingHistory?
    var warnings: [String] = []
  }

  /// Starts the work in the background; returns the run as it is known after a moment.
  private func begin(_ inbox: Inbox) throws -> Opened {
    switch content {
    case .log(let history): return Opened(run: Run(source: .log, history: history))
    case .live(let history, let feed):
      inbox.start(feed)
      let status = LiveStatus(time: 0, phase: "starting")
      return Opened(run: Run(source: .live(status), history: history, isWhole: false))
    case .opening(let opening):
      inbox.start(opening)
      return try firstPicture(inbox)
    }
  }

  /// Waits a moment for a run to be opened, so that a short one is whole at the first picture.
  private func firstPicture(_ inbox: Inbox) throws -> Opened {
    let deadline = ContinuousClock.now + Self.patience
    var opened: Opened?
    while ContinuousClock.now < deadline, opened?.run.isWhole != true {
      for report in inbox.take() {
        switch report {
        case .opened(let run, let growth, let warnings):
          opened = Opened(run: run, growth: growth, warnings: warnings)
        case .grown(let history):
          opened?.run.grow(to: history, isWhole: true)
          opened?.growth = nil
        case .warnings(let lines): opened?.warnings += lines
        case .failed: if let failure = inbox.failure { throw failure }
        case .switches(let switches, _): opened?.run.take(switchOrder: switches)
        case .progress, .compared, .branched, .found, .lookedUp, .measured, .finished,
          .mostSwitching, .live:
          break
        }
      }
      if opened?.run.isWhole != true { Thread.sleep(forTimeInterval: Self.pollInterval) }
    }
    return opened ?? Opened(run: .placeholder)
  }

  /// The name of the theme for a terminal with a light background.
  private static let lightTheme = "day"
  private static let patience = Duration.milliseconds(150)
  private static let pollInterval = 0.002

  private func show(
    _ opened: Opened, _ inbox: Inbox, _ options: TerminalOptions, recording: String?
  ) throws(DisplayFailure) -> AppState {
    do {
      var terminal = try Terminal(options)
      if let recording {
        terminal.recorder = try CastRecorder(
          path: recording, title: title, size: terminal.size, depth: terminal.depth)
      }
      var state = state(opened.run, size: terminal.size, warnings: opened.warnings)
      if let typedTextsPath { state.typed = TypedTexts(file: typedTextsPath) }
      state.growth = opened.growth
      state.usesASCII = terminal.usesASCII
      if options.asksForBackground, terminal.isLight == true {
        state.themeIndex = themes.firstIndex { $0.name == Self.lightTheme } ?? state.themeIndex
      }
      if case .opening = content, !opened.run.isWhole {
        let name = opened.growth == nil ? "reading" : "simulating"
        state.work = [WorkStatus(id: 0, name: name, isCancellable: false)]
      }
      // Closed while the terminal is open: background work must not wake a loop that is gone.
      defer { inbox.close() }
      let known = state.typed
      let last = EventLoop(inbox: inbox).run(state, in: &terminal)
      if let typedTextsPath, last.typed != known { last.typed.keep(inFile: typedTextsPath) }
      return last
    } catch let failure as DisplayFailure {
      throw failure
    } catch {
      throw DisplayFailure(sentence: "\(error)")
    }
  }
}

extension Run {
  /// The run that the screen shows until the files are read.
  fileprivate static var placeholder: Run {
    Run(source: .log, history: .empty, isWhole: false)
  }
}

// MARK: - Without a terminal

extension UserInterface {
  /// Feeds keys to the interface without a terminal and returns its last screen.
  ///
  /// - Parameters:
  ///   - script: keys as typed, special ones by name: `10.<Right>?`.
  ///   - width: the columns of the screen.
  ///   - height: the rows of the screen.
  ///   - format: the format of the result.
  ///   - settings: the number of colours, and whether to use ASCII alone.
  /// - Returns: the contents of a file of that format, and the run; no run for a log.
  /// - Throws: `DisplayFailure`, or the reason why the run could not be opened.
  public func screen(
    after script: String, width: Int, height: Int, format: ScreenFormat,
    settings: DisplaySettings = DisplaySettings()
  ) throws -> (screen: String, run: History?) {
    let keys: [Key]
    do { keys = try KeyScript.parse(script) } catch {
      throw DisplayFailure(sentence: "\(error)")
    }
    var (state, history) = try scriptedState(width: width, height: height)
    state.usesASCII = settings.ascii
    state.press(keys)
    return (picture(of: state, format, settings), history)
  }

  /// The state of a scripted screen before the first key, and the run; no run for a log.
  func scriptedState(width: Int, height: Int) throws -> (state: AppState, run: History?) {
    var (run, warnings): (Run, [String])
    switch content {
    case .opening(let opening): (run, warnings) = try opening.run()
    case .log(let history): (run, warnings) = (Run(source: .log, history: history), [])
    case .live: throw DisplayFailure(sentence: "a screen without a terminal shows no live run")
    }
    let history = run.isSimulated ? run.history : nil
    var state = state(run, size: Size(width, height), warnings: warnings)
    state.finishStart()
    if let fault = state.startFaults.first { throw DisplayFailure(sentence: fault) }
    return (state, history)
  }

  private func picture(
    of state: AppState, _ format: ScreenFormat, _ settings: DisplaySettings
  ) -> String {
    let theme = state.theme
    var canvas = Screen.draw(state)
    if settings.ascii { canvas = canvas.inASCII(paper: theme.background) }
    switch format {
    case .text: return canvas.text()
    // A file is to be the same wherever it is made: neither TERM nor NO_COLOR counts.
    case .ansi:
      return canvas.ansi(.detect(terminalColors: 256, noColor: nil, choice: settings.color))
    case .svg:
      let depth: ColorDepth =
        settings.color == .auto
        ? .trueColor : .detect(terminalColors: 256, noColor: nil, choice: settings.color)
      return canvas.fitted(to: depth).svg(
        title: "gswarm-sim: \(title)", ink: theme.text, paper: theme.background)
    }
  }
}

/// The format of a screen in a file.
public enum ScreenFormat: String, CaseIterable, Sendable {
  /// The characters alone.
  case text = "txt"
  /// With the escape sequences of a terminal.
  case ansi
  /// A picture.
  case svg
}
