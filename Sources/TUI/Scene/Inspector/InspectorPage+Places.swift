extension InspectorPage {
  /// Writes the page of the marks, the open runs and the jumps.
  mutating func showPlaces(_ scene: Scene) {
    let theme = scene.theme
    setTitle("Marks, branches, jumps")
    let names = min(max(scene.places.map { displayWidth(of: $0.name) }.max() ?? 0, 8), width / 2)
    var heading = ""
    for line in scene.places {
      let next = Self.heading(of: line.place)
      if next != heading { addHeading(next, theme) }
      heading = next
      add(
        [
          TextSpan(text: line.isCurrent ? "▶ " : "  ", style: theme.style(.now, .bold)),
          TextSpan(text: fitted(line.name, names), style: theme.style(.text, .bold)),
          TextSpan(text: "  \(line.detail)", style: theme.style(.dim)),
        ], link: .place(line.place))
    }
    addBlank()
    let keys = [
      scene.keymap.label(of: .inspect).map { "\($0) goes there" },
      scene.keymap.label(of: .closeTab).map { "\($0) removes" },
      scene.keymap.label(of: .goTo).map { "\($0)name NAME renames · \($0)m NAME sets a mark" },
    ]
    addWrapped(keys.compactMap { $0 }.joined(separator: " · "), theme.style(.dim))
  }

  private static func heading(of place: ListedPlace) -> String {
    switch place {
    case .mark: "Marks"
    case .run: "Runs"
    case .jump: "Jumps, latest first"
    }
  }
}
