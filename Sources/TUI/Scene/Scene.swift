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

  func color(of model: ModelID) -> Color { theme.model(model.index) }

  /// The forms that explanations take on the screen.
  var wording: Wording {
    Wording(
      gpus: \.gpuNumbers, time: { Format.clock($0) }, span: Format.span,
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
