/// One row of the key table: from it come the dispatch, the footer and the help.
struct Binding: Sendable {
  let action: Action
  let keys: [Key]
  /// What the help says.
  let help: String
  /// What the footer says; nil if the footer leaves it out.
  let label: String?
  /// The heading of the help under which it stands.
  let group: Group

  enum Group: String, CaseIterable, Sendable {
    case time = "Time"
    case jumps = "Jumps"
    case view = "View"
    case program = "Program"
  }

  init(_ group: Group, _ action: Action, _ keys: [Key], _ help: String, footer label: String? = nil)
  {
    self.group = group
    self.action = action
    self.keys = keys
    self.help = help
    self.label = label
  }
}

/// Which key does what.
struct Keymap: Sendable {
  let bindings: [Binding]
  private let actions: [Key: Action]

  init(_ bindings: [Binding]) {
    self.bindings = bindings
    actions = Dictionary(
      bindings.flatMap { binding in binding.keys.map { ($0, binding.action) } },
      uniquingKeysWith: { first, _ in first })
  }

  func action(for key: Key) -> Action? { actions[key] }

  static let standard = Keymap([
    Binding(
      .time, .stepForward, [.character(".")], "next event; 10. steps ten",
      footer: "step"),
    Binding(.time, .stepBack, [.character(",")], "previous event", footer: "back"),
    Binding(.time, .runOrPause, [.character(" ")], "run or pause", footer: "run"),
    Binding(
      .time, .slower, [.character("["), .character("{")], "run at half the speed", footer: "slower"),
    Binding(
      .time, .faster, [.character("]"), .character("}")], "run at twice the speed", footer: "faster"
    ),
    Binding(.time, .realTime, [.backspace], "run in real time"),
    Binding(.jumps, .nextSwitch, [.character("x")], "next model switch", footer: "switch"),
    Binding(.jumps, .previousSwitch, [.character("X")], "previous model switch"),
    Binding(.jumps, .nextCompletion, [.character("e")], "next completed request", footer: "done"),
    Binding(.jumps, .previousCompletion, [.character("E")], "previous completed request"),
    Binding(
      .jumps, .firstEvent, [.character("g"), .home], "before the first event", footer: "first"),
    Binding(.jumps, .lastEvent, [.character("G"), .end], "after the last event", footer: "last"),
    Binding(.view, .panLeft, [.left, .character("h")], "look at earlier times"),
    Binding(.view, .panRight, [.right, .character("l")], "look at later times"),
    Binding(.view, .zoomIn, [.character("+"), .character("=")], "zoom in", footer: "zoom in"),
    Binding(.view, .zoomOut, [.character("-")], "zoom out", footer: "out"),
    Binding(.view, .fitAll, [.character("0")], "fit the whole run", footer: "all"),
    Binding(.view, .follow, [.character("F")], "follow now again"),
    Binding(.view, .lanesUp, [.up, .character("k")], "scroll to lower GPUs"),
    Binding(.view, .lanesDown, [.down, .character("j")], "scroll to higher GPUs"),
    Binding(.program, .help, [.character("?"), .function(1)], "this help", footer: "help"),
    Binding(.program, .close, [.escape], "close the help"),
    Binding(.program, .redraw, [.control("l")], "draw the screen anew"),
    Binding(.program, .suspend, [.control("z")], "suspend; fg comes back"),
    Binding(.program, .quit, [.character("q"), .control("c")], "quit", footer: "quit"),
  ])
}

extension Key {
  /// The key as the footer and the help show it.
  var label: String {
    switch self {
    case .character(" "): "space"
    case .character(let scalar): String(Character(scalar))
    case .control(let scalar): "Ctrl-\(String(Character(scalar)).uppercased())"
    case .function(let number): "F\(number)"
    case .left: "←"
    case .right: "→"
    case .up: "↑"
    case .down: "↓"
    default: description.trimmingAngles
    }
  }
}

extension String {
  fileprivate var trimmingAngles: String { String(drop { $0 == "<" }.prefix { $0 != ">" }) }
}
