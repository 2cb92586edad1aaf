internal import Engine
internal import History

/// A measure of all rows of a comparison, to be drawn.
package struct PlottedMeasure: Sendable {
  /// The value of a row, shares in percent.
  package struct Value: Sendable {
    package let mean: Double
    /// Half the width of the 95 % interval; nil for a single run.
    package let margin: Double?
    /// The mean for people.
    package let text: String
    /// Whether the table has a mark there.
    package let isMarked: Bool

    /// The end of the interval.
    package var high: Double { mean + (margin ?? 0) }
    /// The beginning of the interval.
    package var low: Double { mean - (margin ?? 0) }
  }

  /// The name with the unit.
  package let title: String
  /// The values in the order of rows; nil where a row has none.
  package let values: [Value?]
}

/// The setting along which a comparison is drawn as lines.
package struct PlottedSetting: Sendable {
  /// The name with the unit.
  package let title: String
  /// The value of each row.
  package let values: [Double]
  /// The other settings of each row: the line that it is on, a place in `names`.
  package let series: [Int]
  /// The names of the lines.
  package let names: [String]
}

extension ComparisonTable {
  /// The settings in which each row differs from others, in the order of rows.
  package var rowLabels: [String] { labels(differingAxes) }

  private func labels(_ axes: [ComparisonAxis]) -> [String] {
    rows.map { row in
      axes.map { axis in
        let text = axis.text(row.variant) ?? "–"
        return axis.isNumeric ? "\(text) \(axis.title)" : text
      }.joined(separator: " · ")
    }
  }

  /// The numeric setting with the most values, if it has at least two: rows with the same other
  /// settings make a line.
  package var plottedSetting: PlottedSetting? {
    let numeric = differingAxes.filter(\.isNumeric).map { axis in
      (axis: axis, count: Set(rows.map { axis.text($0.variant) }).count)
    }
    // Of equals the first one: the number of GPUs, if it is among them.
    var chosen: (axis: ComparisonAxis, count: Int)?
    for candidate in numeric where candidate.count > chosen?.count ?? 1 { chosen = candidate }
    guard let axis = chosen?.axis else { return nil }
    let names = labels(differingAxes.filter { $0 != axis })
    var places: [String: Int] = [:]
    var distinct: [String] = []
    for name in names where places[name] == nil {
      places[name] = distinct.count
      distinct.append(name)
    }
    return PlottedSetting(
      title: axis.plotTitle,
      values: rows.map { axis.text($0.variant).flatMap(Double.init) ?? 0 },
      series: names.map { places[$0] ?? 0 }, names: distinct)
  }

  /// The measures of the columns, over all rows.
  package var plottedMeasures: [PlottedMeasure] {
    let marks = marks
    return columns.indices.map { column in
      let scale = columns[column].plotScale
      return PlottedMeasure(
        title: columns[column].axisTitle,
        values: rows.indices.map { row in
          guard let found = interval(row, column), found.mean.isFinite else { return nil }
          return PlottedMeasure.Value(
            mean: found.mean * scale,
            margin: found.margin.flatMap { $0.isFinite ? $0 * scale : nil },
            text: columns[column].text(found.mean), isMarked: marks[row][column])
        })
    }
  }

  /// A sentence that explains the intervals of a plot.
  package var intervalNote: String {
    let seeds = rows.map(\.runCount).max() ?? 1
    return seeds > 1 ? "Means over \(seeds) seeds with 95 % intervals." : "One run each."
  }

  /// A sentence that explains the marks of a plot; empty if it has none.
  package var markNote: String {
    let isRepeated = rows.contains { $0.runs.count > 1 }
    guard let baseline else {
      return isRepeated
        ? " * best: all paired differences to others have 95 % intervals without 0." : " * best."
    }
    return isRepeated
      ? " * differs from \(baseline): the paired difference has a 95 % interval without 0." : ""
  }
}

extension ComparisonAxis {
  /// The name with its unit, for the axis of a plot.
  fileprivate var plotTitle: String {
    switch self {
    case .gpus: "GPUs"
    case .pcieBandwidth: "bandwidth between host and GPU, GB/s"
    case .switchOverhead: "fixed part of a switch, s"
    case .load: "load, times the recorded one"
    case .rate: "arrivals per second"
    case .gpuMemory: "memory of a GPU, GB"
    case .hostMemory: "memory of the host, GB"
    case .policy, .mode, .pattern, .residency, .eviction: title
    }
  }
}
