import Testing

@testable import TUI

@Test(
  arguments: [
    (0, ColorDepth.monochrome), (-1, .monochrome), (8, .ansi8), (16, .ansi16), (88, .ansi16),
    (256, .palette256), (1 << 24 - 1, .palette256), (1 << 24, .trueColor),
  ])
func `the depth follows the terminal`(colors: Int, depth: ColorDepth) {
  #expect(ColorDepth.detect(terminalColors: colors, noColor: nil) == depth)
  #expect(ColorDepth.detect(terminalColors: colors, noColor: "") == depth)
}

@Test func `NO_COLOR means monochrome unless colours are asked for`() {
  #expect(ColorDepth.detect(terminalColors: 256, noColor: "1") == .monochrome)
  #expect(ColorDepth.detect(terminalColors: 256, noColor: "1", choice: .ansi16) == .ansi16)
  #expect(ColorDepth.detect(terminalColors: 256, noColor: nil, choice: .never) == .monochrome)
}

@Test func `direct colours are asked for where COLORTERM says so and nothing else is wanted`() {
  func isDirect(_ colorTerm: String?, _ noColor: String? = nil, _ choice: ColorChoice = .auto)
    -> Bool
  {
    ColorDepth.isDirect(colorTerm: colorTerm, noColor: noColor, choice: choice)
  }
  #expect(isDirect("truecolor") && isDirect("24bit") && isDirect("truecolor", ""))
  #expect(!isDirect(nil) && !isDirect("") && !isDirect("yes"))
  #expect(!isDirect("truecolor", "1") && !isDirect("truecolor", nil, .palette256))
  #expect(isDirect(nil, "1", .trueColor))
}
