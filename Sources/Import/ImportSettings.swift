/// The treatment of calls whose model the file of models lacks.
public enum UnknownModels: String, CaseIterable, Sendable {
  /// They are an error that names the models.
  case refuse
  /// They are dropped and counted.
  case drop
  /// Their models get assumed sizes and times.
  case assume
}

/// The description of an import; what is nil is left to the format.
public struct ImportSettings: Sendable {
  /// The format of the files.
  public var format: ImportFormat
  /// The paths of the files; `-` is standard input.
  public var files: [String]

  /// The column of arrivals.
  public var time: String?
  /// The unit of arrivals that are numbers.
  public var unit: TimeUnit?
  /// The column of models.
  public var model: String?
  /// The column of execution times.
  public var duration: String?
  /// The unit of execution times.
  public var durationUnit: TimeUnit?
  /// The column of the lengths of prompts.
  public var inputTokens: String?
  /// The column of the lengths of answers.
  public var outputTokens: String?
  /// The column of ids of requests.
  public var request: String?
  /// The column of ids of sessions.
  public var session: String?

  /// Whether the time between calls is simulated, by steps that need no GPU.
  public var simulatesPauses = false

  /// The values that columns must have for a row to be kept.
  public var conditions: [ColumnCondition] = []
  /// The earliest arrival that is kept.
  public var from: String?
  /// The time from which arrivals are no longer kept.
  public var to: String?
  /// The number of rows that are kept at most.
  public var limit: Int?
  /// The share of rows that is kept, drawn at random.
  public var sample: Double?
  /// The random seed for `sample` and `mix`.
  public var seed: UInt64 = 1

  /// The file that describes the models.
  public var models: String?
  /// The treatment of models that it lacks.
  public var unknownModels = UnknownModels.refuse
  /// The shares of models among rows that name none.
  public var mix: ModelMix?
  /// Whether rows that cannot be used are dropped.
  public var skipsBadRows = false

  /// The time between the arrivals of files that say none, in seconds.
  public var interval: Double?
  /// The mean number of such arrivals a second, at random.
  public var rate: Double?
  /// The file of execution times of a ComfyUI workflow's nodes.
  public var times: String?
  /// The configuration of the run that a log records.
  public var configuration: String?
  /// The requests of the run that a log records.
  public var requests: String?

  /// Describes an import by its format and files.
  public init(format: ImportFormat, files: [String]) {
    self.format = format
    self.files = files
  }
}

/// A value that a column must have.
public struct ColumnCondition: Sendable {
  /// The name of the column.
  public var column: String
  /// The text of the cell.
  public var value: String

  /// Describes a condition.
  public init(column: String, value: String) {
    self.column = column
    self.value = value
  }

  /// Parses `column=value`; nil if there is no equals sign behind a name.
  public init?(_ text: String) {
    guard let sign = text.firstIndex(of: "="), sign > text.startIndex else { return nil }
    column = String(text[..<sign])
    value = String(text[text.index(after: sign)...])
  }
}
