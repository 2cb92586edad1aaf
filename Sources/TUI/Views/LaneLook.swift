import Engine
import History

/// The characters and styles of lanes, looked up once for all cells of a frame.
struct LaneLook {
  private let theme: Theme
  private let colors: [Color]
  private let plain: Style

  init(_ frame: Frame) {
    theme = frame.theme
    plain = theme.plain
    colors = frame.scenario.models.indices.map { [theme] in theme.model($0) }
  }

  /// Returns the glyph and the style of a cell of a lane.
  func callAsFunction(_ cell: LaneCell) -> (glyph: Unicode.Scalar, style: Style) {
    if cell.eighths == 8 { return whole(cell.left, isMarked: cell.mark != nil) }
    // Hatching has no eighths: beside a bar it is left to the neighbouring cell.
    let glyph = Self.leftBlocks[cell.eighths - 1]
    guard case .work(.computing(let left)) = cell.left else {
      // The bar is on the right: the block of paper in reverse, which needs no colour either.
      return (glyph, Style(solidColor(cell.right), on: theme.background, .reverse))
    }
    return (glyph, Style(colors[left.index], on: solidColor(cell.right)))
  }

  /// Returns the glyph and the style of a cell of one fill; marked, it shows a switch.
  func whole(_ fill: LaneFill, isMarked: Bool) -> (glyph: Unicode.Scalar, style: Style) {
    switch fill {
    case .idle: (" ", plain)
    case .work(.computing(let model)) where isMarked:
      ("╱", theme.solid(colors[model.index], .bold))
    case .work(.computing(let model)):
      (theme.texture(model.index), theme.ink(colors[model.index]))
    case .work(.switching(let model)): ("╱", theme.ink(colors[model.index], .bold))
    case .work(.loading(let model)): ("╱", theme.ink(colors[model.index], .dim))
    }
  }

  private func solidColor(_ fill: LaneFill) -> Color {
    guard case .work(.computing(let model)) = fill else { return theme.background }
    return colors[model.index]
  }

  private static let leftBlocks: [Unicode.Scalar] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]
}
