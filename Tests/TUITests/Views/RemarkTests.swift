import Engine
import Testing

@testable import TUI

/// What the screen says back: complaints, remarks, and where pages begin.
@Suite struct RemarkTests {
  @Test(arguments: [":nowhere", "/nothing", "bnothing", "!", ".", "4"])
  func `what a key does is not hidden by the help`(_ keys: String) throws {
    let start = try Sample.tour.state(80, 24).after("100.")
    let helped = try start.after("?").after(keys)
    #expect(helped.screen == (try start.after(keys).screen))
  }

  @Test(arguments: ["", "switch gpu=2 model=sdxl queue>0 wait>0 node=sketch_a, ", "模型模型模型 "])
  func `a text field says what is wrong however long the text is`(_ head: String) throws {
    let text = String(repeating: head, count: 4) + "xyzzy"
    for (width, height) in [(60, 16), (80, 24), (120, 36)] {
      let state = try Sample.tour.state(width, height).after("b\(text)<Enter>")
      let footer = state.screen.text().split(separator: "\n").last ?? ""
      #expect(footer.contains("no condition “"), "\(footer)")
    }
  }

  @Test func `a place outside the run is said to be one`() throws {
    let state = try Sample.tour.state(80, 24)
    #expect(try state.after(":#9999<Enter>").message?.contains("212 events") == true)
    #expect(try state.after(":200%<Enter>").message?.contains("ends at") == true)
    #expect(try state.after(":9999s<Enter>").message?.contains("ends at") == true)
    #expect(try state.after(":100%<Enter>").message == nil)
    #expect(try state.after(":#212<Enter>").message == nil)
  }

  @Test func `a page opens at its top, and every row of it can be scrolled to`() throws {
    for size in [Size(60, 16), Size(80, 24)] {
      var state = try Sample.tour.state(size.width, size.height).after("185.5<Up><Enter>")
      let height = state.layout[.inspector].height - 2
      let count = state.inspectorPage.rows.count
      #expect(count > height)
      var seen = Set<Int>()
      for _ in 0..<10 {
        let first = state.inspectorPage.firstRow(height: height)
        if seen.isEmpty { #expect(first == 0) }
        seen.formUnion(first..<min(first + height, count))
        state = try state.after("<Down>")
      }
      #expect(seen == Set(0..<count))
      let back = try state.after(String(repeating: "<Up>", count: 11))
      let page = back.run.inspector?.page
      #expect(back.inspectorPage.firstRow(height: height) == 0, "\(String(describing: page))")
    }
  }

  @Test func `on a page without links each key scrolls`() throws {
    let warnings = (0..<40).map { "warning \($0)" }
    let state = AppState(
      run: Run(of: try Sample.tour.history()), title: "t", size: Size(80, 24), warnings: warnings)
    let height = try state.after("!").layout[.inspector].height - 2
    for (keys, first) in [
      ("!", 0), ("!<Down>", 1), ("!<Down><Down><Up>", 1), ("!1000<Down>", 40 - height),
      ("!1000<Down><Up>", 39 - height),
    ] {
      #expect(try state.after(keys).inspectorPage.firstRow(height: height) == first, "\(keys)")
    }
  }

  @Test func `texts name the user's keys`() throws {
    let keymap = Keymap(
      Keymap.standard.bindings.map { binding in
        var binding = binding
        if binding.action == .stepForward { binding.keys = [.character("d")] }
        if binding.action == .goTo { binding.keys = [.character("@")] }
        if binding.action == .inspect { binding.keys = [.character("o")] }
        return binding
      })
    let state = AppState(
      run: Run(of: try Sample.tour.history()), title: "t", size: Size(120, 36), keymap: keymap)
    #expect(state.screen.text().contains(/d +goes to the first of/))
    #expect(try state.after("@m a<Enter>").message == "mark a set; @ 'a returns to it")
    let page = try state.after("185d5<Up>o").screen.text()
    #expect(page.contains("o its request") && !page.contains("⏎"))
  }

  @Test(arguments: [(60, 16), (80, 24), (120, 36)], [1, 4, 5, 10, 30, 47, 52])
  func `a count leaves the open page and the keys where they are`(
    _ size: (width: Int, height: Int), _ count: Int
  ) throws {
    let start = try Sample.tour.state(size.width, size.height).after("40.<Enter>")
    let counted = try start.after("\(count).")
    #expect(counted.screen == (try start.after(String(repeating: ".", count: count)).screen))
    #expect(counted.focus == .inspector)
  }

  @Test func `a click ends a count`() throws {
    var state = try Sample.tour.state(120, 36).after("20")
    _ = state.point(Mouse(action: .press(.left), x: 2, y: 3))
    #expect(try state.after(".").run.eventCount == 1)
  }

  @Test func `a switch at this very moment is in the chart`() throws {
    let text = try Sample.tour.state(120, 36).after("x").screen.text()
    #expect(text.contains("at most 1 in"))
  }

  @Test func `what waits is not drawn as unknown in ASCII`() throws {
    let state = try Sample.tour.state(120, 36).after("185.:meeting_07<Enter>")
    #expect(!state.screen.inASCII(paper: .default).text().contains("? minutes"))
  }

  @Test func `the end of a run with stranded nodes says how many requests are never completed`()
    throws
  {
    let history = awkwardHistory(gpuCount: 1, requests: 4, seed: 1)
    let state = AppState(
      run: Run(of: history), title: "t", size: Size(120, 36))
    #expect(try state.after("G.").message?.contains("4 requests are never completed") == true)
  }
}
