import Documents

extension ConfigurationReader {
  mutating func readTheme(_ node: Node) {
    guard let name = node.scalar?.text, !node.isNull else {
      diagnostics.warning(
        "expected a theme's name or file, found \(node.kindName)", at: node.position)
      return
    }
    guard let file = file(ofTheme: name) else {
      diagnostics.warning(
        "there is no theme \(name)", at: node.position,
        hint: Self.hint(name, among: themes.map(\.name)))
      return
    }
    do {
      (configuration.theme, themeWarnings) = try Theme.reading(file)
    } catch {
      diagnostics.warning("the theme cannot be used: \(error.sentence)", at: node.position)
    }
  }

  /// The file of a theme; one that is given relatively stands beside the configuration.
  private func file(ofTheme name: String) -> String? {
    guard name.contains("/") || name.hasSuffix(".yaml") else {
      return themes.first { $0.name == name }?.path
    }
    if name.hasPrefix("/") { return name }
    let folder = path.lastIndex(of: "/").map { path[...$0] } ?? ""
    return folder + name
  }

  mutating func readSpeed(_ node: Node) {
    guard let wanted = node.scalar.flatMap(Self.secondsPerSecond), wanted > 0 else {
      diagnostics.warning(
        "\(Self.words(node)) is not a speed", at: node.position,
        hint: "write a number such as 8 or 1/4, or max")
      return
    }
    let speed = Speed(nearest: wanted)
    configuration.speed = speed
    guard speed.secondsPerSecond != wanted else { return }
    diagnostics.warning(
      "the nearest speed is \(speed.label)", at: node.position,
      hint: "the speeds are \(Speed.slowest.label), 1, 1.5, 2, 3, 4, 6, 8 and so on, max")
  }

  /// The number that a word, a number or a fraction stands for.
  private static func secondsPerSecond(_ scalar: Node.Scalar) -> Double? {
    if scalar.text == Speed.fastest.label { return .infinity }
    let parts = scalar.text.split(separator: "/", omittingEmptySubsequences: false)
    let numbers = parts.compactMap { Node.Scalar(text: String($0), isPlain: true).number() }
    guard numbers.count == parts.count, 1...2 ~= numbers.count else { return nil }
    return numbers[0] / (numbers.count == 2 ? numbers[1] : 1)
  }

  mutating func readMouse(_ node: Node) {
    guard let truth = node.scalar?.truth else {
      diagnostics.warning(
        "\(Self.words(node)) is neither true nor false", at: node.position)
      return
    }
    configuration.mouse = truth
  }

  mutating func readPanes(_ node: Node) {
    guard let items = list(node, of: "panes") else { return }
    let known = PaneID.numbered
    configuration.hiddenPanes = Set(known).subtracting([.gpus])
    configuration.showsTracks = false
    for item in items {
      let name = Self.words(item)
      if let pane = known.first(where: { $0.name == name }) {
        configuration.hiddenPanes.remove(pane)
      } else if name == Self.tracks {
        configuration.showsTracks = true
      } else {
        diagnostics.warning(
          "there is no pane \(name)", at: item.position,
          hint: Self.hint(name, among: known.map(\.name) + [Self.tracks]))
      }
    }
  }

  /// The name of the tracks below the lanes among those of the panes.
  private static let tracks = "tracks"
}
