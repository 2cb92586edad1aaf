internal import Documents
internal import Engine

/// The ids of all requests so far and the lines on which they stand.
///
/// Most files number their requests. As long as each id is longer than the one before or comes after it
/// in the alphabet, none can be there twice, and nothing needs to be looked up.
struct RequestIDs {
  private var lines: [Int] = []
  private var last = ""
  /// The line of each id, once they do not grow.
  private var lookup: [String: Int]?

  /// Notes the id of a request, whatever becomes of it; all that are in the table are noted.
  ///
  /// - Returns: the line on which the id stood last, if it is there already.
  /// - Complexity: O(1), but once O(requests).
  mutating func note(_ id: String, line: Int, after table: RequestTable) -> Int? {
    noteNew(id, line: line, after: table) ? nil : lookup?.updateValue(line, forKey: id)
  }

  /// Notes the id of a request, unless it is there already; false then.
  mutating func noteNew(_ id: String, line: Int, after table: RequestTable) -> Bool {
    if lookup == nil {
      if lines.count == table.count, grows(id) {
        lines.append(line)
        last = id
        return true
      }
      lookUpFromNowOn(table)
    }
    guard lookup?[id] == nil else { return false }
    lookup?[id] = line
    return true
  }

  private func grows(_ id: String) -> Bool {
    guard id.utf8.count >= last.utf8.count, id.utf8.allSatisfy({ $0 < 0x80 }) else { return false }
    return id.utf8.count > last.utf8.count || id > last
  }

  private mutating func lookUpFromNowOn(_ table: RequestTable) {
    ReadingWork.add(lines.count)
    var known = [String: Int](minimumCapacity: 2 * lines.count)
    for (request, line) in zip(table.indices, lines) { known[table.id(of: request)] = line }
    // The last one may not have reached the table.
    if let line = lines.last { known[last] = line }
    (lookup, lines) = (known, [])
  }
}
