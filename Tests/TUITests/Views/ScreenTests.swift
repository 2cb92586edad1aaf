import Engine
import History
import Testing

@testable import TUI

@Suite struct ScreenTests {
  @Test func `no size, no number of GPUs and no keys make drawing fail`() throws {
    var random = SeededGenerator(seed: 7)
    for round in 0..<120 {
      let history = awkwardHistory(
        gpuCount: Int.random(in: 1...64, using: &random), requests: round % 12,
        seed: UInt64(round))
      let size = Size(
        Int.random(in: 1...300, using: &random), Int.random(in: 1...100, using: &random))
      var state = AppState(
        run: Run(of: history), title: "t\u{1B}\n", size: size, warnings: ["odd\u{1B}[2J"])
      for _ in 0..<20 {
        let key = randomKey(&random)
        if key != .character("S") { _ = state.handle(key) }
        if Int.random(in: 0..<4, using: &random) == 0 {
          _ = state.point(randomMouse(in: size, &random))
        }
      }
      let screen = state.screen
      #expect(screen.size == size)
      #expect(
        screen.text().unicodeScalars.allSatisfy {
          $0 == "\n" || $0.value >= 0x20 && $0.value != 0x7F
        })
      #expect(screen.inASCII(paper: .default).text().utf8.allSatisfy { $0 < 0x80 })
    }
  }

  @Test func `views leave the cells outside their rectangles alone`() throws {
    let views: [(String, (Frame, Rect, inout Canvas) -> Void)] = [
      ("lanes", LanesView.draw), ("queue", QueueView.draw), ("latency", LatencyView.draw),
      ("switches", SwitchesView.draw), ("events", EventsView.draw), ("header", HeaderView.draw),
      ("footer", FooterView.draw), ("digest", DigestView.draw), ("inspector", InspectorView.draw),
    ]
    let state = try Sample.tour.state(120, 36).after("200.:image_04<Enter>")
    let frame = Frame(state)
    let paper = Cell("?", .plain)
    for (name, draw) in views {
      for rect in [
        Rect(x: 5, y: 4, width: 60, height: 12), Rect(x: 30, y: 9, width: 20, height: 5),
      ] {
        var canvas = Canvas(Size(120, 36), filledWith: paper)
        canvas.clipped(to: rect) { draw(frame, rect, &$0) }
        for y in 0..<36 {
          for x in 0..<120 where !rect.contains(x: x, y: y) {
            #expect(canvas[x, y] == paper, "\(name) wrote at \(x), \(y)")
          }
        }
      }
    }
  }

  @Test func `a screen that is too small says how large it must be`() throws {
    let text = try Sample.pipeline.state(59, 15).screen.text()
    #expect(text.contains("59×15 is too small"))
    #expect(text.contains("60×16 is needed"))
  }

  @Test func `nothing of the future is drawn`() throws {
    // With the zoom and the window held, what lies left of now is all that there is.
    let state = try Sample.tour.state(120, 36).after("60.")
    let axis = state.axis
    let column = axis.column(of: state.run.time)
    for gpu in 0..<state.run.history.options.gpuCount {
      let lane = LaneCells(state.run.moment, gpu: gpu, axis: axis)
      for later in (column + 1)..<axis.width {
        #expect(lane.cell(later).left == .idle && lane.cell(later).right == .idle)
      }
    }
  }

  @Test(arguments: [Zoom.fit, .step(30), .step(24), .step(18), .step(12)])
  func `no execution disappears and every switch is marked, however far one zooms out`(
    _ zoom: Zoom
  ) throws {
    var state = try Sample.tour.state(120, 36).after("G")
    state.viewport.zoom = zoom
    let axis = state.axis
    let moment = state.run.moment
    for gpu in 0..<state.run.history.options.gpuCount {
      let lane = LaneCells(moment, gpu: gpu, axis: axis)
      for index in moment.executions(on: gpu, from: axis.start, to: axis.end) {
        let execution = moment.history.trace.executions[Int(index)]
        let middle = axis.column(
          of: (max(execution.start, axis.start) + min(execution.end, axis.end)) / 2)
        guard (0..<axis.width).contains(middle) else { continue }
        let cell = lane.cell(middle)
        #expect(cell.left != .idle || cell.right != .idle)
        guard execution.isSwitch, execution.switchTime > 0,
          execution.start - execution.switchTime > axis.start
        else { continue }
        let columns =
          axis.column(of: execution.start - execution.switchTime)...axis.column(of: execution.start)
        #expect(
          columns.contains { column in
            (0..<axis.width).contains(column) && lane.cell(column).showsPreparation
          })
      }
    }
  }
}
