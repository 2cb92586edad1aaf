import Engine
import History

/// What the views draw from: the state, the moment at its cursor, and the colours.
struct Frame {
  let state: AppState
  let moment: Moment
  let theme: Theme
  let layout: Layout

  init(_ state: AppState) {
    self.state = state
    theme = state.theme
    moment = state.moment
    layout = state.layout
  }

  private init(_ state: AppState, moment: Moment, layout: Layout) {
    self.state = state
    self.moment = moment
    self.layout = layout
    theme = state.theme
  }

  /// The second schedule at the same time; nil if there is none.
  var compared: Frame? {
    guard let other = state.comparison?.history, let layout = layout.forComparedLanes else {
      return nil
    }
    let moment = other.moment(after: other.eventCount(at: state.time), time: state.time)
    return Frame(state, moment: moment, layout: layout)
  }

  var scenario: Scenario { moment.history.scenario }
  var trace: Trace { moment.history.trace }

  /// The request and node of a node, as one name.
  func name(of node: RequestNode) -> String { "\(scenario[node.request].id)/\(scenario[node].id)" }

  /// The letter and the id of a model.
  func name(of model: ModelID) -> String { "\(Format.letter(model)) \(scenario[model].id)" }

  func color(of model: ModelID) -> Color { theme.model(model.index) }
}
