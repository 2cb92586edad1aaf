internal import Workload

/// Measures over a setting such as the number of GPUs: a part for each measure, two side by side, and
/// a line for each combination of the other settings.
///
/// Lines are told apart by colour, dashes and the shapes of their points, so that grey is enough.
struct ComparisonLines {
  let setting: PlottedSetting
  let measures: [PlottedMeasure]
  let note: String
  let palette: ChartPalette

  static let width = 760.0
  private static let partWidth = 368.0
  private static let partHeight = 232.0
  private static let legendRow = 18.0
  private static let top = 44.0

  private var partRows: Int { (measures.count + 1) / 2 }

  /// The number of names of lines beside each other.
  private var legendColumns: Int {
    let longest = Double(setting.names.map(\.count).max() ?? 0)
    return max(1, min(5, Int((Self.width - 32) / (52 + 6.2 * longest))))
  }

  private var legendHeight: Double {
    guard setting.names.count > 1 else { return 0 }
    let rows = (setting.names.count + legendColumns - 1) / legendColumns
    return Double(rows) * Self.legendRow + 8
  }

  var height: Double {
    Self.top + legendHeight + Double(partRows) * Self.partHeight + 28
  }

  func append(to text: inout MarkupText) {
    if setting.names.count > 1 { appendLegend(to: &text) }
    for (place, measure) in measures.enumerated() {
      let x = 8 + Double(place % 2) * (Self.partWidth + 8)
      let y = Self.top + legendHeight + Double(place / 2) * Self.partHeight
      text.raw("<g transform=\"translate(\(coordinate(x)) \(coordinate(y)))\">\n")
      LinePart(setting: setting, measure: measure, style: style).append(
        width: Self.partWidth, height: Self.partHeight, palette, to: &text)
      text.raw("</g>\n")
    }
    text.label(note, 16, height - 10, "start", palette.dim)
  }

  private func appendLegend(to text: inout MarkupText) {
    let column = (Self.width - 32) / Double(legendColumns)
    for (series, name) in setting.names.enumerated() {
      let (row, place) = series.quotientAndRemainder(dividingBy: legendColumns)
      let x = 16 + Double(place) * column
      let y = Self.top + Double(row) * Self.legendRow
      style(series).appendLine("M\(coordinate(x)) \(coordinate(y))h32", to: &text)
      style(series).appendPoint(x + 16, y, to: &text)
      text.label(name, x + 40, y + 4, "start", palette.text)
    }
  }

  private func style(_ series: Int) -> LineStyle { LineStyle(series: series, palette) }
}
