internal import Engine

/// The bars of one lane, those of each colour as one path.
///
/// Bars that are narrower than a cell are summed up: the cell gets the colour of what took most of it,
/// and a foot as high as the share of making models resident.
struct LanePaths {
  enum Fill {
    case computing(ModelID)
    case preparation(ModelID)
  }

  private let y: Double
  private let height: Double
  private let cell: Double
  private var paths: [String]
  private var foot = ""
  private var sums: [Double]
  private var touched: [Int] = []
  private var place = -1

  init(y: Double, height: Double, cell: Double, modelCount: Int) {
    self.y = y
    self.height = height
    self.cell = cell
    paths = [String](repeating: "", count: 2 * modelCount)
    sums = [Double](repeating: 0, count: 2 * modelCount)
  }

  mutating func add(_ fill: Fill, from left: Double, to right: Double) {
    guard right > left else { return }
    let index =
      switch fill {
      case .computing(let model): 2 * model.index
      case .preparation(let model): 2 * model.index + 1
      }
    if right - left >= cell {
      flush()
      paths[index] += Self.rectangle(left, right - left, y, height)
      return
    }
    let place = Int((left + right) / 2 / cell)
    if place != self.place { flush() }
    self.place = place
    if sums[index] == 0 { touched.append(index) }
    sums[index] += right - left
  }

  private mutating func flush() {
    guard let first = touched.first else { return }
    var (most, total, preparing) = (first, 0.0, 0.0)
    for index in touched {
      if sums[index] > sums[most] { most = index }
      total += sums[index]
      if !index.isMultiple(of: 2) { preparing += sums[index] }
      sums[index] = 0
    }
    touched.removeAll(keepingCapacity: true)
    let (left, width) = (Double(place) * cell, min(cell, max(total, cell / 4)))
    paths[most] += Self.rectangle(left, width, y, height)
    if preparing > 0, most.isMultiple(of: 2) {
      let part = height * preparing / total
      foot += Self.rectangle(left, width, y + height - part, part)
    }
  }

  private static func rectangle(
    _ x: Double, _ width: Double, _ y: Double, _ height: Double
  ) -> String {
    "M\(coordinate(x)) \(coordinate(y))h\(coordinate(max(width, 0.05)))v\(coordinate(height))"
      + "h-\(coordinate(max(width, 0.05)))z"
  }

  mutating func append(to text: inout MarkupText, palette: ChartPalette, prefix: String) {
    flush()
    for (index, path) in paths.enumerated() where !path.isEmpty {
      let colour =
        index.isMultiple(of: 2)
        ? palette.model(index / 2) : "url(#\(prefix)\(palette.place(of: index / 2)))"
      text.raw("<path fill=\"\(colour)\" d=\"\(path)\"/>\n")
    }
    if !foot.isEmpty { text.raw("<path fill=\"\(palette.warning)\" d=\"\(foot)\"/>\n") }
  }
}
