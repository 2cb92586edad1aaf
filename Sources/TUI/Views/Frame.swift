import Engine
import History

/// A state to be drawn, with its layout and the scene at its cursor.
struct Frame {
  let state: AppState
  let scene: Scene
  let layout: Layout
  /// Whether the moment is that of the second schedule.
  let isCompared: Bool
  let queueLines: QueueList
  /// The GPUs with all their residents; nil for a plain machine.
  let machine: Machine?
  private let modelLabels: ModelLabels

  init(_ state: AppState) {
    self.init(state, state.scene, state.layout, state.queueLines, isCompared: false)
  }

  private init(
    _ state: AppState, _ scene: Scene, _ layout: Layout, _ queueLines: QueueList, isCompared: Bool
  ) {
    self.state = state
    self.scene = scene
    self.layout = layout
    self.isCompared = isCompared
    self.queueLines = queueLines
    machine = scene.scenario.hasPlainMachine ? nil : scene.moment.machine
    modelLabels = ModelLabels(scene.scenario.models.map(\.id), width: Self.modelNameWidth)
  }

  /// The columns for the names of models on the labels of lanes.
  private static let modelNameWidth = 12

  /// The second schedule at the same time; nil if there is none.
  var compared: Frame? {
    guard let other = state.run.second?.history, let layout = layout.forComparedLanes else {
      return nil
    }
    let moment = other.moment(
      after: other.eventCount(at: state.run.time), time: state.run.time)
    return Frame(
      state,
      Scene(
        moment: moment, theme: state.theme, keymap: state.keymap,
        wallClockStart: state.showsWallClock ? moment.wallClockStart : nil,
        usesASCII: state.usesASCII), layout, queueLines, isCompared: true)
  }

  var run: Run { state.run }
  var moment: Moment { scene.moment }
  var theme: Theme { scene.theme }
  var scenario: Scenario { scene.scenario }
  var trace: Trace { scene.trace }

  /// The request and node of a node, as one name.
  func name(of node: RequestNode) -> String { scene.name(of: node) }

  /// The letter and the id of a model.
  func name(of model: ModelID) -> String { scene.name(of: model) }

  /// The id of a model, as short as the lanes and the queue have room for.
  func shortName(of model: ModelID) -> String { modelLabels[model] }

  func color(of model: ModelID) -> Color { scene.color(of: model) }
}
