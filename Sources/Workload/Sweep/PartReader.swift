internal import Documents

/// The lines of a part.
struct PartReader<Plan: Sweep> {
  let path: String
  private let lines: [ArraySlice<UInt8>]

  /// Splits the bytes of a part; an incomplete line at the end is left out.
  init(path: String, bytes: some Collection<UInt8>) {
    self.path = path
    let end = UInt8(ascii: "\n")
    var lines = Array(bytes).split(
      separator: end, omittingEmptySubsequences: false)
    // What follows the last line feed is no line.
    lines.removeLast()
    self.lines = lines
  }

  /// Whether there is no line.
  var isEmpty: Bool { lines.isEmpty }

  /// The first line.
  ///
  /// - Throws: the reason why the part cannot be used by this version of the program.
  func header(version: String) throws(PartFailure) -> PartHeader<Plan> {
    guard let line = lines.first,
      let known = PartText.value(AnyPartHeader.self, of: line),
      Shard(known.shard.number, of: known.shard.count) != nil
    else { throw .notAPart(path: path) }
    guard known.version == version else {
      throw .version(path: path, found: known.version, expected: version)
    }
    guard known.command == Plan.command else {
      throw .command(path: path, found: known.command, expected: Plan.command)
    }
    guard let header = PartText.value(PartHeader<Plan>.self, of: line) else {
      throw .damaged(path: path, line: 1)
    }
    return header
  }

  /// Calls a function with each cell, in the order of the part.
  ///
  /// - Parameters:
  ///   - indices: The cells of the part by their identities.
  ///   - valueCount: The number of values of each.
  ///   - take: Takes a cell and its result; returns false if it cannot be.
  /// - Throws: The line that is not that of a cell.
  func forEachCell(
    _ indices: [String: Int], valueCount: Int, _ take: (Int, CellResult) -> Bool
  ) throws(PartFailure) {
    for (place, line) in lines.enumerated().dropFirst() {
      guard let cell = PartText.value(PartCell.self, of: line),
        let index = indices[cell.cell], cell.values.count == valueCount, cell.stranded >= 0,
        take(index, CellResult(values: cell.values, stranded: cell.stranded))
      else { throw .damaged(path: path, line: place + 1) }
    }
  }
}

extension Sweep {
  /// The cells of a shard by their identities.
  func indices(of shard: Shard) -> [String: Int] {
    var result: [String: Int] = [:]
    for cell in 0..<cellCount {
      let identity = identity(of: cell)
      if shard.contains(identity) { result[identity] = cell }
    }
    return result
  }
}
