import Testing

@testable import TUI

@Suite struct GoldenScreenTests {
  private static let sizes = [(60, 16), (80, 24), (120, 40), (200, 60)]

  @Test(arguments: sizes, [false, true])
  func `the tour looks as it did, in UTF-8 and in ASCII, at every depth of colour`(
    _ size: (width: Int, height: Int), _ ascii: Bool
  ) throws {
    var state = try Sample.tour.state(size.width, size.height).after("100.")
    state.usesASCII = ascii
    let screen = ascii ? state.screen.inASCII(paper: state.theme.background) : state.screen
    let name = "tour-\(size.width)x\(size.height)\(ascii ? "-ascii" : "")"
    try expectGolden(screen.text(), "\(name).txt")
    for (depth, suffix) in [
      (ColorDepth.palette256, "256"), (.ansi16, "16"), (.monochrome, "mono"),
    ] {
      try expectGolden(attributePlane(of: screen, depth), "\(name)-\(suffix).styles.txt")
    }
  }

  @Test func `the churn sample at its end, all in sight, looks as it did`() throws {
    let state = try Sample.churn.state(100, 24).after("G0")
    try expectGolden(state.screen.text(), "churn-100x24.txt")
  }

  @Test(arguments: [
    ("request", "150.:image_04<Enter>"), ("waiting", "100.4<Enter>"), ("dispatch", "100.5<Enter>"),
    ("switch", "100.3<Enter>"), ("gpu", "100.1jjj<Enter>"), ("slowest", "G2<Enter>"),
    ("models", "100.m"), ("model", "Gm<Enter>"), ("help", "?"), ("breakpoints", "bqueue>8"),
  ])
  func `pages and text fields look as they did`(_ name: String, _ keys: String) throws {
    let state = try Sample.tour.state(120, 36).after(keys)
    try expectGolden(state.screen.text(), "\(name)-120x36.txt")
  }

  @Test func `every key of the table is in the help`() throws {
    let text = try Sample.tour.state(120, 40).after("?").screen.text()
    for binding in Keymap.standard.bindings {
      #expect(text.contains(binding.help), "\(binding.help)")
    }
  }

  @Test(arguments: [(60, 16), (80, 24)])
  func `on a small screen the help scrolls to its last key`(
    _ size: (width: Int, height: Int)
  ) throws {
    let state = try Sample.tour.state(size.width, size.height).after(
      "?" + String(repeating: "<PageDown>", count: 8))
    #expect(state.screen.text().contains("q Ctrl-C"))
  }

  @Test func `no key stands in the table twice, and no action is without a row`() {
    let keys = Keymap.standard.bindings.flatMap(\.keys)
    #expect(Set(keys).count == keys.count)
    #expect(Set(Keymap.standard.bindings.map(\.action)) == Set(Action.allCases))
  }

  /// A letter for each cell's style, and below what the letters stand for.
  private func attributePlane(of screen: Canvas, _ depth: ColorDepth) -> String {
    var styles: [Style] = []
    var text = ""
    for y in 0..<screen.size.height {
      for cell in screen.row(y) {
        let style = cell.style.fitted(to: depth)
        let index = styles.firstIndex(of: style) ?? styles.count
        if index == styles.count { styles.append(style) }
        text.unicodeScalars.append(letter(index))
      }
      text += "\n"
    }
    for (index, style) in styles.enumerated() {
      text += "\(Character(letter(index))) \(name(style.foreground)) on \(name(style.background))"
      let attributes: [(Style.Attributes, String)] = [
        (.bold, "bold"), (.dim, "dim"), (.underline, "underline"), (.reverse, "reverse"),
        (.italic, "italic"),
      ]
      for (attribute, word) in attributes where style.attributes.contains(attribute) {
        text += " \(word)"
      }
      text += "\n"
    }
    return text
  }

  private func letter(_ index: Int) -> Unicode.Scalar {
    let letters = Array(
      "·abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".unicodeScalars)
    return letters[min(index, letters.count - 1)]
  }

  private func name(_ color: Color) -> String {
    switch color {
    case .default: "default"
    case .ansi(let index): "\(index)"
    case .rgb(let red, let green, let blue): "rgb(\(red), \(green), \(blue))"
    }
  }
}
