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
