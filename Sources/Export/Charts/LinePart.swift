internal import Foundation
internal import Workload

/// A measure over a setting: axes, and a line with intervals for each series.
struct LinePart {
  let setting: PlottedSetting
  let measure: PlottedMeasure
  let style: (_ series: Int) -> LineStyle

  private static let left = 54.0
  private static let right = 12.0
  private static let bottom = 38.0
  private static let top = 26.0
  /// The distance between the points of two lines at the same value of the setting.
  private static let dodge = 2.5

  private struct Point {
    let x: Double
    let value: PlottedMeasure.Value
  }

  func append(width: Double, height: Double, _ palette: ChartPalette, to text: inout MarkupText) {
    text.label(measure.title, Self.left, 14, "start", palette.text, isBold: true)
    let largest = max(measure.values.compactMap { $0?.high }.max() ?? 1, 1e-12)
    let end = height - Self.bottom
    let vertical = Axis(0...largest * 1.02, start: end, length: -(end - Self.top))
    let horizontal = Scale(setting.values, start: Self.left + 12, end: width - Self.right - 12)
    for mark in vertical.marks(distance: 30, isTime: false) {
      let y = vertical.place(of: mark)
      text.raw(
        "<path stroke=\"\(palette.grid)\" d=\"M\(coordinate(Self.left)) \(coordinate(y))"
          + "H\(coordinate(width - Self.right))\"/>")
      text.label(plainNumber(mark), Self.left - 6, y + 4, "end", palette.dim)
    }
    for mark in horizontal.marks(distance: 30) {
      let x = coordinate(horizontal.place(of: mark))
      text.raw("<path stroke=\"\(palette.text)\" d=\"M\(x) \(coordinate(end))v4\"/>")
      text.label(
        plainNumber(mark), horizontal.place(of: mark), end + 16, "middle", palette.dim)
    }
    text.raw(
      "<path fill=\"none\" stroke=\"\(palette.text)\" d=\"M\(coordinate(Self.left)) "
        + "\(coordinate(Self.top))V\(coordinate(end))H\(coordinate(width - Self.right))\"/>\n")
    text.label(
      setting.title, (Self.left + width - Self.right) / 2, height - 8, "middle", palette.text)
    for series in setting.names.indices { append(series, horizontal, vertical, to: &text) }
  }

  private func append(
    _ series: Int, _ horizontal: Scale, _ vertical: Axis, to text: inout MarkupText
  ) {
    let shift = (Double(series) - Double(setting.names.count - 1) / 2) * Self.dodge
    let points = setting.values.indices.compactMap { row -> Point? in
      guard setting.series[row] == series, let value = measure.values[row] else { return nil }
      return Point(x: horizontal.place(of: setting.values[row]) + shift, value: value)
    }.sorted { $0.x < $1.x }
    let style = style(series)
    let path = points.map {
      "\(coordinate($0.x)) \(coordinate(vertical.place(of: $0.value.mean)))"
    }
    if points.count > 1 { style.appendLine("M" + path.joined(separator: "L"), to: &text) }
    for point in points where point.value.margin != nil {
      style.appendInterval(
        point.x, vertical.place(of: max(0, point.value.low)),
        vertical.place(of: point.value.high), to: &text)
    }
    for point in points {
      style.appendPoint(point.x, vertical.place(of: point.value.mean), to: &text)
    }
  }
}

/// A scale of the values of a setting, by their logarithms where they span more than a factor of 10.
private struct Scale {
  private let axis: Axis
  private let isLogarithmic: Bool
  private let values: [Double]

  init(_ values: [Double], start: Double, end: Double) {
    let (least, most) = (values.min() ?? 0, values.max() ?? 1)
    isLogarithmic = least > 0 && most / least > 10
    self.values = Set(values).sorted()
    axis = Axis(
      isLogarithmic ? log(least)...log(most) : least...most, start: start, length: end - start)
  }

  func place(of value: Double) -> Double { axis.place(of: isLogarithmic ? log(value) : value) }

  /// The values themselves, but for those that would be too near to the one before.
  func marks(distance: Double) -> [Double] {
    var marks: [Double] = []
    for value in values
    where marks.last.map({ place(of: value) - place(of: $0) >= distance }) ?? true {
      marks.append(value)
    }
    return marks
  }
}
