import CNcurses

/// The choices about a terminal beyond what it says about itself.
struct TerminalOptions {
  var mouse = true
  var color = ColorChoice.auto
  /// The value of the environment variable `NO_COLOR`.
  var noColor: String?
  var ascii = false
  /// The value of the environment variable `COLORTERM`.
  var colorTerm: String?
  /// Whether to ask the terminal whether it is light or dark.
  var asksForBackground = false
  /// The value of the environment variable `TERM`, for messages.
  var terminalName = ""
  /// Whether the terminal is one within tmux.
  var isInTmux = false
  /// Whether the first signal that asks for the end closes the screen instead.
  var closesOnSignal = false
}

/// The screen and the keyboard of the terminal that the process runs in.
///
/// There is one per process, used from one thread; `wake` alone may be called from any. The terminal
/// is given back when the value goes away, and also when the process dies of a signal or a trap.
struct Terminal: ~Copyable {
  /// The number of colours that a canvas is fitted to.
  let depth: ColorDepth
  let usesASCII: Bool
  private let isInTmux: Bool
  /// The text of a paste whose end has not come yet.
  private var paste: String?
  /// The file that takes all that is shown.
  var recorder: CastRecorder?
  /// The reason why the recording has ended early.
  private(set) var recordingFault: String?

  /// Opens the screen.
  init(_ options: TerminalOptions) throws(TerminalError) {
    let wantsDirectColors = ColorDepth.isDirect(
      colorTerm: options.colorTerm, noColor: options.noColor, choice: options.color)
    let start = gs_options(
      mouse: options.mouse, direct_colors: wantsDirectColors,
      asks_for_background: options.asksForBackground)
    switch gs_start(start) {
    case GS_STARTED: break
    case GS_STDIN_NOT_A_TERMINAL: throw .inputIsNotATerminal
    case GS_STDOUT_NOT_A_TERMINAL: throw .outputIsNotATerminal
    case GS_UNKNOWN_TERMINAL: throw .unknownTerminal(options.terminalName)
    case GS_DUMB_TERMINAL: throw .cannotMoveCursor(options.terminalName)
    case GS_ALREADY_STARTED: throw .alreadyOpen
    default: throw .refused
    }
    if options.closesOnSignal { gs_close_on_signal() }
    let colors = Int(gs_colors())
    let wanted = ColorDepth.detect(
      terminalColors: colors, noColor: options.noColor, choice: options.color)
    depth = min(wanted, colors >= ColorDepth.directColors ? .trueColor : .palette256)
    usesASCII = options.ascii || !gs_is_utf8()
    isInTmux = options.isInTmux
  }

  deinit { gs_end() }

  /// Gives the terminal back.
  consuming func end() {}

  /// Whether the terminal's own background is light; nil if it has not said.
  var isLight: Bool? {
    let brightness = gs_background_brightness()
    return brightness < 0 ? nil : brightness >= 500
  }

  var size: Size { Size(Int(gs_columns()), Int(gs_rows())) }

  /// Shows a canvas, whose background is `paper`, by sending what changed.
  mutating func draw(_ canvas: Canvas, paper: Color) {
    let canvas = usesASCII ? canvas.inASCII(paper: paper) : canvas
    record(canvas)
    for y in 0..<canvas.size.height {
      let cells = TerminalCell.row(canvas.row(y), depth)
      gs_draw_row(Int32(y), cells, Int32(cells.count))
    }
    gs_present()
  }

  private mutating func record(_ canvas: Canvas) {
    guard recorder?.note(canvas) == false else { return }
    recordingFault = recorder?.endSentence
    recorder = nil
  }

  /// Takes the reason why the recording has ended early, once.
  mutating func takeRecordingFault() -> String? {
    defer { recordingFault = nil }
    return recordingFault
  }

  /// Repaints everything with the next canvas, for when something else wrote to the terminal.
  func redraw() { gs_redraw() }

  /// Puts a text on the clipboard of the terminal.
  func copy(_ text: String) { gs_send(Clipboard.sequence(for: text, isInTmux: isInTmux)) }

  /// Reports clicks and the wheel, or leaves them to the terminal's own selection of text.
  func setMouse(_ isOn: Bool) { gs_set_mouse(isOn) }

  /// Stops the process, as Ctrl-Z does elsewhere; returns when it goes on.
  mutating func suspend() {
    paste = nil
    gs_suspend()
  }

  /// Ends the current or the next wait, from any thread.
  static func wake() { gs_wake() }

  /// Sleeps until something can be read, `wake` is called, or the time is up.
  ///
  /// Without a time, sleeps for as long as it takes. Read events until there are none before waiting again.
  func wait(milliseconds: Int? = nil) {
    gs_wait(milliseconds.map { Int32(clamping: max($0, 0)) } ?? -1)
  }

  /// The next event, or nothing if none is waiting.
  mutating func read() -> InputEvent? {
    while true {
      let event = gs_read()
      switch event.kind {
      case GS_EVENT_NONE: return nil
      case GS_EVENT_CLOSED: return .closed
      case GS_EVENT_RESIZE: return .resize(size)
      case GS_EVENT_PASTE_BEGIN: paste = ""
      case GS_EVENT_PASTE_END:
        guard let text = paste else { continue }
        paste = nil
        return .paste(text)
      case GS_EVENT_MOUSE:
        if let mouse = Mouse(event) { return .mouse(mouse) }
      default:
        guard let key = Key(event) else { continue }
        if paste == nil { return .key(key) }
        collect(key)
      }
    }
  }

  /// Adds a pasted character, up to what a text field could hold.
  private mutating func collect(_ key: Key) {
    guard let length = paste?.utf8.count, length < 4096 else { return }
    switch key {
    case .character(let scalar): paste?.unicodeScalars.append(scalar)
    case .enter: paste?.append("\n")
    case .tab: paste?.append("\t")
    default: break
    }
  }
}
