import Engine
import History
import Testing

@testable import TUI

/// Machines whose GPUs hold several models, with a host that keeps weights and steps without a GPU.
@Suite struct MachineScreenTests {
  @Test(arguments: [(60, 16), (80, 24), (120, 40), (200, 60)], [false, true])
  func `the residents sample looks as it did`(
    _ size: (width: Int, height: Int), _ ascii: Bool
  ) throws {
    var state = try Sample.residents.state(mode: .online, size.width, size.height).after("146.0")
    state.usesASCII = ascii
    let screen = ascii ? state.screen.inASCII(paper: state.theme.background) : state.screen
    try expectGolden(
      screen.text(), "residents-\(size.width)x\(size.height)\(ascii ? "-ascii" : "").txt")
  }

  @Test func `the page of a GPU tells its residents and who goes next`() throws {
    let state = try Sample.residents.state(mode: .online, 120, 40).after("200.<Enter>")
    try expectGolden(state.screen.text(), "residents-gpu-120x40.txt")
    #expect(state.screen.text().contains("goes next"))
  }

  @Test(arguments: [Sample.residents, .tiers])
  func `a bar of memory holds all residents, within its capacity, at every event`(
    _ sample: Sample
  ) throws {
    let start = try sample.state(mode: .online, 120, 40)
    for event in stride(from: 0, through: start.run.history.trace.events.count, by: 7) {
      let state = try start.after(":#\(event)<Enter>")
      let frame = Frame(state)
      let machine = try #require(frame.machine)
      let bar = try #require(MemoryBar(0, on: machine, frame))
      #expect(Set(bar.parts.map(\.model)) == Set(machine.residents(of: 0).map(\.model)))
      #expect(bar.used <= bar.capacity)
      var canvas = Canvas(Size(13, 1))
      bar.draw(Rect(x: 0, y: 0, width: 13, height: 1), frame, &canvas)
      for part in bar.parts { #expect(canvas.text().contains(Format.letter(part.model))) }
    }
  }

  @Test func `loads from disk and from the host differ without colour`() throws {
    let history = try Sample.tiers.history(mode: .online)
    let sources = Set(history.trace.executions.indices.compactMap(history.trace.source))
    #expect(sources.contains(.disk) && sources.contains(.host))
    let glyphs = [LaneLook.diskGlyph] + LaneLook.churnGlyphs
    #expect(Set(glyphs).count == glyphs.count)
    #expect(Set(glyphs.map(asciiGlyph)).count == glyphs.count)
    let state = try Sample.tiers.state(mode: .online, 160, 48).after("G3")
    #expect(state.screen.text().contains(" disk"))
  }

  @Test func `steps without a GPU have a row, and only where there are any`() throws {
    func hasRow(_ sample: Sample) throws -> Bool {
      let text = try sample.state(mode: .online, 120, 40).after("20.").screen.text()
      return text.split(separator: "\n").contains { $0.hasPrefix("│no GPU ") }
    }
    let (some, none) = (try hasRow(.residents), try hasRow(.tour))
    #expect(some && !none)
  }

  @Test func `the cells of steps agree with the steps that run`() throws {
    let history = try Sample.residents.history(mode: .online)
    for event in stride(from: 1, through: history.trace.events.count, by: 5) {
      let moment = history.moment(after: event)
      let cells = moment.stepCells(from: moment.time - 1, secondsPerCell: 1, cells: 1)
      let begun = moment.runningSteps.count
      #expect(cells[0].count >= min(begun, 1))
    }
  }
}
