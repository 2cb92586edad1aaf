internal import Documents

/// Reading the cells of a row; one that cannot be used is noted, or dropped.
extension TableImport {
  mutating func time(
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

  mutating func isInWindow(_ time: Int64) -> Bool {
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
  mutating func model(
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

  mutating func drawnModel() -> Int? {
    guard let mix else { return nil }
    let drawn = mix.draw(&mixNumbers)
    if let place = mixed[drawn] { return place }
    mixed[drawn] = try? place(of: mix.models[drawn])
    return mixed[drawn]
  }

  mutating func place(of id: String) throws(ImportFailure) -> Int? {
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
  mutating func seconds(
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

  mutating func tokenSeconds(
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
  mutating func number(
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
  mutating func takeID(
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
  mutating func refuse(
    _ fault: @autoclosure () -> String, _ reason: String, _ record: TableRecord, _ file: String
  ) {
    if settings.skipsBadRows {
      dropped.add(reason, example: "\(file):\(record.line): \(fault())")
    } else {
      bad.add("\(file):\(record.line): error: \(fault())")
    }
  }
}
