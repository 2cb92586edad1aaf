import Documents

extension UserConfiguration {
  /// The configuration in a YAML file, and a line for each thing in it that cannot be used.
  ///
  /// A file that is missing says nothing. What cannot be used is as if it were not there; the rest
  /// holds.
  ///
  /// - Parameters:
  ///   - path: the file; a theme's file that it names relatively stands beside it.
  ///   - themes: the themes that have names.
  /// - Returns: the configuration, and the warnings as lines, empty if there are none.
  public static func reading(
    _ path: String, themes: [ThemeFile]
  ) -> (configuration: UserConfiguration, warnings: String) {
    let source: SourceFile
    do { source = try SourceFile(path: path, within: .settingsBytes) } catch {
      return (UserConfiguration(), error.kind == .missing ? "" : "warning: \(error.sentence)\n")
    }
    var reader = ConfigurationReader(path: path, themes: themes)
    var problems = Diagnostics()
    do {
      let root = try DocumentReader.read(source, diagnostics: &problems)
      reader.read(root)
    } catch {
      problems.add(error.diagnostic)
      problems.warning("nothing in this file is used", at: nil)
    }
    // An error in this file does not keep the screen from opening.
    for var problem in problems.kept {
      problem.severity = .warning
      reader.diagnostics.add(problem)
    }
    return (reader.configuration, reader.diagnostics.render(for: source) + reader.themeWarnings)
  }
}

/// Reads a configuration: keeps the usable settings, and warns of the others.
struct ConfigurationReader {
  let path: String
  let themes: [ThemeFile]
  var configuration = UserConfiguration()
  var diagnostics = Diagnostics()
  /// The warnings about the theme's own file.
  var themeWarnings = ""

  private static let known = ["theme", "keys", "speed", "mouse", "panes"]

  init(path: String, themes: [ThemeFile]) {
    self.path = path
    self.themes = themes
  }

  mutating func read(_ root: Node) {
    guard !root.isNull else { return }
    guard let entries = root.entries else {
      diagnostics.warning(
        "expected a mapping, found \(root.kindName)", at: root.position,
        hint: "the keys are \(Self.known.joined(separator: ", "))")
      return
    }
    for entry in entries {
      switch entry.key {
      case "theme": readTheme(entry.value)
      case "keys": readKeys(entry.value)
      case "speed": readSpeed(entry.value)
      case "mouse": readMouse(entry.value)
      case "panes": readPanes(entry.value)
      default:
        diagnostics.warning(
          "there is no setting \(entry.key)", at: entry.keyPosition,
          hint: Self.hint(entry.key, among: Self.known))
      }
    }
  }

  /// A value as messages show it.
  static func words(_ node: Node) -> String {
    guard let text = node.scalar?.text, !text.isEmpty else { return node.kindName }
    return text
  }

  /// The known name nearest to a wrong one, or else all known names.
  static func hint(_ name: String, among known: [String]) -> String {
    nearest(to: name, among: known).map { "did you mean \($0)?" }
      ?? "there are \(known.joined(separator: ", "))"
  }

  /// The items of a list; a single value is a list of one.
  mutating func list(_ node: Node, of kind: String) -> [Node]? {
    if let items = node.items { return items }
    if node.scalar != nil, !node.isNull { return [node] }
    diagnostics.warning("expected a list of \(kind), found \(node.kindName)", at: node.position)
    return nil
  }
}
