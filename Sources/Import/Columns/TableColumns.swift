internal import Documents

/// The places of the columns that an import needs, in one file.
struct TableColumns {
  var time: Int?
  var model: Int?
  var duration: Int?
  var inputTokens: Int?
  var outputTokens: Int?
  var request: Int?
  var session: Int?
  var error: Int?
  var conditions: [(column: Int, value: [UInt8])] = []

  /// The columns that were found by their usual names, for the summary.
  var guesses: [String] = []

  /// The names that columns usually have, for tables whose columns no option names.
  private static let usualNames = (
    time: [
      "time", "timestamp", "ts", "datetime", "date", "created", "created_at", "start",
      "start_time", "arrival", "arrival_time", "submit_time",
    ],
    model: ["model", "model_id", "model_name", "modelid"],
    duration: [
      "seconds", "duration", "duration_s", "duration_seconds", "execution_time",
      "exec_time_seconds", "elapsed", "elapsed_seconds", "runtime", "latency", "latency_seconds",
    ],
    input: ["input_tokens", "prompt_tokens", "input_length", "context_tokens", "contexttokens"],
    output: [
      "output_tokens", "completion_tokens", "output_length", "generated_tokens",
      "generatedtokens",
    ]
  )

  init(
    _ settings: ImportSettings, _ preset: TablePreset, header: [String], file: String
  ) throws(ImportFailure) {
    let finder = ColumnFinder(header: header, file: file)
    time = try finder.find(settings.time, option: "--time", preset: preset.time)
    model = try finder.find(settings.model, option: "--model", preset: preset.model)
    request = try finder.find(settings.request, option: "--request")
    session = try finder.find(settings.session, option: "--session")
    duration = try finder.find(settings.duration, option: "--duration")
    inputTokens = try finder.find(settings.inputTokens, option: "--input-tokens")
    outputTokens = try finder.find(settings.outputTokens, option: "--output-tokens")
    error = preset.error.flatMap(finder.place)
    // Options that give one way to the execution time win over what the format or a name gives.
    if duration == nil, inputTokens == nil, outputTokens == nil {
      duration = preset.duration.flatMap(finder.place)
    }
    if duration == nil || preset.dropsEmptyAnswers {
      inputTokens = inputTokens ?? preset.inputTokens.flatMap(finder.place)
      outputTokens = outputTokens ?? preset.outputTokens.flatMap(finder.place)
    }
    guess(finder, isFixed: preset.time != nil)
    try checkWork(finder, preset)
    for condition in settings.conditions {
      guard let place = try finder.find(condition.column, option: "--where") else { continue }
      conditions.append((place, Array(condition.value.utf8)))
    }
  }

  /// Looks for columns by their usual names where neither option nor format names any.
  private mutating func guess(_ finder: ColumnFinder, isFixed: Bool) {
    guard !isFixed else { return }
    let usual = Self.usualNames
    guess(\.time, "time", usual.time, finder)
    guess(\.model, "model", usual.model, finder)
    if duration == nil, inputTokens == nil, outputTokens == nil {
      guess(\.duration, "execution time", usual.duration, finder)
    }
    if duration == nil {
      guess(\.inputTokens, "tokens of the prompt", usual.input, finder)
      guess(\.outputTokens, "tokens of the answer", usual.output, finder)
    }
  }

  private mutating func guess(
    _ path: WritableKeyPath<TableColumns, Int?>, _ what: String, _ names: [String],
    _ finder: ColumnFinder
  ) {
    guard self[keyPath: path] == nil, let place = names.lazy.compactMap(finder.place).first
    else { return }
    self[keyPath: path] = place
    guesses.append("\(what): column \(finder.header[place])")
  }

  /// Refuses a table that says nothing about arrivals or about execution times.
  private func checkWork(_ finder: ColumnFinder, _ preset: TablePreset) throws(ImportFailure) {
    if time == nil { throw finder.missing("the time of arrival", "--time COL", preset.time) }
    if duration == nil, inputTokens == nil, outputTokens == nil {
      throw finder.missing(
        "execution times", "--duration COL, or --input-tokens COL --output-tokens COL",
        preset.duration ?? preset.inputTokens)
    }
    guard duration == nil else { return }
    if inputTokens == nil {
      throw finder.missing("the tokens of prompts", "--input-tokens COL", preset.inputTokens)
    }
    if outputTokens == nil {
      throw finder.missing("the tokens of answers", "--output-tokens COL", preset.outputTokens)
    }
  }
}

/// Finds columns by their names, whatever the case of letters.
struct ColumnFinder {
  let header: [String]
  let file: String

  /// The place of a column; nil if there is none of that name.
  func place(_ name: String) -> Int? {
    header.firstIndex(of: name)
      ?? header.firstIndex { $0.lowercased() == name.lowercased() }
  }

  /// The place of the column that an option names, else of that of the format, if that exists.
  func find(
    _ name: String?, option: String, preset: String? = nil
  ) throws(ImportFailure) -> Int? {
    guard let name else { return preset.flatMap(place) }
    if let place = place(name) { return place }
    let hint = nearest(to: name, among: header).map { "did you mean \($0)?" } ?? columns
    throw .usage("\(option) \(name): \(file) has no such column; \(hint)")
  }

  /// The failure for a table that lacks what an import needs.
  func missing(_ what: String, _ options: String, _ preset: String?) -> ImportFailure {
    guard let preset else {
      return .usage("which column of \(file) gives \(what)? \(options); \(columns)")
    }
    return .badData(file, line: 1, "there is no column \(preset), which the format has; \(columns)")
  }

  private var columns: String {
    let shown = header.prefix(20).joined(separator: ", ")
    return "its columns are \(shown)" + (header.count > 20 ? " and \(header.count - 20) more" : "")
  }
}
