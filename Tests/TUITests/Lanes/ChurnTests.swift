import Engine
import History
import Testing

@testable import TUI

/// Cells with several switches, and two lanes in one row.
@Suite struct ChurnTests {
  private static let steps = [0.01, 0.2, 0.5, 0.9]

  private func look() throws -> (LaneLook, Theme) {
    let frame = Frame(try Sample.tour.state(120, 36))
    return (LaneLook(frame), frame.theme)
  }

  @Test func `the share of switching in a cell has four glyphs, also in ASCII and without colour`()
    throws
  {
    let (look, theme) = try look()
    for model in [ModelID(0), nil] {
      let cells = Self.steps.map { share in
        let (glyph, style) = look(LaneCell(churning: share, computing: model))
        return Cell(glyph, style)
      }
      #expect(Set(cells.map(\.scalar)).count == 4)
      var canvas = Canvas(Size(4, 1))
      for (x, cell) in cells.enumerated() { canvas.put(cell.scalar, x: x, y: 0, style: cell.style) }
      let ascii = canvas.inASCII(paper: theme.background).row(0)
      #expect(Set(ascii.map(\.scalar)).count == 4)
      // Nor is any of them that of a bar.
      #expect(!ascii.contains { $0.scalar == "#" || $0.scalar == " " })
    }
  }

  @Test func `one switch and hundreds of them look different`() throws {
    let history = try Sample.churn.history()
    let moment = history.moment(after: history.trace.events.count)
    let run = history.endTime
    let one = LaneCells(
      moment, gpu: 0, axis: TimeAxis(start: 0, secondsPerCell: 1, width: Int(run)))
    #expect((0..<Int(run)).allSatisfy { one.cell($0).churn == 0 })
    let all = LaneCells(moment, gpu: 0, axis: TimeAxis(start: 0, secondsPerCell: run, width: 1))
    #expect(all.cell(0).churn == 3)
  }

  @Test(arguments: UInt64(0)..<12)
  func `no execution disappears and every switch shows where two lanes share a row`(seed: UInt64)
    throws
  {
    let history = awkwardHistory(gpuCount: 60, requests: 300, seed: seed)
    var random = SeededGenerator(seed: seed)
    let state = AppState(run: Run(of: history), title: "t", size: Size(120, 60))
    for _ in 0..<4 {
      let events = Int.random(in: 1...history.trace.events.count, using: &random)
      let zoom = ["", "0", "3-", "4+"].randomElement(using: &random) ?? ""
      let state = try state.after("\(zoom)g\(events).")
      let (layout, axis, screen, moment) = (
        state.layout, state.axis, state.screen, state.run.moment
      )
      try #require(layout.lanes.isHalved && layout.lanes.visibleLanes == 60)
      for gpu in 0..<60 {
        let y = layout.lanesY + gpu / 2
        for index in moment.executions(on: gpu, from: axis.start, to: axis.end) {
          let execution = history.trace.executions[Int(index)]
          let begin = axis.column(of: execution.start - execution.switchTime)
          let end = axis.column(of: min(execution.end, moment.time))
          guard begin >= 0, begin < axis.width else { continue }
          let glyphs = (begin...max(begin, end) + 1).filter { $0 < axis.width }.map {
            screen[layout.axisX + $0, y].scalar
          }
          #expect(glyphs.contains { $0 != " " })
          guard execution.isSwitch, execution.switchTime > 0 else { continue }
          #expect(glyphs.contains { LaneLook.churnGlyphs.contains($0) || $0 == "│" })
        }
      }
    }
  }

  @Test func `two halves of two colours are both ink without colour`() {
    let both = Cell("▄", Style(.ansi(1), on: .ansi(2), .reverse))
    #expect(both.fitted(to: .monochrome) == Cell("█"))
    #expect(both.fitted(to: .ansi16) == both)
    var canvas = Canvas(Size(3, 1))
    canvas.put("▄", x: 0, y: 0, style: both.style)
    canvas.put("▀", x: 1, y: 0, style: Style(.ansi(1)))
    canvas.put("▄", x: 2, y: 0, style: Style(.ansi(1)))
    #expect(canvas.inASCII().text() == "#\"=\n")
  }
}
