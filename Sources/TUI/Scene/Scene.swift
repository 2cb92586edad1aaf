import Engine
import History

/// A moment of a run, with the words and colours to describe it.
///
/// Pages and lines are made of it, for the screen to draw and for keys to act on.
struct Scene: Sendable {
  let moment: Moment
  let theme: Theme
  let keymap: Keymap
  /// The warnings about the files and the run, line by line.
  var warnings: [String] = []
  /// The time of day at time 0, in microseconds since 1970; nil if times are shown from the start.
  var wallClockStart: Int64?
  /// Whether only ASCII can be shown.
  var usesASCII = false
  /// The marks, the open runs and the jumps; empty unless the page of them is open.
  var places: [PlaceLine] = []

  var scenario: Scenario { moment.history.scenario }
  var trace: Trace { moment.history.trace }

  /// The request and node of a node, as one name.
  func name(of node: RequestNode) -> String { scenario.name(of: node) }

  /// The letter and the id of a model.
  func name(of model: ModelID) -> String { "\(Format.letter(model)) \(scenario[model].id)" }

  /// The letter and the id of a model, and its name for people if that is another.
  func longName(of model: ModelID) -> String {
    let known = scenario[model]
    return known.name == known.id ? name(of: model) : "\(name(of: model)) (\(known.name))"
  }

  /// The name of a model for people, and its id after it if that is another.
  func title(of model: ModelID) -> String {
    let known = scenario[model]
    return known.name == known.id ? known.id : "\(known.name) (\(known.id))"
  }

  func color(of model: ModelID) -> Color { theme.model(model.index) }

  /// A time as a clock shows it: since the start, or as the time of day.
  func clock(_ seconds: Double, decimals: Int = 2) -> String {
    guard let wallClockStart, seconds.magnitude < 1e9 else {
      return Format.clock(seconds, decimals: decimals)
    }
    let microseconds = wallClockStart &+ Int64((seconds * 1e6).rounded())
    return Format.timeOfDay(microseconds, decimals: decimals)
  }

  /// The forms that explanations take on the screen.
  var wording: Wording {
    Wording(
      gpus: \.gpuNumbers, time: { [self] in clock($0) }, span: Format.span,
      model: { [self] in scenario[$0].id },
      node: { [self] in name(of: trace.readied[$0].node) })
  }
}

extension Scenario {
  /// The request and node of a node, as one name.
  func name(of node: RequestNode) -> String { "\(self[node.request].id)/\(self[node].id)" }
}

extension Range<Int> {
  /// The numbers of some GPUs with the word before them: "GPU 3", "GPUs 0–1".
  var gpuLabel: String { "\(count == 1 ? "GPU" : "GPUs") \(gpuNumbers)" }
}

extension Sequence<Int> {
  /// Ascending numbers of GPUs, neighbours as ranges: `0–2, 5`.
  var gpuRanges: String {
    var ranges: [Range<Int>] = []
    for gpu in self {
      if let last = ranges.last, last.upperBound == gpu {
        ranges[ranges.count - 1] = last.lowerBound..<gpu + 1
      } else {
        ranges.append(gpu..<gpu + 1)
      }
    }
    return ranges.map(\.gpuNumbers).joined(separator: ", ")
  }
}
