/// How far a document may go; beyond that it is an attack or an accident.
enum Limits {
  /// How many lists and mappings may stand inside of each other.
  static let depth = 128

  /// How many values aliases may bring in, all taken together.
  static let aliasedNodes = 1_000_000
}
