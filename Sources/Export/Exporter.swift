public import Documents
public import History

/// Writes a run in a format of other programs.
public struct Exporter {
  private let history: History
  private let isInterrupted: () -> Bool

  /// Prepares to export a run that has ended.
  public init(_ history: History, isInterrupted: @escaping () -> Bool = { false }) {
    self.history = history
    self.isInterrupted = isInterrupted
  }

  /// Writes the run to a file, or to a folder where the format has several files.
  ///
  /// Files appear whole, and together, or not at all.
  public func write(_ format: ExportFormat, toPath path: String) throws(WriteFailure) {
    switch format {
    case .csv:
      let tables = ExportTables(history)
      var files = try WholeFiles(folder: path, isInterrupted: isInterrupted)
      for table in tables.all {
        try files.write(table.fileName) { (stream) throws(WriteFailure) in
          try table.write(to: &stream)
        }
      }
      try files.write("schema.md") { (stream) throws(WriteFailure) in
        try stream.write(ExportTables.schema(of: tables.all))
      }
      try files.commit()
    case .chrome, .jsonl:
      try WholeFiles.write(toPath: path, isInterrupted: isInterrupted) {
        (stream) throws(WriteFailure) in try write(format, to: &stream)
      }
    }
  }

  /// Writes the run to a stream; a format of several files has none.
  public func write(
    _ format: ExportFormat, to stream: inout OutputStream
  ) throws(WriteFailure) {
    switch format {
    case .chrome: try ChromeTrace(history).write(to: &stream)
    case .jsonl: try RequestLines(history).write(to: &stream)
    case .csv: break
    }
  }
}
