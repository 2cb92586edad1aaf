import Testing

@testable import Documents

struct NearestTests {
  /// The distance by the whole table, as the textbook has it.
  private func textbookDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
    var table = [[Int]](
      repeating: [Int](repeating: 0, count: right.count + 1), count: left.count + 1)
    for i in 0...left.count { table[i][0] = i }
    for j in 0...right.count { table[0][j] = j }
    for i in 1..<max(1, left.count + 1) {
      for j in 1..<max(1, right.count + 1) {
        var cost = table[i - 1][j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1)
        cost = min(cost, table[i - 1][j] + 1, table[i][j - 1] + 1)
        if i > 1, j > 1, left[i - 1] == right[j - 2], left[i - 2] == right[j - 1] {
          cost = min(cost, table[i - 2][j - 2] + 1)
        }
        table[i][j] = cost
      }
    }
    return table[left.count][right.count]
  }

  private func textbookNearest(to name: String, among candidates: [String]) -> String? {
    if candidates.contains(name) { return name }
    let wanted = Array(name.unicodeScalars)
    let near = candidates.compactMap { candidate -> (String, Int)? in
      let letters = Array(candidate.unicodeScalars)
      let distance = textbookDistance(wanted, letters)
      return distance <= max(wanted.count, letters.count) / 3 ? (candidate, distance) : nil
    }
    let least = near.map(\.1).min()
    return near.first { $0.1 == least }?.0
  }

  @Test func `the search finds what the whole table finds`() {
    var generator = SeededGenerator(seed: 5)
    func word(_ length: ClosedRange<Int>) -> String {
      String(
        (0..<Int.random(in: length, using: &generator)).map { _ in
          "abcé".randomElement(using: &generator) ?? "a"
        })
    }
    for _ in 0..<2000 {
      let candidates = (0..<6).map { _ in word(0...12) }
      let name = word(0...12)
      #expect(
        nearest(to: name, among: candidates) == textbookNearest(to: name, among: candidates),
        "\(name) among \(candidates)")
    }
  }

  @Test func `the work for one name has a limit however many candidates there are`() {
    let stem = String(repeating: "ab", count: 49)
    var search = NearestSearch(stem + "xy")
    var considered = 0
    for number in 0..<100_000 where search.hasWorkLeft {
      search.consider(stem + (number.isMultiple(of: 2) ? "cd" : "dc"))
      considered += 1
    }
    // One candidate costs at most its length and the table around the diagonal.
    #expect(search.work <= NearestSearch.workLimit + 100 * 101)
    #expect(considered > 100)
    #expect(search.best == stem + "cd")
  }

  @Test func `a long chain of names is cut in the middle`() {
    #expect(chain(of: ["a", "b", "a"]) == "a → b → a")
    let names = (1...100_000).map { "n\($0)" } + ["n1"]
    #expect(
      chain(of: names) == "n1 → n2 → n3 → n4 → n5 → n6 → … 99993 more … → n100000 → n1")
  }

  @Test func `a text in a message is cut`() {
    #expect(abbreviated("short") == "short")
    let sixty = String(repeating: "é", count: 60)
    #expect(abbreviated(sixty) == sixty)
    #expect(abbreviated(sixty + "x") == sixty + "…")
  }
}
