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
    if cell.churn > 0 { return churning(cell.churn, paper: color(cell.left)) }
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
    case .diskLoad(let model): (Self.diskGlyph, theme.ink(colors[model.index], .bold))
    }
  }

  /// Returns the glyph and the style of a cell in which several switches take a share of the time.
  ///
  /// The first two steps are marks on the bar, the others cover it. The glyphs differ without colour
  /// and in ASCII, and only here do they stand in the colour of warnings.
  private func churning(_ step: Int, paper: Color?) -> (glyph: Unicode.Scalar, style: Style) {
    let glyph = Self.churnGlyphs[step - 1]
    if step <= 2, let paper { return (glyph, theme.solid(paper, .bold)) }
    return (glyph, Style(theme[.warn], on: paper ?? theme.background))
  }

  /// Returns the glyph and the style of a cell shared by two lanes, one above the other.
  func halves(_ upper: LaneCell, _ lower: LaneCell) -> (glyph: Unicode.Scalar, style: Style) {
    let (top, bottom) = (color(upper.busiest), color(lower.busiest))
    let step = max(upper.preparationStep, lower.preparationStep)
    guard step == 0 else {
      let model = upper.preparationStep >= lower.preparationStep ? upper.mark : lower.mark
      let ink = model.flatMap(color) ?? theme[.warn]
      guard let paper = bottom ?? top else { return (Self.churnGlyphs[step - 1], theme.ink(ink)) }
      return step <= 2
        ? (Self.churnGlyphs[step - 1], theme.solid(paper, .bold))
        : (Self.churnGlyphs[step - 1], Style(theme[.warn], on: paper))
    }
    switch (top, bottom) {
    case (nil, nil): return (" ", plain)
    case (let top?, nil): return ("▀", theme.ink(top))
    case (nil, let bottom?): return ("▄", theme.ink(bottom))
    case (let top?, let bottom?):
      // In reverse, which no other half is: without colours both are ink.
      return top == bottom ? ("█", theme.ink(top)) : ("▄", Style(top, on: bottom, .reverse))
    }
  }

  /// Returns the glyph and the style of a cell of the future; nil if nothing happens there.
  func preview(_ cell: LaneCell) -> (glyph: Unicode.Scalar, style: Style)? {
    let fill = cell.mark ?? (cell.left == .idle ? cell.right : cell.left)
    guard let model = fill.model else { return nil }
    let glyph: Unicode.Scalar = cell.showsPreparation ? "╱" : "░"
    return (glyph, theme.ink(colors[model.index], .dim))
  }

  /// The colour of what computes; nil if nothing does.
  private func color(_ fill: LaneFill) -> Color? {
    guard case .work(.computing(let model)) = fill else { return nil }
    return colors[model.index]
  }

  private func solidColor(_ fill: LaneFill) -> Color { color(fill) ?? theme.background }

  /// Glyphs that say how much of a cell's time goes into switching, by their weight.
  static let churnGlyphs: [Unicode.Scalar] = ["╱", "╳", "▒", "▓"]
  /// The hatching of a load from disk, which leans the other way.
  static let diskGlyph: Unicode.Scalar = "╲"
  /// The glyphs that stay in sight below the line of now.
  static let preparationGlyphs = churnGlyphs + [diskGlyph]
  private static let leftBlocks: [Unicode.Scalar] = ["▏", "▎", "▍", "▌", "▋", "▊", "▉"]
}

extension LaneCell {
  /// The fill to show where there is room for one; idle time counts least.
  fileprivate var busiest: LaneFill {
    if left == .idle { return right }
    return right == .idle || eighths >= 4 ? left : right
  }

  /// The step of the share of time that switches take, a single one included.
  fileprivate var preparationStep: Int {
    if churn > 0 { return churn }
    if left.isPreparation { return 4 }
    return mark == nil ? 0 : 1
  }
}
