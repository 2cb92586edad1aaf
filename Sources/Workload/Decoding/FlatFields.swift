internal import Documents

/// The places of the fields of a flat mapping; used again for each item of a list.
struct FlatFields {
  private let names: [String]
  private let allowsOthers: Bool
  private var places: [Int?]

  /// Looks for fields of these names; others are an obstacle unless they are allowed.
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
      } else if !allowsOthers {
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
}
