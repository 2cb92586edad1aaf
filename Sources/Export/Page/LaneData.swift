internal import Engine
internal import History

/// The lanes as numbers, from which the page's script draws.
///
/// For each bar four whole numbers: the units since the end of the one before, those of making the
/// model resident, those of computing, and the model. A run of more bars than a page should carry has
/// narrow neighbours of the same model put together.
struct LaneData {
  private let run: ExportedRun
  private let times: ClosedRange<Double>

  /// The number of bars up to which none is put together with another.
  private static let exactCount = 120_000
  /// The number of bars up to which each has its name.
  private static let namedCount = 12_000
  /// The number of bars of a page at most.
  private static let largestCount = 160_000

  init(_ run: ExportedRun, times: ClosedRange<Double>) {
    self.run = run
    self.times = times
  }

  private var barCount: Int { run.trace.executions.reduce(0) { $0 + $1.gpus.count } }

  /// Whether neighbours are put together.
  var isExact: Bool { barCount <= Self.exactCount }

  private struct Bar {
    var begin: Int
    var start: Int
    var end: Int
    var model: Int
    var execution: Int
  }

  func append(to text: inout JSONText, colorCount: Int) {
    let span = max(times.upperBound - times.lowerBound, 1e-9)
    let unit = span / 1e7
    let lanes = lanes(unit: unit, shortest: isExact ? 0 : shortest)
    text.beginObject()
    text.field("unit", unit)
    text.field("from", times.lowerBound)
    text.field("to", times.upperBound)
    text.field("colours", colorCount)
    text.list("models", run.scenario.models.lazy.map(\.name))
    text.key("lanes")
    text.beginList()
    for lane in lanes { append(lane, to: &text) }
    text.endList()
    if isExact, barCount <= Self.namedCount {
      text.key("names")
      text.beginList()
      for lane in lanes {
        text.beginList()
        for bar in lane {
          let execution = run.trace.executions[bar.execution]
          text.value("\(run.requestID(of: execution))/\(run.nodeID(of: execution))")
        }
        text.endList()
      }
      text.endList()
    }
    text.endObject()
  }

  /// The length in units below which a bar is put together with its neighbours.
  private var shortest: Int { 10_000_000 * run.options.gpuCount / Self.largestCount }

  private func append(_ lane: [Bar], to text: inout JSONText) {
    text.beginList()
    var last = 0
    for bar in lane {
      text.value(bar.begin - last)
      text.value(bar.start - bar.begin)
      text.value(bar.end - bar.start)
      text.value(bar.model)
      last = bar.end
    }
    text.endList()
  }

  private func lanes(unit: Double, shortest: Int) -> [[Bar]] {
    var lanes = [[Bar]](repeating: [], count: run.options.gpuCount)
    func units(_ time: Double) -> Int { Int(((time - times.lowerBound) / unit).rounded()) }
    for (index, execution) in run.trace.executions.enumerated() {
      let bar = Bar(
        begin: units(execution.start - execution.switchTime), start: units(execution.start),
        end: units(execution.end), model: run.history.model(of: execution).index,
        execution: index)
      for gpu in execution.gpus {
        if let last = lanes[gpu].last, bar.end - last.begin < shortest {
          lanes[gpu][lanes[gpu].count - 1] = Self.joined(last, bar)
        } else {
          lanes[gpu].append(bar)
        }
      }
    }
    return lanes
  }

  /// One bar for two: the model is that of the longer one, the parts are those of both.
  private static func joined(_ one: Bar, _ other: Bar) -> Bar {
    var joined = one
    joined.start = one.start + other.start - other.begin
    joined.end = other.end
    if other.end - other.begin > one.end - one.begin { joined.model = other.model }
    return joined
  }
}
