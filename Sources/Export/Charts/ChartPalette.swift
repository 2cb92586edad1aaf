/// The colours of charts, each as `#RRGGBB`.
public struct ChartPalette: Hashable, Sendable {
  /// The background.
  public var background: String
  /// Text and axes.
  public var text: String
  /// Text of less weight.
  public var dim: String
  /// Lines of a grid.
  public var grid: String
  /// The colour of what needs attention, such as switches.
  public var warning: String
  /// The colours of models, taken in turn.
  public var models: [String]

  /// Makes a palette; at least one model colour is needed.
  public init(
    background: String, text: String, dim: String, grid: String, warning: String, models: [String]
  ) {
    self.background = background
    self.text = text
    self.dim = dim
    self.grid = grid
    self.warning = warning
    self.models = models.isEmpty ? [text] : models
  }

  /// Ink on white.
  public static let paper = ChartPalette(
    background: "#FFFFFF", text: "#22242C", dim: "#5A5E6C", grid: "#D8DAE0", warning: "#B34700",
    models: [
      "#3A6FB7", "#E3A130", "#7B4B94", "#4F9D8F", "#C25A7C", "#8C8C3B", "#7A5C3E", "#6BA4D9",
      "#B7A3D0", "#3F6B4F", "#D98E73", "#5B6470",
    ])

  /// Light on dark.
  public static let slate = ChartPalette(
    background: "#14161C", text: "#E6E8EE", dim: "#9AA0AE", grid: "#31343E", warning: "#FFB454",
    models: [
      "#6FA8F0", "#F0C060", "#B58BD6", "#6CC4B4", "#EE8FB0", "#C6C66A", "#C09A74", "#9CCBF2",
      "#D6C8EC", "#7FB893", "#F2B49C", "#A3ACBA",
    ])

  /// The colours of text on those of models; nil for black or white, as is read more easily.
  var labels: [String]?

  /// The place of the colour of the model with an index.
  func place(of index: Int) -> Int { index % models.count }

  /// The colour of the model with an index.
  func model(_ index: Int) -> String { models[place(of: index)] }

  /// The colour of text on the colour of a model.
  func label(onModel index: Int) -> String {
    labels?[place(of: index)] ?? readable(on: model(index))
  }
}
