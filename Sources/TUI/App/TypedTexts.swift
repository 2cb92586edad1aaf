/// The texts that were entered into each kind of text field, for ↑ to bring back.
struct TypedTexts: Hashable, Sendable {
  /// The number of texts that are kept for each kind.
  static let capacity = 100

  private var texts: [Prompt.Purpose: [String]] = [:]

  /// Makes an empty list.
  init() {}

  /// The texts of a kind, oldest first.
  subscript(purpose: Prompt.Purpose) -> [String] { texts[purpose] ?? [] }

  /// Adds a text, or makes one that is there the latest.
  mutating func add(_ text: String, to purpose: Prompt.Purpose) {
    guard !text.isEmpty else { return }
    var known = self[purpose]
    known.removeAll { $0 == text }
    known.append(text)
    texts[purpose] = Array(known.suffix(Self.capacity))
  }
}
