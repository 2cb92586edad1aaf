/// The look of a cell: two colours and some attributes.
///
/// Without colours only the attributes remain. So a background that means something (a selection, a
/// label on a bar) is drawn as `reverse` with the two colours exchanged: the same to look at, and
/// still there in monochrome. `Style.solid` makes such a style.
struct Style: Hashable, Sendable {
  var foreground: Color
  var background: Color
  var attributes: Attributes

  init(
    _ foreground: Color = .default, on background: Color = .default, _ attributes: Attributes = []
  ) {
    self.foreground = foreground
    self.background = background
    self.attributes = attributes
  }

  /// The terminal's own colours and nothing else.
  static let plain = Style()

  /// Text on a patch of colour, which stays a patch in monochrome.
  static func solid(_ patch: Color, text: Color, _ attributes: Attributes = []) -> Style {
    Style(patch, on: text, attributes.union(.reverse))
  }

  struct Attributes: OptionSet, Hashable, Sendable {
    let rawValue: UInt8

    static let bold = Attributes(rawValue: 1)
    static let dim = Attributes(rawValue: 2)
    static let underline = Attributes(rawValue: 4)
    static let reverse = Attributes(rawValue: 8)
    static let italic = Attributes(rawValue: 16)
  }
}

extension Style {
  func adding(_ more: Attributes) -> Style {
    Style(foreground, on: background, attributes.union(more))
  }

  func on(_ background: Color) -> Style {
    Style(foreground, on: background, attributes)
  }

  /// The style as it can be shown at a depth.
  func fitted(to depth: ColorDepth) -> Style {
    Style(foreground.fitted(to: depth), on: background.fitted(to: depth), attributes)
  }
}
