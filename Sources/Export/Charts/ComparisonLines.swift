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

/// The look of a line.
struct LineStyle {
  private let color: String
  private let dashes: String
  private let shape: Int
  private let isFilled: Bool
  private let background: String

  private static let dashes = ["", "6 3", "2 2", "8 3 2 3", "12 4"]
  private static let shapeCount = 4

  init(series: Int, _ palette: ChartPalette) {
    color = palette.model(series)
    background = palette.background
    dashes = Self.dashes[series % Self.dashes.count]
    shape = series % Self.shapeCount
    isFilled = (series / Self.shapeCount).isMultiple(of: 2)
  }

  func appendLine(_ path: String, to text: inout MarkupText) {
    text.raw(
      "<path fill=\"none\" stroke=\"\(color)\" stroke-width=\"1.6\" "
        + (dashes.isEmpty ? "" : "stroke-dasharray=\"\(dashes)\" ") + "d=\"\(path)\"/>\n")
  }

  func appendInterval(_ x: Double, _ low: Double, _ high: Double, to text: inout MarkupText) {
    text.raw(
      "<path fill=\"none\" stroke=\"\(color)\" d=\"M\(coordinate(x)) \(coordinate(low))"
        + "V\(coordinate(high))M\(coordinate(x - 2.5)) \(coordinate(low))h5"
        + "M\(coordinate(x - 2.5)) \(coordinate(high))h5\"/>")
  }

  func appendPoint(_ x: Double, _ y: Double, to text: inout MarkupText) {
    let (left, top) = (coordinate(x - 3.5), coordinate(y - 3.5))
    let path =
      switch shape {
      case 0: "M\(left) \(coordinate(y))a3.5 3.5 0 1 0 7 0a3.5 3.5 0 1 0 -7 0z"
      case 1: "M\(left) \(top)h7v7h-7z"
      case 2: "M\(coordinate(x)) \(coordinate(y - 4))l4 7h-8z"
      default: "M\(coordinate(x)) \(coordinate(y - 4.5))l4.5 4.5l-4.5 4.5l-4.5 -4.5z"
      }
    text.raw(
      "<path fill=\"\(isFilled ? color : background)\" stroke=\"\(color)\" d=\"\(path)\"/>\n")
  }
}
