internal import Audit
internal import Documents
internal import Engine

/// Reads the summary of a log: every field may be missing, none may be of another type.
struct SummaryReader {
  let fields: FieldReader

  /// The statements of the summary; a field with an error is left out.
  func summary(_ diagnostics: inout Diagnostics) -> LoggedSummary {
    var summary = LoggedSummary()
    summary.totalRequests = count(.totalRequests, &diagnostics)
    summary.completedRequests = count(.completedRequests, &diagnostics)
    summary.totalNodesExecuted = count(.totalNodesExecuted, &diagnostics)
    summary.strandedNodes = count(.strandedNodes, &diagnostics)
    summary.totalModelSwitches = count(.totalModelSwitches, &diagnostics)
    summary.fallbacks = count(.fallbacks, &diagnostics)
    summary.totalSwitchTime = number(.totalSwitchTime, within: .moment, &diagnostics)
    summary.makespan = number(.makespan, within: .moment, &diagnostics)
    summary.timeScale = number(.timeScale, within: .timeFactor, &diagnostics)
    summary.isInterrupted = truth(.interrupted, &diagnostics)
    summary.simulate = truth(.simulate, &diagnostics)
    summary.policy = text(.policy, &diagnostics)?.text
    summary.backend = text(.backend, &diagnostics)?.text
    summary.overlap = number(.overlap, within: .fraction, &diagnostics)
    if let rules = text(.rules, &diagnostics) {
      summary.rules = Rules(rawValue: rules.text)
      if summary.rules == nil { refuse(rules, .rules, "standard or gswarm", &diagnostics) }
    }
    if let mode = text(.mode, &diagnostics) {
      summary.mode = ArrivalMode(rawValue: mode.text)
      // Other programs have other modes.
      if summary.mode == nil, summary.rules != nil {
        refuse(mode, .mode, "offline or online", &diagnostics)
      }
    }
    summary.loadsFromDisk = count(.loadsFromDisk, &diagnostics)
    summary.loadsFromHost = count(.loadsFromHost, &diagnostics)
    if let machine = value(.machine, of: "a mapping", &diagnostics),
      let fields = FieldReader(machine, owner: "machine of summary", &diagnostics)
    {
      summary.machine = ConfigurationDecoder(rules: .standard)
        .hardware(fields, &diagnostics)
    }
    summary.gpus = gpus(&diagnostics)
    for statistic in SummaryStatistic.allCases {
      guard let value = fields.node[statistic.rawValue] else { continue }
      // Of nothing there is no mean.
      let stated =
        value.isNull ? nil : fields.number(statistic.rawValue, within: .moment, &diagnostics)
      summary.statistics[statistic] = .some(stated)
    }
    return summary
  }

  /// The value of a field that may be missing, but not null.
  private func value(
    _ field: SummaryField, of kind: String, _ diagnostics: inout Diagnostics
  ) -> Node? {
    guard let value = fields.node[field.rawValue] else { return nil }
    guard value.isNull else { return value }
    diagnostics.error(
      "\(field.rawValue) of summary must be \(kind), found null", at: value.position)
    return nil
  }

  private func number(
    _ field: SummaryField, within limit: Limit, _ diagnostics: inout Diagnostics
  ) -> Double? {
    guard value(field, of: "a number", &diagnostics) != nil else { return nil }
    return fields.number(field.rawValue, within: limit, &diagnostics)
  }

  private func count(_ field: SummaryField, _ diagnostics: inout Diagnostics) -> Int? {
    guard let number = number(field, within: .moment, &diagnostics) else { return nil }
    if let count = Int(exactly: number) { return count }
    diagnostics.error(
      "\(field.rawValue) of summary must be a whole number",
      at: fields.node[field.rawValue]?.position)
    return nil
  }

  private func truth(_ field: SummaryField, _ diagnostics: inout Diagnostics) -> Bool? {
    guard let value = value(field, of: "true or false", &diagnostics) else { return nil }
    if let truth = value.scalar?.truth { return truth }
    diagnostics.error(
      "\(field.rawValue) of summary must be true or false, found \(value.kindName)",
      at: value.position)
    return nil
  }

  private func text(
    _ field: SummaryField, _ diagnostics: inout Diagnostics
  ) -> (text: String, position: Position)? {
    guard let value = value(field, of: "text", &diagnostics) else { return nil }
    guard let scalar = value.scalar, value.number() == nil, scalar.truth == nil else {
      diagnostics.error(
        "\(field.rawValue) of summary must be text, found \(value.kindName)", at: value.position)
      return nil
    }
    return (scalar.text, value.position)
  }

  private func refuse(
    _ found: (text: String, position: Position), _ field: SummaryField, _ choices: String,
    _ diagnostics: inout Diagnostics
  ) {
    diagnostics.error(
      "\(field.rawValue) of summary must be \(choices), found \(abbreviated(found.text))",
      at: found.position)
  }

  private func gpus(_ diagnostics: inout Diagnostics) -> [Int]? {
    guard let value = value(.gpus, of: "a list of GPU numbers", &diagnostics) else { return nil }
    return TreeExecution.gpus(value, SummaryField.gpus.rawValue, &diagnostics)
  }
}
