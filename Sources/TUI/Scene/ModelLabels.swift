import Engine

/// The names of models, cut to a width in such a way that they can still be told apart.
///
/// `llama-3-8b-instruct` and `llama-3-70b-instruct` become `llama…8b…` and `llama…70b…`, not twice
/// `llama-3-…`.
struct ModelLabels {
  private let labels: [String]

  /// Cuts names to a width in columns.
  ///
  /// - Complexity: O(names · width), and O(similar names²) for those that a plain cut makes equal.
  init(_ names: [String], width: Int) {
    var labels = names.map { shortenedInMiddle($0, width) }
    let cut = names.indices.filter { labels[$0] != names[$0] }
    if !cut.isEmpty {
      let groups = Dictionary(grouping: cut) { labels[$0] }
      for index in cut {
        let rivals = groups[labels[index], default: []]
        guard rivals.count > 1 else { continue }
        labels[index] = Self.telling(
          names[index], from: rivals.map { names[$0] }, width: width)
      }
    }
    self.labels = labels
  }

  /// The label of a model.
  subscript(model: ModelID) -> String { labels[model.index] }

  /// A name cut to the part that similar names lack.
  private static func telling(_ name: String, from others: [String], width: Int) -> String {
    let letters = Array(name)
    let similar = others.map(Array.init)
    func common(_ isEqual: (Int) -> Bool) -> Int { letters.indices.prefix(while: isEqual).count }
    var start = common { place in
      similar.allSatisfy { place < $0.count && $0[place] == letters[place] }
    }
    let rest = letters.count - start
    let tail = common { place in
      place < rest
        && similar.allSatisfy {
          place < $0.count - start && $0[$0.count - 1 - place] == letters[letters.count - 1 - place]
        }
    }
    var end = letters.count - tail
    // A whole word says more than the letters in it that differ.
    while start > 0, isInWord(letters[start - 1]) { start -= 1 }
    while end < letters.count, isInWord(letters[end]) { end += 1 }
    let core = String(letters[start..<end])
    let after = end < letters.count ? "…" : ""
    let room = width - displayWidth(of: core) - displayWidth(of: after) - 1
    guard room > 0 else { return shortenedInMiddle(core + after, width) }
    return prefix(of: name, width: room) + "…" + core + after
  }

  private static func isInWord(_ letter: Character) -> Bool { letter.isLetter || letter.isNumber }
}
