import Engine
import History
import Testing

@testable import TUI

@Suite struct LaneScreenTests {
  func halved() throws -> AppState {
    let history = awkwardHistory(gpuCount: 64, requests: 400, seed: 5)
    return AppState(run: Run(of: history), title: "wide", size: Size(160, 60))
  }

  @Test func `lanes in half rows, tracks, and a badge look as they did`() throws {
    try expectGolden(halved().after("0500.").screen.text(), "half-rows-160x60.txt")
    var ascii = try halved().after("0500.")
    ascii.usesASCII = true
    try expectGolden(
      ascii.screen.inASCII(paper: ascii.theme.background).text(), "half-rows-160x60-ascii.txt")
    try expectGolden(Sample.tour.state(120, 36).screen.text(), "preview-120x36.txt")
    try expectGolden(Sample.tour.state(120, 36).after("4x").screen.text(), "landing-120x36.txt")
    try expectGolden(Sample.burst.state(160, 48).after("G0").screen.text(), "tracks-160x48.txt")
    try expectGolden(stranded(size: Size(100, 24)).screen.text(), "stranded-100x24.txt")
  }

  // MARK: The preview

  @Test func `before the first event what is to come shows dimly, and the key hides it`() throws {
    let state = try Sample.tour.state(120, 36)
    func bars(_ state: AppState) -> Int {
      let (layout, screen) = (state.layout, state.screen)
      return (0..<state.axis.width).count { screen[layout.axisX + $0, layout.lanesY].scalar == "░" }
    }
    #expect(bars(state) > 10)
    #expect(bars(try state.after("P")) == 0)
    #expect(bars(try state.after(".")) == 0)
    let shown = try state.after("60.P")
    #expect(bars(shown) > 0)
    let (axis, layout, screen) = (shown.axis, shown.layout, shown.screen)
    for column in 0...axis.column(of: shown.run.time) {
      #expect(screen[layout.axisX + column, layout.lanesY].scalar != "░")
    }
  }

  @Test func `a run that is not whole has no preview`() throws {
    let run = Run(of: try Sample.tour.history(), isWhole: false)
    let state = AppState(run: run, title: "t", size: Size(120, 36))
    #expect(!state.showsPreview)
    #expect(try state.after("P").message == "what is to come is not known yet")
  }

  // MARK: The ruler

  @Test(arguments: Sample.allCases)
  func `no time of the ruler is cut, wherever the cursor and the marks are`(_ sample: Sample) throws
  {
    var state = try sample.state(100, 30)
    for step in 0..<30 {
      state = try state.after(step % 7 == 3 ? ":m \(step)<Enter>3." : "\(step % 5 + 1).")
      let (layout, screen) = (state.layout, state.screen)
      let text = (0..<state.axis.width).map {
        String(Character(screen[layout.axisX + $0, layout[.gpus].y + 1].scalar))
      }.joined()
      let step = RulerView.distance(for: state.axis)
      let times = Set(
        (0...2000).map { Format.clock(Double($0) * step, decimals: step < 1 ? 2 : 0) })
      let words = text.split { " │╷▾◀▶".contains($0) }.map(String.init)
      let marks = Set(state.run.marks.map(\.name))
      for word in words where word != "now" {
        #expect(times.contains(word) || marks.contains(word), "\(word) in \(text)")
      }
    }
  }

  // MARK: The header

  private func stranded(size: Size) throws -> AppState {
    let tour = try Sample.tour.history()
    var simulation = Simulation(
      scenario: tour.scenario, options: Options(gpuCount: 1, mode: .offline))
    simulation.runToEnd()
    return AppState(run: Run(of: History(of: simulation)), title: "tour", size: size)
  }

  @Test(arguments: [60, 80, 100, 120, 200])
  func `stranded nodes have a badge that names its key`(_ width: Int) throws {
    let state = try stranded(size: Size(width, 24))
    #expect(state.run.strandedCount > 0)
    let header = state.screen.text().prefix { $0 != "\n" }
    let word = width >= 80 ? " stranded" : ""
    #expect(header.contains("⚠ \(state.run.strandedCount)\(word) !"), "\(header)")
    #expect(header.contains("t 00:00.00"))
    #expect(try state.after("!").run.inspector?.page.subject == .warnings)
    #expect(try !Sample.tour.state(width, 24).screen.text().contains("stranded"))
  }

  // MARK: Switches

  @Test(arguments: Sample.allCases, [60, 80, 110, 120])
  func `the seconds until a model came back are never cut`(_ sample: Sample, _ width: Int) throws {
    let text = try sample.state(width, 30).after("G3").screen.text()
    for line in text.split(separator: "\n") {
      for part in line.split(separator: "↩", omittingEmptySubsequences: false).dropFirst() {
        let words = part.split(separator: " ", maxSplits: 2)
        #expect(words.count > 1 && Double(words[0]) != nil && words[1].hasPrefix("s"), "\(line)")
      }
    }
  }

  @Test(arguments: Sample.allCases, [(80, 24), (120, 36), (200, 60)])
  func `a switch that a jump has found is marked on its lane, from beginning to end`(
    _ sample: Sample, _ size: (width: Int, height: Int)
  ) throws {
    var state = try sample.state(size.width, size.height).after("5k")
    for keys in ["x", "x", "0x", "+++x"] {
      state = try state.after(keys)
      guard state.message != "no further switch", let entry = state.run.landedSwitch,
        entry.seconds < 0.9 * state.axis.length
      else { continue }
      let (layout, axis, screen, theme) = (state.layout, state.axis, state.screen, state.theme)
      #expect(entry.time >= axis.start && entry.time + entry.seconds <= axis.end * (1 + 1e-9))
      let gpu = entry.gpus.lowerBound
      let y = layout.lanesY + layout.lanes.row(ofLane: gpu - state.run.firstGPU)
      let first = axis.column(of: entry.time)
      let last = min(max(axis.column(of: entry.time + entry.seconds) - 1, first), axis.width - 1)
      let selection = theme.selecting(theme.plain)
      for column in first...last {
        let cell = screen[layout.axisX + column, y]
        #expect(cell.style.foreground == selection.foreground)
      }
      // Its lane is marked although the keys go elsewhere.
      #expect(state.focus == .events)
      #expect(screen[layout[.gpus].x + 1, y].style.foreground == selection.foreground)
    }
  }
}

extension LaneScreenTests {
  @Test func `a click on a shared row chooses the GPU whose label is there`() throws {
    let state = try halved()
    let layout = state.layout
    for lane in [0, 1, 10, 33] {
      let x = layout[.gpus].x + 3 + (lane % 2) * ((layout.labelWidth - 1) / 2)
      let target = Screen.target(x: x, y: layout.lanesY + lane / 2, in: state)
      #expect(target == .lane(gpu: lane, time: nil))
    }
    let track = Screen.target(
      x: layout.axisX + 1, y: layout.lanesY + layout.lanes.laneRows, in: state)
    guard case .lanes(.some) = track else {
      Issue.record("\(String(describing: track))")
      return
    }
  }
}
