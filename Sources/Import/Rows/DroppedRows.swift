/// The rows that were not kept, counted by reason.
struct DroppedRows {
  /// The counts, in the order in which the reasons were met.
  private(set) var counts: [(reason: String, count: Int, example: String?)] = []
  private var places: [String: Int] = [:]

  /// The number of dropped rows.
  var total: Int { counts.reduce(0) { $0 + $1.count } }

  /// Counts a row; the example is that of the first row of a reason.
  mutating func add(_ reason: String, example: @autoclosure () -> String? = nil) {
    if let place = places[reason] {
      counts[place].count += 1
    } else {
      places[reason] = counts.count
      counts.append((reason, 1, example()))
    }
  }
}
