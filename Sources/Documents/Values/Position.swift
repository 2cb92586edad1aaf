/// A place in a source file, both parts counted from 1.
///
/// A file may have gigabytes on one line, so 32 bits would not do. The column counts Unicode scalars, so a tab, a letter and a CJK character are one column each.
public struct Position: Hashable, Sendable, Comparable {
  /// The line, from 1.
  public var line: Int

  /// The column in Unicode scalars, from 1.
  public var column: Int

  /// The place where every file begins.
  public static let start = Position(line: 1, column: 1)

  /// A place from its two parts, both counted from 1.
  public init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  /// Whether one place comes before another in the file.
  public static func < (left: Position, right: Position) -> Bool {
    (left.line, left.column) < (right.line, right.column)
  }
}
