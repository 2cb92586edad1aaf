/// A list of independent runs, its cells, each of which has a text that says what it is.
///
/// The encoded form is all that is needed to make a table of the results: it goes into parts, and parts
/// with another one are not merged.
public protocol Sweep: Codable, Sendable {
  /// The command that runs it.
  static var command: String { get }
  /// The number of cells.
  var cellCount: Int { get }
  /// The names of the values of each cell.
  var valueNames: [String] { get }
  /// Returns the text that says what a cell is; unique, and the same in every sweep that has the cell.
  func identity(of cell: Int) -> String
}

/// The values of a cell that has been run.
public struct CellResult: Codable, Hashable, Sendable {
  /// The values in the order of `Sweep.valueNames`; nil where the run has none.
  public let values: [Double?]
  /// The number of nodes that never ran.
  public let stranded: Int

  /// Makes a result.
  public init(values: [Double?], stranded: Int) {
    self.values = values
    self.stranded = stranded
  }
}
