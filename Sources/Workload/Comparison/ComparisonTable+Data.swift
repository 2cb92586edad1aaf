internal import Engine
internal import History

extension ComparisonTable {
  /// A cell of the table as data: its name and its value, written as JSON.
  struct DataField {
    let key: String
    /// Nil for null in JSON, an empty field in CSV.
    let text: String?
    var isNumeric = true

    init(_ key: String, _ value: Double?) {
      self.key = key
      text = value.flatMap { $0.isFinite ? "\($0)" : nil }
    }

    init(_ key: String, text: String?, isNumeric: Bool = true) {
      (self.key, self.text, self.isNumeric) = (key, text, isNumeric)
    }
  }

  /// The table as comma-separated values.
  ///
  /// With several seeds each number is followed by the margin of its 95 % interval.
  public var csv: String { Self.csv(rows.isEmpty ? [] : fields(hasSeedCount: false)) }

  /// The table as a JSON array of objects, one for each row.
  public var json: String { Self.json(fields(hasSeedCount: true)) }

  /// The runs as comma-separated values, a row for each seed of each variant.
  public var runsCSV: String { Self.csv(runFields) }

  /// The runs as a JSON array of objects, one for each seed of each variant.
  public var runsJSON: String { Self.json(runFields) }

  // MARK: - Fields

  private func fields(hasSeedCount: Bool) -> [[DataField]] {
    let baselines = baselineRows
    return rows.indices.map { fields(ofRow: $0, baseline: baselines[$0], hasSeedCount) }
  }

  private func fields(ofRow row: Int, baseline: Int?, _ hasSeedCount: Bool) -> [DataField] {
    let hasMargins = rows.contains { $0.runs.count > 1 }
    var fields = variantFields(rows[row].variant)
    if hasSeedCount { fields.append(DataField("seeds", text: "\(rows[row].runCount)")) }
    func append(_ key: String, _ found: Interval?) {
      fields.append(DataField(key, found?.mean))
      if hasMargins { fields.append(DataField("\(key)_margin", found?.margin)) }
    }
    for (place, column) in columns.enumerated() {
      append(column.key, interval(row, place))
      guard self.baseline != nil else { continue }
      let found = baseline.flatMap { difference(of: row, from: $0, in: place) }
      append("\(column.key)_difference", found?.difference)
      fields.append(DataField("\(column.key)_ratio", found?.ratio))
    }
    return fields
  }

  private var runFields: [[DataField]] {
    rows.flatMap { row in
      row.runs.enumerated().compactMap { seed, run in
        run.map { run in
          variantFields(row.variant)
            + [DataField("seed", text: row.runs.count > 1 || row.isDrawn ? "\(seed + 1)" : nil)]
            + zip(columns, run.values).map { DataField($0.key, $1) }
        }
      }
    }
  }

  private func variantFields(_ variant: RunVariant) -> [DataField] {
    ComparisonAxis.allCases.map {
      DataField($0.key, text: $0.text(variant), isNumeric: $0.isNumeric)
    }
  }

  // MARK: - Formats

  private static func csv(_ rows: [[DataField]]) -> String {
    guard let titles = rows.first?.map(\.key) else { return "" }
    let lines = rows.map { $0.map { $0.text ?? "" } }
    return ([titles] + lines).map { $0.map(quoted).joined(separator: ",") + "\n" }.joined()
  }

  private static func json(_ rows: [[DataField]]) -> String {
    let objects = rows.map { fields in
      let texts = fields.map { field in
        let value = field.text.map { field.isNumeric ? $0 : quotedJSON($0) } ?? "null"
        return "\(quotedJSON(field.key)): \(value)"
      }
      return "  {" + texts.joined(separator: ", ") + "}"
    }
    return "[\n" + objects.joined(separator: ",\n") + "\n]\n"
  }

  private static func quoted(_ field: String) -> String {
    guard field.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return field }
    return "\"\(field.replacing("\"", with: "\"\""))\""
  }

  private static func quotedJSON(_ text: String) -> String {
    var buffer = ByteBuffer()
    buffer.appendJSON(text)
    return String(decoding: buffer.bytes, as: UTF8.self)
  }
}

extension ComparisonTable.ComparisonRow {
  /// Whether the requests were drawn from seeds.
  fileprivate var isDrawn: Bool { variant.pattern != nil }
}
