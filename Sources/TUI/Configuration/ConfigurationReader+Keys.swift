import Documents

extension ConfigurationReader {
  /// Reads which keys the actions are given instead of their standard ones.
  mutating func readKeys(_ node: Node) {
    guard let entries = node.entries else {
      diagnostics.warning(
        "expected a mapping from actions to lists of keys, found \(node.kindName)",
        at: node.position)
      return
    }
    var keys: [Action: [Key]] = [:]
    var choices: [(key: Key, action: Action, position: Position)] = []
    for entry in entries {
      guard let action = Action(rawValue: entry.key) else {
        diagnostics.warning(
          "there is no action \(entry.key)", at: entry.keyPosition,
          hint: nearest(to: entry.key, among: Action.allCases.map(\.rawValue))
            .map { "did you mean \($0)?" } ?? "gswarm-sim tui --list-keys shows them")
        continue
      }
      guard let items = list(entry.value, of: "keys") else { continue }
      keys[action] = []
      for item in items {
        guard let key = key(item) else { continue }
        if let other = choices.first(where: { $0.key == key })?.action {
          if other != action { warnTwice(key, other, action, at: item.position) }
          continue
        }
        keys[action]?.append(key)
        choices.append((key, action, item.position))
      }
    }
    for choice in choices { warnIfTaken(choice.key, choice.action, keys, at: choice.position) }
    keepQuit(&keys, at: node.position)
    configuration.keymap = Keymap.standard.overridden(by: keys)
  }

  private mutating func warnTwice(
    _ key: Key, _ first: Action, _ second: Action, at position: Position
  ) {
    diagnostics.warning(
      "\(key) is given to both \(first.rawValue) and \(second.rawValue)", at: position,
      hint: "it stays with \(first.rawValue)")
  }

  /// A standard key of an action that the file does not mention goes away without being asked for.
  private mutating func warnIfTaken(
    _ key: Key, _ action: Action, _ keys: [Action: [Key]], at position: Position
  ) {
    guard let other = Keymap.standard.action(for: key), other != action, keys[other] == nil else {
      return
    }
    diagnostics.warning(
      "\(key) is given to \(action.rawValue) and taken from \(other.rawValue)", at: position,
      hint: "list the keys of \(other.rawValue), too")
  }

  /// Raw keys leave no other way out than a key.
  private mutating func keepQuit(_ keys: inout [Action: [Key]], at position: Position) {
    guard Keymap.standard.overridden(by: keys).keys(for: .quit).isEmpty else { return }
    let last = Key.control("c")
    for action in Action.allCases { keys[action]?.removeAll { $0 == last } }
    keys[.quit] = [last]
    diagnostics.warning("no key is left for quit", at: position, hint: "\(last) stays with it")
  }

  private mutating func key(_ node: Node) -> Key? {
    guard let text = node.scalar?.text, let key = Key(notation: text) else {
      let text = Self.words(node)
      diagnostics.warning(
        "\(text) is not a key", at: node.position,
        hint: nearest(to: text, among: Key.notations).map { "did you mean \($0)?" }
          ?? "write one character, or a name such as <C-l>, <F4>, <Left>, <Space>")
      return nil
    }
    if case .character("1"..."9") = key {
      diagnostics.warning("\(key) chooses a pane or begins a count", at: node.position)
      return nil
    }
    guard let sent = key.sentInstead else { return key }
    diagnostics.warning(
      "a terminal sends \(sent) for \(key)", at: node.position, hint: "write \(sent)")
    return nil
  }
}

extension Key {
  /// The key that a text stands for, in the notation of key scripts; nil if it is not exactly one.
  init?(notation text: String) {
    if text == "<" {
      self = .character("<")
      return
    }
    guard let keys = try? KeyScript.parse(text), keys.count == 1 else { return nil }
    self = keys[0]
  }

  /// The names of all keys that have one.
  fileprivate static let notations: [String] =
    names.map { "<\($0.name)>" } + (1...12).map { "<F\($0)>" }
    + "abcdefghijklmnopqrstuvwxyz".map { "<C-\($0)>" }

  /// Some characters with Ctrl are the same to a terminal as other keys.
  fileprivate var sentInstead: Key? {
    switch self {
    case .control("h"): .backspace
    case .control("i"): .tab
    case .control("j"), .control("m"): .enter
    default: nil
    }
  }
}
