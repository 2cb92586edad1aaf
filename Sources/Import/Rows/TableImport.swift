internal import Documents
internal import Workload

/// An import of tables, a row at a time.
struct TableImport: ImportJob {
  let settings: ImportSettings
  let preset: TablePreset
  let window: (from: Int64?, to: Int64?)

  var catalog: ModelCatalog
  var workflows = WorkflowCatalog()
  var usesTokens = false
  var account: ImportSummary
  var dropped = DroppedRows()
  var bad = BadRows()
  var text = RequestText()

  /// For each model the text of its requests between timestamp and time.
  var prefixes: [[UInt8]] = []
  var mix: ModelMix?
  var mixed: [Int?] = []
  var mixNumbers: RandomNumbers
  private var sampleNumbers: RandomNumbers
  var ids: IDSet?
  var sessions: SessionRows?
  var guesses: [String] = []

  private let limit = Limit.requests.values

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

  /// Prepares the mix of models for a table in which no column names one.
  mutating func prepareMix(
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

  mutating func take(
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
    guard limit.allows(account.keptCount + 1) else {
      throw .badData(file, line: record.line, "there are \(Limit.requests.excess)")
    }
    account.keptCount += 1
    account.workSeconds += seconds
    catalog.count(model, seconds: seconds)
    if sessions != nil {
      let call = SessionRows.TimedCall(time: time, seconds: seconds, model: Int32(model))
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

  mutating func fulfilsConditions(
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
}
