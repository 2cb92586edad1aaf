internal import Engine
internal import History

extension SizeAnswer {
  /// The answer as a JSON object; a number that is infinite or missing is null.
  public var json: String {
    let objects = rows.map { row in
      var fields = [
        "\"policy\": \(Self.quoted(row.policy.description))",
        "\"load\": \(row.load.plainText)",
        "\"gpus\": \(row.gpuCount.map { "\($0)" } ?? "null")",
        "\"also_hold\": [\(row.alsoHold.map { "\($0)" }.joined(separator: ", "))]",
        "\"margin\": \(Self.number(row.outcome.margin) ?? "null")",
        "\"one_fewer\": \(row.gpuCount == nil ? "null" : Self.word(row.oneFewer))",
        "\"measures\": {\(measures(row).map { "\(Self.quoted($0)): \($1 ?? "null")" }.joined(separator: ", "))}",
        "\"runs\": \(row.runCount)",
      ]
      if plan.seeds != nil {
        fields.append("\"seeds\": \(row.outcome.values.count)")
        fields.append("\"seeds_passed\": \(row.outcome.passedCount)")
        let interval = row.outcome.interval
        fields.append(
          "\"seeds_passed_interval\": [\(interval.lowerBound), \(interval.upperBound)]")
      }
      if plan.price != nil {
        let costs = [
          ("cost_per_hour", row.costPerHour(plan)),
          ("cost_per_thousand_requests", row.costPerThousand(plan)),
        ]
        fields += costs.map { "\"\($0)\": \(Self.number($1) ?? "null")" }
      }
      return "    {" + fields.joined(separator: ", ") + "}"
    }
    return "{\n  \"rows\": [\n" + objects.joined(separator: ",\n") + "\n  ],\n"
      + "  \"exhaustive\": \(isExhaustive)\n}\n"
  }

  /// The answer as comma-separated values, a line for each row.
  public var csv: String {
    let names = plan.measures.map(\.description)
    let extra =
      (plan.seeds != nil
        ? ["seeds", "seeds_passed", "seeds_passed_low", "seeds_passed_high"] : [])
      + (plan.price != nil ? ["cost_per_hour", "cost_per_thousand_requests"] : [])
    let titles =
      ["policy", "load", "gpus", "also_hold", "margin", "one_fewer", "runs", "exhaustive"]
      + extra + names
    let lines = rows.map { row in
      var cells = [
        row.policy.description, row.load.plainText, row.gpuCount.map { "\($0)" } ?? "",
        row.alsoHold.map { "\($0)" }.joined(separator: " "),
        Self.number(row.outcome.margin) ?? "",
        row.gpuCount == nil ? "" : row.oneFewer?.rawValue ?? "", "\(row.runCount)",
        "\(isExhaustive)",
      ]
      if plan.seeds != nil {
        let interval = row.outcome.interval
        cells += [
          "\(row.outcome.values.count)", "\(row.outcome.passedCount)", "\(interval.lowerBound)",
          "\(interval.upperBound)",
        ]
      }
      if plan.price != nil {
        cells += [row.costPerHour(plan), row.costPerThousand(plan)].map { Self.number($0) ?? "" }
      }
      return cells + measures(row).map { $1 ?? "" }
    }
    return ([titles] + lines).map { $0.map(Self.cell).joined(separator: ",") + "\n" }.joined()
  }

  /// The measures of a row with their values, means over the seeds.
  private func measures(_ row: SizeRow) -> [(name: String, value: String?)] {
    plan.measures.enumerated().map { place, measure in
      (measure.description, Self.number(row.outcome.mean(place)))
    }
  }

  private static func word(_ reason: SizeRow.OneFewer?) -> String {
    reason.map { "\"\($0.rawValue)\"" } ?? "null"
  }

  static func number(_ value: Double?) -> String? {
    value.flatMap { $0.isFinite ? "\($0)" : nil }
  }

  static func cell(_ field: String) -> String {
    guard field.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return field }
    return "\"\(field.replacing("\"", with: "\"\""))\""
  }

  static func quoted(_ text: String) -> String {
    var buffer = ByteBuffer()
    buffer.appendJSON(text)
    return String(decoding: buffer.bytes, as: UTF8.self)
  }
}
