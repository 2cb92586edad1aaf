/// The colours of the screen, by what they mean.
///
/// Meaning never rests on colour alone: models also have letters, states have signs, and what is
/// selected or solid is reversed (see `Style`), so every theme works in monochrome.
public struct Theme: Hashable, Sendable {
  /// The name that the user knows.
  public internal(set) var name: String

  var background: Color
  var text: Color
  /// Text of less weight.
  var dim: Color
  var border: Color
  /// The border of the pane that the keys go to.
  var borderFocused: Color
  var title: Color
  var ruler: Color
  /// The line of the present moment.
  var now: Color
  /// A GPU with nothing to do.
  var idle: Color
  var good: Color
  var warn: Color
  var bad: Color
  /// The names of keys.
  var key: Color
  /// The background of the selected line.
  var selection: Color
  /// One colour per model, taken in turn; at least one.
  var models: [Color]
}

extension Theme {
  /// A role that a theme file gives a colour to, by the name it has there.
  enum Role: String, CaseIterable, Sendable {
    case background, text, dim, border
    case borderFocused = "border_focused"
    case title, ruler, now, idle, good, warn, bad, key, selection

    fileprivate var path: WritableKeyPath<Theme, Color> {
      switch self {
      case .background: \.background
      case .text: \.text
      case .dim: \.dim
      case .border: \.border
      case .borderFocused: \.borderFocused
      case .title: \.title
      case .ruler: \.ruler
      case .now: \.now
      case .idle: \.idle
      case .good: \.good
      case .warn: \.warn
      case .bad: \.bad
      case .key: \.key
      case .selection: \.selection
      }
    }
  }

  subscript(role: Role) -> Color {
    get { self[keyPath: role.path] }
    set { self[keyPath: role.path] = newValue }
  }

  /// The glyph of the bars of the model with an index.
  ///
  /// Models that share a colour, because the theme repeats it or has no more, differ in texture.
  func texture(_ index: Int) -> Unicode.Scalar {
    let (turn, place) = max(index, 0).quotientAndRemainder(dividingBy: max(models.count, 1))
    return Self.textures[(turn * repeatsInTurn + repeats(before: place)) % Self.textures.count]
  }

  /// The number of earlier models with the colour of the one at a place; the terminal's own does not
  /// count.
  private func repeats(before place: Int) -> Int {
    guard place < models.count, models[place] != .default else { return 0 }
    return models[..<place].count { $0 == models[place] }
  }

  /// The most models of a theme that share a colour.
  private var repeatsInTurn: Int {
    (models.indices.map(repeats(before:)).max() ?? 0) + 1
  }

  private static let textures: [Unicode.Scalar] = ["█", "▓", "▒", "░"]

  /// The colour of the model with an index; with more models than colours, they come again.
  func model(_ index: Int) -> Color {
    models.isEmpty ? text : models[(index % models.count + models.count) % models.count]
  }
}
