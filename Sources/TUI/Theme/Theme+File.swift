import Documents

/// A theme that can be asked for by name.
public struct ThemeFile: Hashable, Sendable {
  /// The name that the user knows it by.
  public let name: String
  /// Its file.
  public let path: String

  /// A theme from its parts.
  public init(name: String, path: String) {
    self.name = name
    self.path = path
  }
}

extension Theme {
  /// A theme from a YAML file, and a line for each role that the file lacks or gives no colour.
  ///
  /// Such a role keeps the colour of the built-in theme.
  ///
  /// - Throws: why the file cannot be read as YAML at all.
  public static func reading(
    _ path: String
  ) throws(DisplayFailure) -> (theme: Theme, warnings: String) {
    let source: SourceFile
    do { source = try SourceFile(path: path, within: .settingsBytes) } catch {
      throw DisplayFailure(sentence: error.sentence)
    }
    var diagnostics = Diagnostics()
    let theme: Theme
    do {
      let root = try DocumentReader.read(source, diagnostics: &diagnostics)
      theme = Theme(root, name: name(of: path), &diagnostics)
    } catch {
      throw DisplayFailure(sentence: "\(visible(path)): \(error.diagnostic.sentence)")
    }
    return (theme, diagnostics.render(for: source))
  }

  /// The name of a theme's file, without folders and extension.
  private static func name(of path: String) -> String {
    let file = path.split(separator: "/").last ?? ""
    return String(file.prefix(upTo: file.lastIndex(of: ".") ?? file.endIndex))
  }

  private init(_ root: Node, name: String, _ diagnostics: inout Diagnostics) {
    self = .builtIn
    self.name = name
    guard let entries = root.entries else {
      diagnostics.warning("a theme is a mapping from roles to colours", at: root.position)
      return
    }
    for role in Role.allCases {
      guard let value = root[role.rawValue] else {
        diagnostics.warning("the theme gives no colour to \(role.rawValue)", at: root.position)
        continue
      }
      if let color = Color(value, &diagnostics) { self[role] = color }
    }
    readModels(root, &diagnostics)
    let known = Role.allCases.map(\.rawValue) + ["models", "name"]
    for entry in entries where !known.contains(entry.key) {
      diagnostics.warning(
        "there is no role \(entry.key)", at: entry.keyPosition,
        hint: nearest(to: entry.key, among: known).map { "did you mean \($0)?" })
    }
  }

  private mutating func readModels(_ root: Node, _ diagnostics: inout Diagnostics) {
    guard let list = root["models"], let items = list.items else {
      diagnostics.warning(
        "the theme gives no list of models", at: root["models"]?.position ?? root.position)
      return
    }
    let colors = items.compactMap { Color($0, &diagnostics) }
    if items.count < Self.fewestModels {
      diagnostics.warning(
        "models has \(items.count) colours, it should have at least \(Self.fewestModels)",
        at: list.position)
    }
    if !colors.isEmpty { models = colors }
  }

  private static let fewestModels = 12
}

extension Color {
  /// The colour that a value of a theme file stands for.
  fileprivate init?(_ value: Node, _ diagnostics: inout Diagnostics) {
    guard let text = value.scalar?.text, let color = Color(text) else {
      let found = value.scalar?.text ?? value.kindName
      let hint =
        value.isNull
        ? "write #RRGGBB in quotes" : "write \"#RRGGBB\", a number from 0 to 15, or default"
      diagnostics.warning("\(found) is not a colour", at: value.position, hint: hint)
      return nil
    }
    self = color
  }
}
