/// The candidate that a misspelt name most likely means, or nil if none is near enough.
///
/// Near enough is a Damerau–Levenshtein distance of at most a third of the longer word; letter
/// case counts less than any other difference. Among equally near candidates the first one wins.
/// O(candidates × length²); names of over 100 characters are not looked at.
public func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
  let wanted = Array(name.lowercased().unicodeScalars)
  guard wanted.count <= 100 else { return nil }
  var best: (name: String, score: Int)?
  for candidate in candidates {
    let letters = Array(candidate.lowercased().unicodeScalars)
    let limit = max(wanted.count, letters.count) / 3
    guard letters.count <= 100, abs(wanted.count - letters.count) <= limit else { continue }
    let distance = editDistance(wanted, letters)
    guard distance <= limit else { continue }
    let score = 2 * distance + (candidate == name ? 0 : 1)
    if score < best?.score ?? .max { best = (candidate, score) }
  }
  return best?.name
}

/// How many insertions, deletions, replacements and swaps of neighbours turn one word into another.
private func editDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
  // Rows of the table for the prefixes of `left` of lengths i - 2, i - 1 and i.
  var beforePrevious: [Int] = []
  var previous = Array(0...right.count)
  for i in left.indices {
    var current = [i + 1]
    for j in right.indices {
      var cost = previous[j] + (left[i] == right[j] ? 0 : 1)
      cost = min(cost, previous[j + 1] + 1, current[j] + 1)
      if i > 0, j > 0, left[i] == right[j - 1], left[i - 1] == right[j] {
        cost = min(cost, beforePrevious[j - 1] + 1)
      }
      current.append(cost)
    }
    (beforePrevious, previous) = (previous, current)
  }
  return previous[right.count]
}
