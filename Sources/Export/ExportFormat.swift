public import Documents

/// A format that a run can be written in.
public enum ExportFormat: String, CaseIterable, Sendable {
  /// A timeline for Perfetto and chrome://tracing.
  case chrome
  /// A folder of tables.
  case csv
  /// An object for each request, one a line.
  case jsonl
  /// The table of jobs that Batsim writes and Evalys reads.
  case evalys
  /// Workflow instances of WfCommons.
  case wfformat
  /// The Gantt chart as vector graphics.
  case svg
  /// A page that needs nothing else.
  case html

  /// Whether the format is a folder of several files.
  public func isFolder(_ options: ExportOptions) -> Bool {
    switch self {
    case .csv: true
    case .wfformat: !options.isMerged
    case .chrome, .jsonl, .evalys, .svg, .html: false
    }
  }
}

extension ExportedRun {
  /// Writes the run in a format that is one file.
  ///
  /// - Complexity: O(trace · log trace); the text is not kept.
  public func write(
    _ format: ExportFormat, _ options: ExportOptions = ExportOptions(),
    to stream: inout OutputStream
  ) throws(WriteFailure) {
    switch format {
    case .chrome: try ChromeTrace(self).write(to: &stream)
    case .jsonl: try RequestLines(self).write(to: &stream)
    case .evalys:
      try JobTable(self, listsSwitches: options.listsSwitches).write(to: &stream)
    case .wfformat: try WorkflowInstances(self).writeMerged(to: &stream)
    case .svg: try SVGChart(self, options).write(to: &stream)
    case .html: try ReportPage(self).write(to: &stream)
    case .csv: preconditionFailure("a folder")
    }
  }

  /// Writes the run in a format that is several files, together or not at all.
  public func write(
    _ format: ExportFormat, toFolder folder: String, isInterrupted: @escaping () -> Bool
  ) throws(WriteFailure) {
    var files = try WholeFiles(folder: folder, isInterrupted: isInterrupted)
    switch format {
    case .csv: try Tables(self).write(to: &files)
    case .wfformat: try WorkflowInstances(self).write(to: &files)
    case .chrome, .jsonl, .evalys, .svg, .html: preconditionFailure("a file")
    }
    try files.commit()
  }
}
