internal import Documents
internal import Workload

/// An import of tables, a row at a time.
struct TableImport: ImportJob {
  private let settings: ImportSettings
  private let preset: TablePreset
  private let window: (from: Int64?, to: Int64?)

  private(set) var catalog: ModelCatalog
  private(set) var workflows = WorkflowCatalog()
  private(set) var usesTokens = false
  private var account: ImportSummary
  private var dropped = DroppedRows()
  private var bad = BadRows()
  private var text = RequestText()

  /// For each model the text of its requests between timestamp and time.
  private var prefixes: [[UInt8]] = []
  private var mix: ModelMix?
  private var mixed: [Int?] = []
  private var mixNumbers: RandomNumbers
  private var sampleNumbers: RandomNumbers
  private var ids: IDSet?
  private var sessions: SessionRows?
  private var guesses: [String] = []

  /// The number of rows between two looks at whether to go on.
  private static let rowsPerLook = 1 << 14

  init(_ settings: ImportSettings) throws(ImportFailure) {
    preset = TablePreset(settings.format)
    self.settings = preset.completed(settings)
    catalog = try ModelCatalog(settings)
    account = ImportSummary(settings)
    mix = settings.mix
    mixNumbers = RandomNumbers(seed: settings.seed, stream: 2)
    sampleNumbers = RandomNumbers(seed: settings.seed, stream: 1)
    let unit = settings.unit ?? preset.unit ?? .seconds
    window = (
      try Self.bound(settings.from, "--from", unit), try Self.bound(settings.to, "--to", unit)
    )
    if settings.request != nil, settings.session == nil { ids = IDSet() }
    if settings.session != nil { sessions = SessionRows() }
  }

  private static func bound(
    _ text: String?, _ option: String, _ unit: TimeUnit
  ) throws(ImportFailure) -> Int64? {
    guard let text else { return nil }
    guard case .time(let time) = CellTime(text.utf8.span, unit: unit) else {
      throw .usage("\(option) \(text): it must be a date, a time as of ISO 8601, or a number")
    }
    return time
  }

  /// Whether as many rows are kept as may be.
  private var isFull: Bool { settings.limit.map { account.keptCount >= $0 } ?? false }

  mutating func writeRequests(
    to stream: inout OutputStream, watch: ImportWatch
  ) throws(ImportFailure) {
    text.begin(comment: comment)
    for path in settings.files where !isFull {
      var reader = try TableReader(path: path, syntax: preset.syntax)
      let file = reader.lines.name
      let columns = try TableColumns(settings, preset, header: reader.header, file: file)
      guesses = columns.guesses
      try prepareMix(columns, reader)
      var record = TableRecord()
      while !isFull {
        let step = try reader.read(into: &record)
        if case .end = step { break }
        account.rowCount += 1
        switch step {
        case .end: break
        case .fault(let fault): refuse(fault, "rows that are malformed", record, file)
        case .row: try take(record, columns, file)
        }
        try flush(to: &stream)
        if account.rowCount.isMultiple(of: Self.rowsPerLook) {
          try watch.look(done: reader.lines.byteCount, of: reader.lines.size ?? 0)
        }
      }
    }
    try writeSessions(to: &stream)
    if let failure = bad.failure ?? catalog.refusal { throw failure }
    try flush(to: &stream, isLast: true)
  }

  /// The comment at the top of both files.
  var comment: String {
    "Imported by gswarm-sim import \(settings.format.rawValue) from "
      + visible(settings.files.joined(separator: ", "))
  }

  /// Sees to it that calls have a model where no column names one.
  private mutating func prepareMix(
    _ columns: TableColumns, _ reader: TableReader
  ) throws(ImportFailure) {
    guard columns.model == nil else { return }
    if mix == nil {
      let known = catalog.describedIDs
      switch known.count {
      case 0 where settings.format == .csv || settings.format == .jsonl:
        throw ColumnFinder(header: reader.header, file: reader.lines.name)
          .missing("the model", "--model COL, or --mix a=3,b=1 to assign models", nil)
      case 0: mix = ModelMix(of: "llm")
      case 1: mix = ModelMix(of: known[0])
      default:
        throw .usage(
          "\(reader.lines.name) names no models; --mix a=3,b=1 assigns those of --models, "
            + "which are \(known.prefix(20).joined(separator: ", "))")
      }
    }
    mixed = [Int?](repeating: nil, count: mix?.models.count ?? 0)
  }

  // MARK: - One row

