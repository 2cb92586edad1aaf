import Testing

@testable import TUI

@Test func `the built-in theme gives every model of a dozen its own colour at 256 colours`() {
  let fitted = Theme.builtIn.models.map { $0.fitted(to: .palette256) }
  #expect(fitted.count >= 12)
  #expect(Set(fitted).count == fitted.count)
  #expect(Theme.builtIn.model(-1) == Theme.builtIn.models.last)
}

@Test(arguments: ColorDepth.allCases)
func `what must be read is never drawn in the colour behind it`(depth: ColorDepth) {
  let theme = Theme.builtIn
  let inks = Theme.Role.allCases.filter { ![.background, .idle, .selection].contains($0) }
  for style in inks.map({ theme.style($0) }) + theme.models.map({ theme.solid($0) }) + [
    theme.selecting(theme.plain)
  ] {
    let shown = style.fitted(to: depth)
    if shown.background == .default { continue }
    #expect(shown.foreground != shown.background, "\(style) at \(depth)")
  }
}

@Test func `the selected line is seen without colours`() {
  #expect(
    Theme.builtIn.selecting(Theme.builtIn.plain).fitted(to: .monochrome).attributes.contains(
      .reverse))
}

@Test func `a role is read and written by its name`() {
  var theme = Theme.builtIn
  for (index, role) in Theme.Role.allCases.enumerated() {
    theme[role] = .ansi(UInt8(index))
    #expect(theme[role] == .ansi(UInt8(index)))
  }
  #expect(theme.borderFocused == .ansi(4))
  #expect(Theme.Role(rawValue: "border_focused") == .borderFocused)
}
