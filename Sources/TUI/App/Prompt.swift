import Documents

/// An open text field in the last line.
struct Prompt: Hashable, Sendable {
  enum Purpose: String, CaseIterable, Hashable, Sendable {
    case goTo, search, breakpoints, compare, whatIf, filter
  }

  /// The candidate in the field, and the text that it completes.
  struct Completion: Hashable, Sendable {
    let text: [Character]
    var index: Int
  }

  /// The earlier text in the field, counted back from the latest, and the text that it took the place of.
  struct Recall: Hashable, Sendable {
    let text: [Character]
    var index: Int
  }

  let purpose: Purpose
  private(set) var text: [Character]
  /// The caret's position, 0 before the first character.
  private(set) var caret: Int
  /// The reason why the text was refused, if it was entered.
  var complaint: String?
  private(set) var completion: Completion?
  private(set) var recall: Recall?

  init(_ purpose: Purpose, text: String = "") {
    self.purpose = purpose
    self.text = Array(text)
    caret = self.text.count
  }

  var string: String { String(text) }

  /// The text to complete; nil with the caret inside the text.
  var stem: String? {
    if let completion { return String(completion.text) }
    return caret == text.count ? string : nil
  }

  /// Reacts to a key that edits.
  mutating func edit(_ key: Key) {
    (complaint, completion, recall) = (nil, nil, nil)
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
    (completion, recall) = (nil, nil)
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

  private mutating func show(_ text: some Sequence<Character>) {
    self.text = Array(text)
    caret = self.text.count
    complaint = nil
  }
}

// MARK: - Completion and recall

extension Prompt {
  /// Puts the next of some candidates for the stem into the field, or the one before.
  ///
  /// The only one there is becomes the text, so that the next call completes what follows it.
  mutating func complete(with candidates: [String], by steps: Int) {
    guard !candidates.isEmpty, stem != nil else { return }
    let base = completion?.text ?? text
    let index = completion.map { $0.index + steps } ?? (steps > 0 ? 0 : -1)
    let count = candidates.count
    let place = (index % count + count) % count
    show(candidates[place])
    recall = nil
    completion = count == 1 ? nil : Completion(text: base, index: place)
  }

  /// Puts an older one of the texts entered before, oldest first, into the field, or a newer one.
  mutating func recall(_ texts: [String], by steps: Int) {
    let base = recall?.text ?? text
    let index = (recall?.index ?? -1) + steps
    guard index < texts.count else { return }
    completion = nil
    guard index >= 0 else {
      recall = nil
      return show(base)
    }
    show(texts[texts.count - 1 - index])
    recall = Recall(text: base, index: index)
  }
}
