import History

/// The last search.
struct Search: Hashable, Sendable {
  let names: NameSearch

  var conditions: [Condition] { [Condition([.search(names)])] }
}
