/// An entry of the list of places.
enum ListedPlace: Hashable, Sendable {
  case mark(String)
  /// An open run, by its identifier.
  case run(Int)
  /// A place of the jump list.
  case jump(Int)
}

/// A line of the list of places.
struct PlaceLine: Hashable, Sendable {
  let place: ListedPlace
  let name: String
  let detail: String
  /// Whether it is where the screen is now.
  var isCurrent = false
}
