/// The names of the columns of a format, and its other peculiarities.
struct TablePreset {
  var syntax = TableReader.Syntax.csv
  var time: String?
  var unit: TimeUnit?
  var model: String?
  var duration: String?
  var durationUnit: TimeUnit?
  var inputTokens: String?
  var outputTokens: String?

  /// The value that a column has in rows that are kept, such as that of success.
  var success: ColumnCondition?

  /// Whether calls that took no time are dropped.
  var dropsZeroDurations = false

  /// Whether calls without an answer are dropped: the format marks failures so.
  var dropsEmptyAnswers = false

  /// The column of errors; a call with text there failed and is dropped.
  var error: String?

  init(_ format: ImportFormat) {
    switch format {
    case .jsonl: syntax = .jsonLines
    case .gentd26:
      (time, model) = ("gmt_create", "checkpoint_model_version_id")
      (duration, durationUnit) = ("exec_time_seconds", .seconds)
      success = ColumnCondition(column: "predict_status", value: "SUCCEED")
      dropsZeroDurations = true
    case .azureLLM:
      (time, inputTokens, outputTokens) = ("TIMESTAMP", "ContextTokens", "GeneratedTokens")
    case .mooncake:
      syntax = .jsonLines
      (time, unit) = ("timestamp", .milliseconds)
      (inputTokens, outputTokens) = ("input_length", "output_length")
    case .burstgpt:
      (time, unit, model) = ("Timestamp", .seconds, "Model")
      (duration, durationUnit) = ("Elapsed time", .seconds)
      (inputTokens, outputTokens) = ("Request tokens", "Response tokens")
      dropsEmptyAnswers = true
    case .llamaSwap:
      (time, unit, model) = ("ts_created", .seconds, "model_id")
      (duration, durationUnit) = ("duration_ms", .milliseconds)
      error = "error_msg"
    case .csv, .agenticMooncake, .wfformat, .comfyui, .log: break
    }
  }

  /// The description of an import with the conditions of the format, unless it has its own.
  func completed(_ settings: ImportSettings) -> ImportSettings {
    guard let success,
      !settings.conditions.contains(where: {
        $0.column.lowercased() == success.column.lowercased()
      })
    else { return settings }
    var settings = settings
    settings.conditions.insert(success, at: 0)
    return settings
  }
}
