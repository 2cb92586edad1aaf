/// All actions with their keys, for a page or a shell.
enum KeyTable {
  /// A table in Markdown for each group of the help; actions without keys are in it, too.
  static func markdown(_ keymap: Keymap) -> String {
    Binding.Group.allCases.map { group in
      let rows = Keymap.standard.bindings.filter { $0.group == group }.map { binding in
        [
          keymap.keys(for: binding.action).map(code).joined(separator: " "), binding.help,
          code(binding.action.rawValue),
        ]
      }
      return "## \(group.rawValue)\n\n" + table([["keys", "what it does", "name"]] + rows)
    }.joined(separator: "\n")
  }

  /// Lines of equal width; the first is the heading.
  private static func table(_ rows: [[String]]) -> String {
    let widths = rows[0].indices.map { column in
      rows.map { displayWidth(of: $0[column]) }.max() ?? 0
    }
    var lines = rows.map { row in
      zip(row, widths).map { $0 + String(repeating: " ", count: $1 - displayWidth(of: $0)) }
    }
    lines.insert(widths.map { String(repeating: "-", count: $0) }, at: 1)
    return lines.map { "| \($0.joined(separator: " | ")) |\n" }.joined()
  }

  private static func code(_ key: Key) -> String { code(key.description) }

  /// A text as code, whatever of Markdown's own signs is in it.
  private static func code(_ text: String) -> String {
    let text = text == "|" ? "\\|" : text
    return text == "`" ? "`` ` ``" : "`\(text)`"
  }
}
