/// The format that a run is exported to.
public enum ExportFormat: String, CaseIterable, Sendable {
  /// The trace events of Perfetto and chrome://tracing.
  case chrome
  /// A folder of tables.
  case csv
  /// A JSON object for each request.
  case jsonl

  /// Whether the result is a folder of files.
  public var isFolder: Bool { self == .csv }
}
