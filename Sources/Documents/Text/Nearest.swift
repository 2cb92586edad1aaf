/// Returns the candidate that a misspelt name most likely means, or nil if none is near enough.
///
/// Near enough is a Damerau–Levenshtein distance of at most a third of the longer word; letter
/// case counts less than any other difference. Among equally near candidates the first one wins.
/// Names of over 100 characters are not looked at.
///
/// - Complexity: O(bytes of the candidates). The work for one name has a limit, beyond which the
///   best candidate so far is returned.
public func nearest(to name: String, among candidates: some Sequence<String>) -> String? {
  var search = NearestSearch(name)
  defer { ReadingWork.add(search.work) }
  for candidate in candidates {
    if candidate == name { return candidate }
    guard search.hasWorkLeft else { break }
    search.consider(candidate)
  }
  return search.best
}

/// A search for the nearest of several names.
struct NearestSearch {
  /// The number of steps that a search may take; a step compares two letters, or reads one.
  static let workLimit = 2_000_000

  private static let longestName = 100

  /// The best candidate so far.
  private(set) var best: String?

  /// The steps so far.
  private(set) var work = 0

  private let wanted: [Unicode.Scalar]
  private var bestDistance = Int.max

  /// Rows of the table of distances for the prefixes of the name of lengths i − 2, i − 1 and i.
  private var rows: (beforePrevious: [Int], previous: [Int], current: [Int]) = ([], [], [])

  init(_ name: String) {
    wanted = Array(name.lowercased().unicodeScalars.prefix(Self.longestName + 1))
  }

  /// Whether more candidates may be considered.
  var hasWorkLeft: Bool { work < Self.workLimit && wanted.count <= Self.longestName }

  mutating func consider(_ candidate: String) {
    // Where lengths differ by a third there is nothing near; a letter has four bytes at most.
    let bytes = candidate.utf8.count
    work += 1
    guard 3 * bytes >= 2 * wanted.count, bytes <= 6 * wanted.count else { return }
    work += bytes
    let letters = Array(candidate.lowercased().unicodeScalars)
    guard letters.count <= Self.longestName else { return }
    let limit = min(max(wanted.count, letters.count) / 3, bestDistance - 1)
    guard limit >= 0, abs(wanted.count - letters.count) <= limit,
      let distance = distance(to: letters, atMost: limit)
    else { return }
    (best, bestDistance) = (candidate, distance)
  }

  /// The number of insertions, deletions, replacements and swaps of neighbours that turn the name
  /// into another word, or nil if it is above a limit.
  ///
  /// Only the part of the table near its diagonal can hold numbers up to the limit.
  private mutating func distance(to letters: [Unicode.Scalar], atMost limit: Int) -> Int? {
    let unreachable = limit + 1
    let width = letters.count
    rows.beforePrevious = [Int](repeating: unreachable, count: width + 1)
    rows.current = rows.beforePrevious
    rows.previous = (0...width).map { min($0, unreachable) }
    for i in wanted.indices {
      let columns = max(0, i - limit)..<min(width, i + limit + 1)
      work += columns.count
      rows.current[columns.lowerBound] = columns.lowerBound == 0 ? i + 1 : unreachable
      var least = unreachable
      for j in columns {
        var cost = rows.previous[j] + (wanted[i] == letters[j] ? 0 : 1)
        cost = min(cost, rows.previous[j + 1] + 1, rows.current[j] + 1)
        if i > 0, j > 0, wanted[i] == letters[j - 1], wanted[i - 1] == letters[j] {
          cost = min(cost, rows.beforePrevious[j - 1] + 1)
        }
        rows.current[j + 1] = min(cost, unreachable)
        least = min(least, cost)
      }
      if columns.upperBound < width { rows.current[columns.upperBound + 1] = unreachable }
      guard least <= limit || columns.isEmpty else { return nil }
      (rows.beforePrevious, rows.previous, rows.current) = (
        rows.previous, rows.current, rows.beforePrevious
      )
    }
    return rows.previous[width] <= limit ? rows.previous[width] : nil
  }
}
