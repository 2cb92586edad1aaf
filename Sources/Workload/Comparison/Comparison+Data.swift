import Engine
import History

extension Comparison {
  /// The table as comma-separated values, with all settings.
  ///
  /// With several seeds each number is followed by the margin of its 95 % interval.
  public var csv: String {
    let settings = settingColumns(always: true)
    let columns = ComparisonColumn.allCases
    let hasMargins = rows.contains { $0.measures.count > 1 }
    let titles =
      settings.map(\.key)
      + columns.flatMap { hasMargins ? [$0.key, $0.key + "_margin"] : [$0.key] }
    let lines = rows.map { row in
      settings.map { quoted($0.text(row.setting)) }
        + columns.flatMap { column in
          let interval = row.interval(column)
          let mean = interval.map { "\($0.mean)" } ?? ""
          return hasMargins ? [mean, interval?.margin.map { "\($0)" } ?? ""] : [mean]
        }
    }
    return ([titles] + lines).map { $0.joined(separator: ",") + "\n" }.joined()
  }

  /// A field with commas in it needs quotes; the texts of policies have no quotes themselves.
  private func quoted(_ field: String) -> String { field.contains(",") ? "\"\(field)\"" : field }

  /// The table as a JSON array of objects, one for each row.
  public var json: String {
    let objects = rows.map { row in
      let settings = settingColumns(always: true).map { column in
        let text = column.text(row.setting)
        return "\"\(column.key)\": " + (Double(text) == nil ? "\"\(text)\"" : text)
      }
      let numbers = ComparisonColumn.allCases.map { column in
        let interval = row.interval(column)
        var text = "\"\(column.key)\": \(interval.map { "\($0.mean)" } ?? "null")"
        if let margin = interval?.margin { text += ", \"\(column.key)_margin\": \(margin)" }
        return text
      }
      let seeds = ["\"seeds\": \(row.measures.count)"]
      return "  {" + (settings + seeds + numbers).joined(separator: ", ") + "}"
    }
    return "[\n" + objects.joined(separator: ",\n") + "\n]\n"
  }
}
