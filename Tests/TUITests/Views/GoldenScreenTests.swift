import Testing

@testable import TUI

@Suite struct GoldenScreenTests {
  @Test(arguments: [(60, 16), (80, 24), (120, 36), (200, 60)])
  func `the tour looks as it did`(_ size: (width: Int, height: Int)) throws {
    let state = try Sample.tour.state(size.width, size.height).after("100.")
    try expectGolden(state.screen.text(), "tour-\(size.width)x\(size.height).txt")
  }

  @Test func `the churn sample at its end, all in sight, looks as it did`() throws {
    let state = try Sample.churn.state(100, 24).after("G0")
    try expectGolden(state.screen.text(), "churn-100x24.txt")
  }

  @Test func `the tour in ASCII looks as it did`() throws {
    let state = try Sample.tour.state(80, 24).after("100.")
    let screen = state.screen.inASCII(paper: Theme.builtIn.background)
    try expectGolden(screen.text(), "tour-80x24-ascii.txt")
  }

  @Test func `the help looks as it did`() throws {
    let state = try Sample.tour.state(80, 24).after("?")
    try expectGolden(state.screen.text(), "help-80x24.txt")
  }

  @Test func `every key of the table is in the help`() throws {
    let text = try Sample.tour.state(120, 40).after("?").screen.text()
    for binding in Keymap.standard.bindings {
      #expect(text.contains(binding.help), "\(binding.help)")
    }
  }

  @Test func `no key stands in the table twice`() {
    let keys = Keymap.standard.bindings.flatMap(\.keys)
    #expect(Set(keys).count == keys.count)
  }
}
