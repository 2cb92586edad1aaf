internal import Engine
internal import History

extension ComparisonTable {
  /// The table as comma-separated values, with all columns.
  ///
  /// With several seeds each number is followed by the margin of its 95 % interval.
  public var csv: String {
    let columns = ComparisonColumn.allCases
    let hasMargins = rows.contains { $0.measures.count > 1 }
    let titles =
      VariantColumn.allCases.map(\.key)
      + columns.flatMap { hasMargins ? [$0.key, $0.key + "_margin"] : [$0.key] }
    let lines = rows.map { row in
      VariantColumn.allCases.map { quoted($0.text(row.variant)) }
        + columns.flatMap { column in
          let interval = row.interval(column)
          let mean = number(interval?.mean) ?? ""
          return hasMargins ? [mean, number(interval?.margin) ?? ""] : [mean]
        }
    }
    return ([titles] + lines).map { $0.joined(separator: ",") + "\n" }.joined()
  }

  /// The table as a JSON array of objects, one for each row.
  public var json: String {
    let objects = rows.map { row in
      let variant = VariantColumn.allCases.map { column in
        let text = column.text(row.variant)
        return "\"\(column.key)\": " + (column.isNumeric ? text : quotedJSON(text))
      }
      let numbers = ComparisonColumn.allCases.map { column in
        let interval = row.interval(column)
        var text = "\"\(column.key)\": \(number(interval?.mean) ?? "null")"
        if let margin = number(interval?.margin) { text += ", \"\(column.key)_margin\": \(margin)" }
        return text
      }
      let seeds = ["\"seeds\": \(row.measures.count)"]
      return "  {" + (variant + seeds + numbers).joined(separator: ", ") + "}"
    }
    return "[\n" + objects.joined(separator: ",\n") + "\n]\n"
  }

  /// The shortest decimal that reads back as the same number; nil for one that is not finite.
  private func number(_ value: Double?) -> String? {
    value.flatMap { $0.isFinite ? "\($0)" : nil }
  }

  private func quoted(_ field: String) -> String {
    guard field.contains(where: { $0 == "," || $0 == "\"" || $0.isNewline }) else { return field }
    return "\"\(field.replacing("\"", with: "\"\""))\""
  }

  private func quotedJSON(_ text: String) -> String {
    var buffer = ByteBuffer()
    buffer.appendJSON(text)
    return String(decoding: buffer.bytes, as: UTF8.self)
  }
}
