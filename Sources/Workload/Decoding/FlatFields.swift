internal import Documents

/// The places of the fields of a flat mapping; used again for each item of a list.
struct FlatFields {
  private let names: [String]
  private let allowsOthers: Bool
  private var places: [Int?]
  /// Other names that resemble none of the names.
  private var harmless: [String] = []

  /// Looks for fields of these names; unless all others are allowed, one that resembles one of the names
  /// is an obstacle.
  init(_ names: [String], allowsOthers: Bool = false) {
    self.names = names
    self.allowsOthers = allowsOthers
    places = [Int?](repeating: nil, count: names.count)
  }

  /// The place of the value of a field, given by the place of its name; nil if it is not there.
  subscript(name: Int) -> Int? { places[name] }

  /// Finds the fields of an item.
  ///
  /// - Returns: false if it is no mapping, or one that takes a closer look.
  mutating func find(in item: FlatItem) -> Bool {
    guard item.isMapping(0), item.hasPlainMappings() else { return false }
    for index in places.indices { places[index] = nil }
    var (next, guess) = (item.firstKey(ofMapping: 0), 0)
    while let key = next {
      if let name = name(at: key, guess: guess, item) {
        places[name] = key + 1
        guess = name + 1
      } else if !allowsOthers, !isHarmless(key, item) {
        return false
      }
      next = item.key(after: key)
    }
    return true
  }

  /// The place of a key among the names; mostly it is the one after the one before.
  private func name(at key: Int, guess: Int, _ item: FlatItem) -> Int? {
    if guess < names.count, item.text(key, is: names[guess]) { return guess }
    return names.indices.first { item.text(key, is: names[$0]) }
  }

  private mutating func isHarmless(_ key: Int, _ item: FlatItem) -> Bool {
    if harmless.contains(where: { item.text(key, is: $0) }) { return true }
    let text = item.text(key)
    guard nearest(to: text, among: names) == nil else { return false }
    // Most items have the same ones.
    if harmless.count < 16 { harmless.append(text) }
    return true
  }
}
