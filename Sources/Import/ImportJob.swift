internal import Documents

/// The work of importing one format.
protocol ImportJob {
  /// Reads the files and writes the text of the requests.
  mutating func writeRequests(
    to stream: inout OutputStream, watch: ImportWatch
  ) throws(ImportFailure)

  /// The models, once the requests are written.
  var catalog: ModelCatalog { get }

  /// The workflows, once the requests are written.
  var workflows: WorkflowCatalog { get }

  /// The account, without models and assumed values.
  var summary: ImportSummary { get }

  /// Whether execution times were worked out from tokens.
  var usesTokens: Bool { get }

  /// The comment at the top of the configuration.
  var comment: String { get }

  /// The text of the configuration, where it is not made of models and workflows.
  var configuration: [UInt8]? { get }
}

extension ImportJob {
  var configuration: [UInt8]? { nil }
  var usesTokens: Bool { false }
}

/// The means by which a long import shows its progress and can be ended.
struct ImportWatch {
  let isInterrupted: () -> Bool
  let progress: (_ done: Int, _ total: Int) -> Void

  /// Shows the progress; ends the import if it is to be ended.
  func look(done: Int, of total: Int) throws(ImportFailure) {
    guard !isInterrupted() else { throw .write(.interruption) }
    if total > 0 { progress(done, total) }
  }
}
