internal import Engine
internal import History

/// A measure of all rows of a comparison, to be drawn.
package struct PlottedMeasure: Sendable {
  /// The value of a row.
  package struct Value: Sendable {
    package let mean: Double
    /// Half the width of the 95 % interval; nil for a single run.
    package let margin: Double?
    /// The mean for people.
    package let text: String
    /// Whether it is the best of the rows that differ in the policy alone.
    package let isBest: Bool
  }

  package let title: String
  /// The values in the order of rows; nil where a row has none.
  package let values: [Value?]
}

extension ComparisonTable {
  /// The settings in which each row differs from others, in the order of rows.
  package var rowLabels: [String] {
    let columns = differingColumns
    return rows.map { row in
      columns.map { column in
        let text = column.text(row.variant)
        return column == .policy || column == .mode ? text : "\(text) \(column.title)"
      }.joined(separator: " · ")
    }
  }

  /// The measures that tell most, over all rows.
  package var plottedMeasures: [PlottedMeasure] {
    let marks = marks
    let titles: [(ComparisonColumn, String)] = [
      (.meanLatency, "mean latency, s"), (.p99Latency, "P99 latency, s"),
      (.makespan, "makespan, s"), (.switches, "model switches"),
      (.switchShare, "GPU time spent switching"),
    ]
    return titles.map { column, title in
      let place = ComparisonColumn.allCases.firstIndex(of: column) ?? 0
      return PlottedMeasure(
        title: title,
        values: zip(rows, marks).map { row, marks in
          row.interval(column).map {
            PlottedMeasure.Value(
              mean: $0.mean, margin: $0.margin, text: column.text($0.mean),
              isBest: marks[place])
          }
        })
    }
  }
}