  private mutating func take(
    _ record: TableRecord, _ columns: TableColumns, _ file: String
  ) throws(ImportFailure) {
    guard fulfilsConditions(record, columns) else { return }
    guard let time = time(record, columns, file), isInWindow(time) else { return }
    if let share = settings.sample, sampleNumbers.uniform() >= share {
      return dropped.add("not in the sample")
    }
    guard let model = try model(record, columns, file) else { return }
    guard let seconds = try seconds(record, columns, model, file) else { return }
    if ids != nil || sessions != nil {
      guard takeID(record, columns, file) else { return }
    }
    account.keptCount += 1
    account.workSeconds += seconds
    catalog.count(model, seconds: seconds)
    if sessions != nil {
      let call = SessionRows.Call(time: time, seconds: seconds, model: Int32(model))
      let session = columns.session.flatMap { record.isEmpty($0) ? nil : record.text($0) }
      sessions?.add(call, to: session, elseNamed: "r\(account.keptCount)")
      return
    }
    account.addArrival(time)
    if let column = columns.request {
      text.beginRequest(id: record.bytes.span.extracting(record.cells[column]))
    } else {
      text.beginRequest(number: account.keptCount)
    }
    text.appendTimestamp(time)
    text.endRequest(prefix(of: model), seconds: seconds)
  }

  private mutating func fulfilsConditions(
    _ record: TableRecord, _ columns: TableColumns
  ) -> Bool {
    for (index, condition) in columns.conditions.enumerated() {
      guard record.bytes[record.cells[condition.column]].elementsEqual(condition.value) else {
        let stated = settings.conditions[index]
        dropped.add("\(stated.column) is not \(stated.value)")
        return false
      }
    }
    if let column = columns.error, !record.isEmpty(column) {
      dropped.add("failed: there is an error message")
      return false
    }
    return true
  }

  private mutating func time(
    _ record: TableRecord, _ columns: TableColumns, _ file: String
  ) -> Int64? {
    guard let column = columns.time else { return nil }
    let unit = settings.unit ?? preset.unit ?? .seconds
    switch record.withBytes(column, { CellTime($0, unit: unit) }) {
    case .time(let time): return time
    case .none:
      refuse(
        record.isEmpty(column) ? "the time is missing" : "\(record.shown(column)) is no time",
        "rows without a time", record, file)
    case .outOfRange:
      refuse(
        "\(record.shown(column)) \(unit.rawValue) lie beyond the year 9999"
          + (unit == .seconds ? "; --unit ms, us or ns?" : ""),
        "rows with a time beyond the year 9999", record, file)
    }
    return nil
  }

  private mutating func isInWindow(_ time: Int64) -> Bool {
    if let from = window.from, time < from {
      dropped.add("before --from")
      return false
    }
    if let to = window.to, time >= to {
      dropped.add("not before --to")
      return false
    }
    return true
  }

  /// The place of the row's model; nil if the row is not kept.
  private mutating func model(
    _ record: TableRecord, _ columns: TableColumns, _ file: String
  ) throws(ImportFailure) -> Int? {
    guard let column = columns.model else { return drawnModel() }
    guard !record.isEmpty(column) else {
      refuse("the model is missing", "rows without a model", record, file)
      return nil
    }
    guard Limit.nameBytes.allows(record.cells[column].count), let id = record.text(column) else {
      refuse(
        "the model \(record.text(column) == nil ? "is not UTF-8" : "has \(Limit.nameBytes.excess)")",
        "rows with an unusable model", record, file)
      return nil
    }
    return try place(of: id)
  }

  private mutating func drawnModel() -> Int? {
    guard let mix else { return nil }
    let drawn = mix.draw(&mixNumbers)
    if let place = mixed[drawn] { return place }
    mixed[drawn] = try? place(of: mix.models[drawn])
    return mixed[drawn]
  }

  private mutating func place(of id: String) throws(ImportFailure) -> Int? {
    guard let place = catalog.place(of: id) else {
      dropped.add("the model is not in \(settings.models ?? "the file of models")")
      return nil
    }
    guard Limit.models.allows(catalog.models.count) else {
      throw .badData(settings.files[0], "there are \(Limit.models.excess)")
    }
    return place
  }

  /// The execution time of the row; nil if it is not kept.
  private mutating func seconds(
    _ record: TableRecord, _ columns: TableColumns, _ model: Int, _ file: String
  ) throws(ImportFailure) -> Double? {
    if preset.dropsEmptyAnswers, let column = columns.outputTokens,
      let tokens = number(column, "tokens", .tokens, record, file), tokens == 0
    {
      dropped.add("failed: the answer has no tokens")
      return nil
    }
    guard let column = columns.duration else {
      return try tokenSeconds(record, columns, model, file)
    }
    let unit = settings.durationUnit ?? preset.durationUnit ?? .seconds
    guard
      let seconds = number(column, "execution time", .duration, record, file, per: unit.perSecond)
    else { return nil }
    if preset.dropsZeroDurations, seconds == 0 {
      dropped.add("took 0 s")
      return nil
    }
    return seconds
  }

