public import Documents

/// The parts of a sweep, put together.
public struct MergedParts<Plan: Sweep>: Sendable {
  /// The sweep.
  public let plan: Plan
  /// The title of plots: the first one in the order of letters, whatever the order of parts.
  public private(set) var title: String
  /// The results by cell; nil where no part has one.
  public private(set) var results: [CellResult?]
  /// The cells that several parts have, ascending.
  public private(set) var doubled: [Int] = []
  /// Whether two parts have different results of a cell.
  public private(set) var differing: [Int] = []

  /// Reads parts.
  ///
  /// - Parameters:
  ///   - files: The parts, of which there is at least one.
  ///   - version: The version of the program.
  ///   - isAllowed: Whether a sweep is of an allowed size.
  /// - Throws: The reason why they cannot be put together.
  /// - Complexity: O(bytes).
  public init(
    _ files: [SourceFile], version: String, isAllowed: (Plan) -> Bool
  ) throws(PartFailure) {
    var first: (path: String, header: PartHeader<Plan>)?
    var indices: [String: Int] = [:]
    var merged: (results: [CellResult?], doubled: Set<Int>, differing: Set<Int>) = ([], [], [])
    var titles: [String] = []
    for file in files {
      let reader = PartReader<Plan>(path: file.name, bytes: file.rawBytes)
      let header = try reader.header(version: version)
      titles.append(header.title)
      if let first {
        guard header.digest == first.header.digest else {
          throw .digest(path: file.name, other: first.path)
        }
      } else {
        guard isAllowed(header.sweep) else { throw .damaged(path: file.name, line: 1) }
        first = (file.name, header)
        indices = header.sweep.indices(of: .whole)
        merged.results = Array(repeating: nil, count: header.sweep.cellCount)
      }
      try reader.forEachCell(indices, valueCount: header.sweep.valueNames.count) { cell, result in
        if let known = merged.results[cell] {
          merged.doubled.insert(cell)
          if known != result { merged.differing.insert(cell) }
        } else {
          merged.results[cell] = result
        }
        return true
      }
    }
    guard let first else { throw .notAPart(path: "") }
    plan = first.header.sweep
    title = titles.min() ?? first.header.title
    results = merged.results
    doubled = merged.doubled.sorted()
    differing = merged.differing.sorted()
  }

  /// The cells that no part has, ascending.
  public var missing: [Int] { results.indices.filter { results[$0] == nil } }
}

/// The command that made a part; nil if the file is none.
public func sweepCommand(of file: SourceFile) -> String? {
  let line = file.rawBytes.prefix { $0 != UInt8(ascii: "\n") }
  return PartText.value(AnyPartHeader.self, of: line)?.command
}
