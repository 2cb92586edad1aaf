/// The help as columns of lines: as many columns as the screen is wide; what is still too long scrolls.
struct HelpPages {
  struct Line {
    let keys: String
    let text: String
  }

  let lines: [Line]
  let columns: Int
  let columnWidth: Int
  let rows: Int
  let visibleRows: Int
  let hasLegend: Bool

  init(_ keymap: Keymap, focus: PaneID, _ size: Size) {
    lines = Self.lines(keymap, focus: focus)
    let widest = 42
    let room = max(size.width - 4, 1)
    // No more columns than the height asks for.
    let needed = (lines.count + max(size.height - 4, 1) - 1) / max(size.height - 4, 1)
    columns = min(max(room / 37, 1), max(needed, 1))
    columnWidth = min(widest, room / columns)
    rows = (lines.count + columns - 1) / columns
    hasLegend = size.height >= 20
    visibleRows = min(rows, max(size.height - (hasLegend ? 4 : 2), 1))
  }

  /// The first line in sight when the help is scrolled to its end.
  var lastFirstRow: Int { rows - visibleRows }

  /// The lines of a page.
  var pageSize: Int { max(visibleRows - 1, 1) }

  /// The keys of the pane with the focus, then all keys.
  private static func lines(_ keymap: Keymap, focus: PaneID) -> [Line] {
    let own = PaneKeys.actions(in: focus).compactMap { entry in
      keymap.bindings.first { $0.action == entry.action && !$0.keys.isEmpty }
    }
    return [Line(keys: "", text: PaneKeys.title(of: focus))] + own.map(line)
      + allLines(keymap)
  }

  private static func line(_ binding: Binding) -> Line {
    Line(keys: binding.keys.map(\.label).joined(separator: " "), text: binding.help)
  }

  private static func allLines(_ keymap: Keymap) -> [Line] {
    Binding.Group.allCases.flatMap { group in
      [Line(keys: "", text: group.rawValue)]
        + keymap.bindings.filter { $0.group == group && !$0.keys.isEmpty }.map(line)
    }
  }
}
