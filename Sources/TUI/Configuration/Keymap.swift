/// A row of the key table, which dispatch, footer, help and manual are made of.
struct Binding: Sendable {
  let action: Action
  var keys: [Key]
  /// The text in the help.
  let help: String
  /// The text in the footer; nil if the footer leaves it out.
  let label: String?
  /// The heading of the help under which it stands.
  let group: Group

  enum Group: String, CaseIterable, Sendable {
    case time = "Time"
    case jumps = "Jumps"
    case view = "View"
    case panes = "Panes"
    case runs = "Runs"
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

/// The keys and their actions.
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

  /// The first key of an action, as the footer and messages name it.
  func label(of action: Action) -> String? {
    bindings.first { $0.action == action }?.keys.first?.label
  }
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
    case .enter: "⏎"
    case .backtab: "Shift-Tab"
    case .backspace: "Backspace"
    case .pageUp: "PgUp"
    case .pageDown: "PgDn"
    default: description.trimmingAngles
    }
  }
}

extension String {
  fileprivate var trimmingAngles: String { String(drop { $0 == "<" }.prefix { $0 != ">" }) }
}