  private mutating func tokenSeconds(
    _ record: TableRecord, _ columns: TableColumns, _ model: Int, _ file: String
  ) throws(ImportFailure) -> Double? {
    guard let inputs = columns.inputTokens, let outputs = columns.outputTokens,
      let input = number(inputs, "tokens", .tokens, record, file),
      let output = number(outputs, "tokens", .tokens, record, file)
    else { return nil }
    usesTokens = true
    let seconds = try catalog.seconds(model, input: input, output: output)
    guard Limit.duration.allows(seconds) else {
      refuse(
        "the tokens take \(seconds) s, and an execution time \(Limit.duration.violation(of: seconds) ?? "")",
        "rows with an execution time beyond its limit", record, file)
      return nil
    }
    return seconds
  }

  /// The number in a cell divided by a factor; nil, and the row is refused, if there is none.
  private mutating func number(
    _ column: Int, _ what: String, _ limit: Limit, _ record: TableRecord, _ file: String,
    per factor: Double = 1
  ) -> Double? {
    let read = record.withBytes(column) { bytes in
      decimal(bytes, string: bytes.withUnsafeBufferPointer { String(decoding: $0, as: UTF8.self) })
    }
    guard let read else {
      refuse(
        record.isEmpty(column)
          ? "the \(what) is missing"
          : "\(record.shown(column)) is no number for the \(what)"
            + (record.shown(column).contains(",") ? "; a number has a decimal point" : ""),
        "rows without a number for the \(what)", record, file)
      return nil
    }
    let value = (factor == 1 ? read : read / factor) + 0
    guard limit.allows(value) else {
      refuse(
        "the \(what) \(limit.violation(of: value) ?? ""), found \(record.shown(column))",
        "rows with a number for the \(what) that is beyond its limit", record, file)
      return nil
    }
    return value == 0 ? 0 : value
  }

  /// Looks at the ids of the row; returns false, and refuses it, if one cannot be used.
  private mutating func takeID(
    _ record: TableRecord, _ columns: TableColumns, _ file: String
  ) -> Bool {
    guard let column = columns.session ?? columns.request else { return true }
    if columns.session != nil, record.isEmpty(column) { return true }
    guard Limit.nameBytes.allows(record.cells[column].count), record.text(column) != nil else {
      refuse("the id is empty, too long or not UTF-8", "rows with an unusable id", record, file)
      return false
    }
    guard columns.session == nil else { return true }
    if ids?.insert(record.bytes.span.extracting(record.cells[column])) == true { return true }
    refuse(
      "there is another request \(record.shown(column))", "rows whose id is taken", record, file)
    return false
  }

  /// Notes that a row cannot be used, or drops it.
  private mutating func refuse(
    _ fault: @autoclosure () -> String, _ reason: String, _ record: TableRecord, _ file: String
  ) {
    if settings.skipsBadRows {
      dropped.add(reason, example: "\(file):\(record.line): \(fault())")
    } else {
      bad.add("\(file):\(record.line): error: \(fault())")
    }
  }

  // MARK: - Writing

  private mutating func prefix(of model: Int) -> [UInt8] {
    while prefixes.count <= model { prefixes.append([]) }
    if prefixes[model].isEmpty {
      let workflow = workflows.single(model, named: catalog.models[model].id)
      prefixes[model] = RequestText.prefix(ofSingle: workflows.workflows[workflow])
    }
    return prefixes[model]
  }

  private mutating func flush(
    to stream: inout OutputStream, isLast: Bool = false
  ) throws(ImportFailure) {
    do throws(WriteFailure) { try text.flush(to: &stream, isLast: isLast) } catch {
      throw .write(error)
    }
  }

  private mutating func writeSessions(to stream: inout OutputStream) throws(ImportFailure) {
    guard let sessions else { return }
    var pause = 0.0
    for (number, id) in sessions.ids.enumerated() {
      let calls = sessions.orderedCalls(number)
      for (call, next) in zip(calls, calls.dropFirst()) {
        pause += max(0, Double(next.time - call.time) / 1e6 - call.seconds)
      }
      let place = workflows.chain(calls.map { Int($0.model) }) { catalog.models[$0].id }
      guard Limit.workflows.allows(workflows.workflows.count) else {
        throw .badData(settings.files[0], "the sessions make \(Limit.workflows.excess)")
      }
      account.addArrival(calls[0].time)
      text.beginRequest(id: id.utf8.span)
      text.appendTimestamp(calls[0].time)
      text.endRequest(workflows.workflows[place], seconds: calls.map(\.seconds))
      try flush(to: &stream)
    }
    if pause > 0 {
      account.notes.append(
        "the pauses between the calls of sessions, \(Int(pause.rounded())) s together, are not simulated: "
          + "a call begins as soon as the one before has ended and a GPU is free")
    }
  }

  var summary: ImportSummary {
    var summary = account
    summary.dropped = dropped.counts.map {
      ImportSummary.Dropped(reason: $0.reason, count: $0.count, example: $0.example)
    }
    summary.notes += guesses.map { "\($0), by its name" }
    if mix != nil, let mix {
      summary.assumptions.append(
        mix.models.count == 1
          ? "model \(mix.models[0]) for every call"
          : "models drawn from --mix with seed \(settings.seed)")
    }
    return summary
  }
}
