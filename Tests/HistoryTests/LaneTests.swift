@testable import History
import TestScenarios
import Testing

@testable import Engine

/// Lanes cut into cells against a look at every execution.
struct LaneTests {
  private static let seeds: Range<UInt64> = 0..<120

  /// Cells of a lane, and the naive answers about them.
  private struct Cells {
    let moment: Moment
    let gpu: Int
    let start: Double
    let secondsPerCell: Double
    let count: Int

    var slices: LaneSlices {
      moment.lane(of: gpu, from: start, secondsPerCell: secondsPerCell, cells: count)
    }

    func time(of cell: Int) -> Double { start + secondsPerCell * Double(cell) }

    struct Known {
      let number: Int
      let model: ModelID
      let isSwitch: Bool
      let switchTime: Double
      let begin: Double
      let start: Double
      let end: Double
    }

    /// What has been dispatched to the GPU, cut off at the moment.
    var known: [Known] {
      let history = moment.history
      return (0..<moment.executionCount).compactMap { number in
        let execution = history.trace.executions[number]
        guard execution.gpus.contains(gpu) else { return nil }
        return Known(
          number: number, model: history.model(of: execution), isSwitch: execution.isSwitch,
          switchTime: execution.switchTime, begin: execution.start - execution.switchTime,
          start: min(execution.start, moment.time), end: min(execution.end, moment.time))
      }
    }

    /// Those that reach into a cell.
    func inside(_ cell: Int) -> [Known] {
      let (from, to) = (time(of: cell), time(of: cell + 1))
      return known.filter { $0.begin < to && ($0.end > from || $0.begin >= from) }
    }

    /// How long a model is computed, or prepared, in a cell.
    func seconds(of model: ModelID, preparing: Bool, in cell: Int) -> Double {
      let (from, to) = (time(of: cell), time(of: cell + 1))
      return inside(cell).filter { $0.model == model }.reduce(0) { sum, execution in
        preparing
          ? sum + max(0, min(execution.start, to) - max(execution.begin, from))
          : sum + max(0, min(execution.end, to) - max(execution.start, from))
      }
    }

    /// The latest switch, or else load, whose visible middle is in a cell.
    func preparation(in cell: Int) -> LaneWork? {
      let found = inside(cell).filter { execution in
        let end = min(execution.start, time(of: count))
        let middle = (max(execution.begin, start) + end) / 2
        return execution.switchTime > 0 && middle >= time(of: cell)
          && middle < time(of: cell + 1)
      }
      return (found.last(where: \.isSwitch) ?? found.last).map {
        $0.isSwitch ? .switching($0.model) : .loading($0.model)
      }
    }
  }

  private func visit(_ seed: UInt64, rounds: Int = 30, check: (Cells) -> Void) {
    let run = Run(seed: seed)
    let history = History(of: run.finished())
    var random = SeededGenerator(seed: seed &+ 1)
    for _ in 0..<rounds {
      let events = random.int(0...history.trace.events.count)
      var moment = history.moment(after: events)
      if random.chance(50) {
        moment = history.moment(after: events, time: moment.time + Double(random.int(0...3)) / 2)
      }
      check(
        Cells(
          moment: moment, gpu: random.int(0...run.options.gpuCount - 1),
          start: Double(random.int(-6...60)) / (random.chance(50) ? 1 : 7),
          secondsPerCell: [0.1, 0.5, 1, 3, 10, 40, 200, 1e6][random.int(0...7)],
          count: random.int(1...40)))
    }
  }

  @Test(arguments: seeds)
  func `the pieces of a lane are all cells in order, and their entries are those inside`(
    seed: UInt64
  ) {
    visit(seed) { cells in
      var next = 0
      for slice in cells.slices {
        switch slice {
        case .entries(let columns, let entries):
          #expect(columns.lowerBound == next && !columns.isEmpty)
          next = columns.upperBound
          let inside = columns.map { cells.inside($0).map(\.number) }
          #expect(inside.allSatisfy { $0.count <= LaneSlices.fewEntries })
          #expect(Set(entries.map(\.execution)) == Set(inside.joined()))
          #expect(entries.map(\.execution) == entries.map(\.execution).sorted())
        case .summary(let cell, _):
          #expect(cell == next)
          next += 1
          #expect(cells.inside(cell).count > LaneSlices.fewEntries)
        }
      }
      #expect(next == cells.count)
    }
  }

  @Test(arguments: seeds)
  func `a cell with many entries shows what filled most of it, and its latest switch`(
    seed: UInt64
  ) {
    visit(seed, rounds: 60) { cells in
      let models = cells.moment.history.scenario.models.indices.map { ModelID($0) }
      for case .summary(let cell, let summary) in cells.slices {
        let most = models.flatMap { model in
          [true, false].map { cells.seconds(of: model, preparing: $0, in: cell) }
        }.max()
        let (model, isPreparing) = parts(of: summary.most)
        #expect(
          abs(cells.seconds(of: model, preparing: isPreparing, in: cell) - (most ?? 0)) < 1e-9)
        #expect(summary.preparation == cells.preparation(in: cell))
        #expect(summary.latest == cells.inside(cell).last?.number)
      }
    }
  }

  private func parts(of work: LaneWork) -> (model: ModelID, isPreparing: Bool) {
    switch work {
    case .computing(let model): (model, false)
    case .switching(let model), .loading(let model): (model, true)
    }
  }

  @Test(arguments: seeds)
  func `an entry says what its execution says`(seed: UInt64) {
    visit(seed) { cells in
      for case .entries(_, let entries) in cells.slices {
        for entry in entries {
          let execution = cells.moment.history.trace.executions[entry.execution]
          #expect(entry.execution < cells.moment.executionCount)
          #expect(execution.gpus.contains(cells.gpu))
          #expect(entry.model == cells.moment.history.model(of: execution))
          #expect(entry.start == execution.start && entry.end == execution.end)
          #expect(abs(entry.begin - (execution.start - execution.switchTime)) < 1e-9)
          #expect((entry.preparation == nil) == (entry.begin == entry.start))
        }
      }
    }
  }
}
