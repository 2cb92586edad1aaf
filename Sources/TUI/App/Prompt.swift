import Documents

/// An open text field in the last line.
struct Prompt: Hashable, Sendable {
  enum Purpose: Hashable, Sendable {
    case goTo, search, breakpoints, compare, whatIf
  }

  let purpose: Purpose
  private(set) var text: [Character]
  /// The caret's position, 0 before the first character.
  private(set) var caret: Int
  /// The reason why the text was refused, if it was entered.
  var complaint: String?

  init(_ purpose: Purpose, text: String = "") {
    self.purpose = purpose
    self.text = Array(text)
    caret = self.text.count
  }

  var string: String { String(text) }

  /// Reacts to a key that edits.
  mutating func edit(_ key: Key) {
    complaint = nil
    switch key {
    case .character(let scalar): insert(String(Character(scalar)))
    case .left: caret = max(caret - 1, 0)
    case .right: caret = min(caret + 1, text.count)
    case .home, .control("a"): caret = 0
    case .end, .control("e"): caret = text.count
    case .backspace: remove(from: caret - 1, to: caret)
    case .delete, .control("d"): remove(from: caret, to: caret + 1)
    case .control("u"): remove(from: 0, to: caret)
    case .control("w"):
      let head = text[..<caret]
      let word = head.lastIndex { $0 != " " } ?? 0
      remove(from: (head[..<word].lastIndex(of: " ") ?? -1) + 1, to: caret)
    default: break
    }
  }

  /// Inserts what was typed or pasted, up to the end of its first line.
  mutating func insert(_ addition: String) {
    let line = addition.prefix { !$0.isNewline }
    let characters = line.filter { $0.unicodeScalars.allSatisfy { $0.value >= 0x20 } }
    guard Limit.textBytes.allows(string.utf8.count + characters.utf8.count) else { return }
    // A combining mark joins the character before it.
    let head = String(text[..<caret]) + characters
    text = Array(head + String(text[caret...]))
    caret = Array(head).count
  }

  private mutating func remove(from start: Int, to end: Int) {
    let range = max(start, 0)..<min(max(end, 0), text.count)
    guard !range.isEmpty else { return }
    text.removeSubrange(range)
    caret = range.lowerBound
  }
}
