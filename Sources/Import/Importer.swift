internal import Documents
internal import Engine
internal import Foundation

/// Makes the two input files of the simulator from files of other programs.
public struct Importer {
  /// The name of the configuration that is written.
  public static let configurationName = "system_config.yaml"
  /// The name of the requests file that is written.
  public static let requestsName = "workflow_requests.yaml"

  private let settings: ImportSettings

  /// Prepares an import.
  public init(_ settings: ImportSettings) { self.settings = settings }

  /// Reads the files and writes both results into a folder, or neither.
  ///
  /// The rows of a table are read one at a time: unless requests have ids or sessions, memory does
  /// not grow with their number.
  ///
  /// - Parameters:
  ///   - folder: The folder, which is made if it does not exist.
  ///   - replaces: Whether existing files may be replaced.
  ///   - isInterrupted: Whether the user wants no more; asked often.
  ///   - progress: Takes the number of bytes that were read, and of those that there are.
  /// - Returns: The account of what was read.
  /// - Throws: The reason why nothing was written.
  public func run(
    to folder: String, replacing replaces: Bool = false,
    isInterrupted: @escaping () -> Bool = { false },
    progress: @escaping (_ done: Int, _ total: Int) -> Void = { _, _ in }
  ) throws(ImportFailure) -> ImportSummary {
    let paths = [Self.configurationName, Self.requestsName].map { "\(folder)/\($0)" }
    let existing = paths.filter { FileManager.default.fileExists(atPath: $0) }
    guard replaces || existing.isEmpty else { throw .existingFiles(existing) }
    let missing = Self.missingFolders(folder)
    do {
      var job = try job()
      return try write(
        &job, to: folder, ImportWatch(isInterrupted: isInterrupted, progress: progress))
    } catch {
      for folder in missing { rmdir(folder) }
      throw error
    }
  }

  private func job() throws(ImportFailure) -> any ImportJob {
    switch settings.format {
    case .wfformat: try GraphImport(settings, WfFormat(settings))
    case .comfyui: try GraphImport(settings, ComfyUI(settings))
    case .agenticMooncake: try GraphImport(settings, AgenticMooncake(settings))
    case .log: try LogImport(settings)
    default: try TableImport(settings)
    }
  }

  private func write(
    _ job: inout any ImportJob, to folder: String, _ watch: ImportWatch
  ) throws(ImportFailure) -> ImportSummary {
    var failure: ImportFailure?
    do throws(WriteFailure) {
      var files = try WholeFiles(folder: folder, isInterrupted: watch.isInterrupted)
      var summary = ImportSummary(settings)
      try files.write(Self.requestsName) { (stream) throws(WriteFailure) in
        do throws(ImportFailure) { try job.writeRequests(to: &stream, watch: watch) } catch {
          failure = error
          throw .interruption
        }
      }
      summary = Self.completed(job)
      try files.write(Self.configurationName) { (stream) throws(WriteFailure) in
        if let text = job.configuration { return try stream.write(text[...]) }
        let text = ConfigurationText(
          job.catalog, job.workflows, comment: job.comment, usesTokens: job.usesTokens)
        summary.assumptions += text.assumptions
        try stream.write(text.bytes)
      }
      try files.commit()
      return summary
    } catch {
      throw failure ?? .write(error)
    }
  }

  private static func completed(_ job: any ImportJob) -> ImportSummary {
    var summary = job.summary
    summary.workflowCount = job.workflows.workflows.count
    let models = job.catalog.models
    summary.gpuSeconds = models.reduce(0) { sum, model in
      sum + model.seconds * Double(model.known?.gpusRequired ?? model.gpusRequired ?? 1)
    }
    summary.models = models.indices
      .sorted { (-models[$0].callCount, $0) < (-models[$1].callCount, $1) }
      .map {
        ImportSummary.ModelShare(
          id: models[$0].id, callCount: models[$0].callCount, seconds: models[$0].seconds)
      }
    return summary
  }

  /// The folders of a path that do not exist, the innermost first.
  private static func missingFolders(_ path: String) -> [String] {
    var result: [String] = []
    var current = URL(filePath: path)
    while !FileManager.default.fileExists(atPath: current.path), current.path != "/" {
      result.append(current.path)
      current.deleteLastPathComponent()
    }
    return result
  }
}
