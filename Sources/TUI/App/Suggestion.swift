/// A text that would complete the one in a text field.
struct Suggestion: Hashable, Sendable {
  /// The whole text of the field with it.
  let text: String
  /// The part that is chosen, as the list shows it.
  let label: String
  /// The remark beside it.
  var detail = ""
}

/// The names to choose a word of a text field from.
struct SuggestedNames {
  private(set) var found: [(rank: Int, candidate: Suggestion)] = []
  private let head: String
  private let word: String
  private let wanted: String

  /// Looks for names that complete a word.
  ///
  /// - Parameters:
  ///   - word: The beginning of a name, or a part of it; upper and lower case count alike.
  ///   - head: The text before the word.
  init(_ word: String, after head: String = "") {
    (self.head, self.word) = (head, word)
    wanted = word.lowercased()
  }

  /// Adds a name that the word begins, or is part of.
  ///
  /// - Parameters:
  ///   - name: The name as it is shown.
  ///   - detail: The remark beside it.
  ///   - ending: The text that follows it.
  ///   - isSpoken: Whether a name counts, too, whose remark the word is part of.
  mutating func add(
    _ name: String, detail: String = "", ending: String = "", isSpoken: Bool = false
  ) {
    let known = name.lowercased()
    let rank: Int
    if known.hasPrefix(wanted) {
      rank = 0
    } else if known.contains(wanted) {
      rank = 1
    } else if isSpoken, wanted.count > 2, detail.lowercased().contains(wanted) {
      rank = 2
    } else {
      return
    }
    let candidate = Suggestion(text: head + name + ending, label: name, detail: detail)
    found.append((rank, candidate))
  }

  /// The candidates: those that the word begins first, then in the order in which they were added.
  var candidates: [Suggestion] {
    (0...2).flatMap { rank in found.filter { $0.rank == rank }.map(\.candidate) }
  }
}
