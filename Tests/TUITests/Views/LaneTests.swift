import Engine
import History
import Testing

@testable import TUI

@Suite struct LaneTests {
  private static let seeds: Range<UInt64> = 0..<12

  private func visit(_ seed: UInt64, check: (Moment, Int, TimeAxis, LaneCells) -> Void) {
    var random = SeededGenerator(seed: seed)
    let gpuCount = Int.random(in: 1...6, using: &random)
    let history = awkwardHistory(gpuCount: gpuCount, requests: 80, seed: seed)
    for _ in 0..<12 {
      let moment = history.moment(
        after: Int.random(in: 0...history.trace.events.count, using: &random))
      let scales = [0.1, 1, 7, 30, 100, 1000]
      let secondsPerCell = scales[Int.random(in: 0..<scales.count, using: &random)]
      let axis = TimeAxis(
        start: Double(Int.random(in: -10...200, using: &random)),
        secondsPerCell: secondsPerCell,
        width: Int.random(in: 1...90, using: &random))
      for gpu in 0..<gpuCount {
        check(moment, gpu, axis, LaneCells(moment, gpu: gpu, axis: axis))
      }
    }
  }

  @Test(arguments: seeds)
  func `no execution disappears and every switch is marked, at any zoom`(seed: UInt64) {
    visit(seed) { moment, gpu, axis, lane in
      for index in moment.executions(on: gpu, from: axis.start, to: axis.end) {
        let execution = moment.history.trace.executions[Int(index)]
        let begin = execution.start - execution.switchTime
        let end = min(execution.end, moment.time)
        guard begin >= axis.start, begin < axis.end else { continue }
        // The nearest eighth may be the first one of the next cell.
        let columns = axis.column(of: begin)...max(axis.column(of: begin), axis.column(of: end)) + 1
        let cells = columns.filter { (0..<axis.width).contains($0) }.map(lane.cell)
        #expect(cells.contains { $0.left != .idle || $0.right != .idle || $0.showsPreparation })
        guard execution.isSwitch, execution.switchTime > 0 else { continue }
        #expect(cells.contains { $0.showsPreparation })
      }
    }
  }

  @Test(arguments: seeds)
  func `nothing after now is in a lane`(seed: UInt64) {
    visit(seed) { moment, _, axis, lane in
      let now = axis.column(of: moment.time)
      for column in 0..<axis.width where column > now + 1 {
        #expect(lane.cell(column) == LaneCell(.idle))
      }
    }
  }

  @Test(arguments: seeds)
  func `what joins two lanes is in both of them`(seed: UInt64) {
    visit(seed) { moment, gpu, axis, lane in
      guard gpu > 0 else { return }
      let above = LaneCells(moment, gpu: gpu - 1, axis: axis)
      let joint = LaneCells(moment, gpu: gpu - 1, sharedWith: gpu, axis: axis)
      let executions = moment.history.trace.executions
      for bar in joint.bars {
        #expect(executions[bar.execution].gpus.contains(gpu))
        #expect(above.bars.contains { $0.execution == bar.execution })
        #expect(lane.bars.contains { $0.execution == bar.execution })
      }
    }
  }

  @Test func `the overview marks the lanes in sight and stays out of theirs`() throws {
    let history = awkwardHistory(gpuCount: 90, requests: 200, seed: 3)
    let state = AppState(
      run: Run(of: history), title: "t", size: Size(120, 36))
    let layout = state.layout
    #expect(layout.lanes.visibleLanes < 90)
    #expect(layout[.gpus].x + 1 + layout.labelWidth + layout.axisWidth == layout[.gpus].endX - 3)
    func marked(_ state: AppState) -> [Int] {
      let screen = state.screen
      return (0..<layout.lanes.laneRows).filter { row in
        screen[layout[.gpus].endX - 3, layout.lanesY + row].scalar == "▐"
      }
    }
    let rows = marked(state).count
    #expect(marked(state) == Array(0..<rows))
    #expect(rows == (layout.lanes.visibleLanes * layout.lanes.laneRows + 89) / 90)
    let end = try state.after("90j")
    #expect(marked(end) == Array((layout.lanes.laneRows - rows)..<layout.lanes.laneRows))
  }

  @Test func `the overview tells what GPUs out of sight do`() throws {
    let history = awkwardHistory(gpuCount: 90, requests: 200, seed: 3)
    let state = AppState(
      run: Run(of: history), title: "t", size: Size(120, 36))
    let layout = state.layout
    func column(_ state: AppState) -> [Unicode.Scalar] {
      let screen = state.screen
      return (0..<layout.lanes.laneRows).map {
        screen[layout[.gpus].endX - 2, layout.lanesY + $0].scalar
      }
    }
    #expect(column(state).allSatisfy { $0 == "·" })
    let busy = try state.after("60.")
    for (row, scalar) in column(busy).enumerated() {
      let gpus = 90 * row / layout.lanes.laneRows..<90 * (row + 1) / layout.lanes.laneRows
      let activities = gpus.map(busy.run.moment.activity(of:))
      if activities.allSatisfy({ $0 == .idle }) {
        #expect(scalar == "·")
      } else if activities.contains(where: { if case .switching = $0 { true } else { false } }) {
        #expect(scalar == "╱")
      } else {
        #expect(("A"..."E").contains(scalar))
      }
    }
  }

  @Test func `a group is one block over the rows between its lanes`() throws {
    let state = try Sample.tour.state(120, 36).after("100.")
    let layout = state.layout
    let execution = try #require(
      state.run.history.trace.executions[..<state.run.moment.executionCount].last {
        $0.gpus.count > 1
      })
    #expect(layout.lanes.pitch > 1 && execution.gpus.count == 2)
    let x = layout[.gpus].x + 1 + layout.labelWidth + state.axis.column(of: state.run.time) - 1
    let top = layout.lanesY + execution.gpus.lowerBound * layout.lanes.pitch
    let screen = state.screen
    for row in 1..<2 * layout.lanes.pitch - 1 { #expect(screen[x, top + row].scalar == "█") }
    #expect(screen[x, top + 2 * layout.lanes.pitch - 1].scalar == " ")
  }
}
