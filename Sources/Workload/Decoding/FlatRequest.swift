internal import Documents
internal import Engine

/// The fields of a flat request; used again for each request.
struct FlatRequest {
  var fields = FlatFields(RequestField.allCases.map(\.key))
  /// For each node its execution time, if it is given.
  var times: [Double?] = []
  /// For each node the longest answer it may give, if that is given.
  var maxLengths: [Double?] = []
  var estimates: [Estimate] = []

  mutating func reset(nodeCount: Int) {
    times.removeAll(keepingCapacity: true)
    maxLengths.removeAll(keepingCapacity: true)
    estimates.removeAll(keepingCapacity: true)
    for _ in 0..<nodeCount {
      times.append(nil)
      maxLengths.append(nil)
    }
  }

  /// The place of a field that is there and says something.
  func place(_ field: RequestField, _ item: FlatItem) -> Int? {
    guard let place = fields[field.rawValue], !item.isNull(place) else { return nil }
    return place
  }
}
