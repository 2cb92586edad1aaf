import Engine
import History

/// A group of latencies that can stand beside those of all requests.
enum LatencyGroup: Hashable, Sendable {
  /// The latest requests.
  case latest(Int)
  case workflow(WorkflowID)
  /// The calls of a model, from becoming ready to their ends.
  case model(ModelID)
}

extension LatencyGroup {
  private static let window = 100

  /// The groups that tell something which all requests do not.
  static func all(_ moment: Moment) -> [LatencyGroup] {
    let scenario = moment.history.scenario
    let latest: [LatencyGroup] =
      moment.completedRequests.count > window ? [.latest(window)] : []
    let workflows =
      scenario.workflows.count > 1
      ? scenario.workflows.indices.map { LatencyGroup.workflow(WorkflowID($0)) } : []
    return latest + workflows + scenario.models.indices.map { .model(ModelID($0)) }
  }

  /// The distribution of its latencies; nil if there are none.
  func values(_ moment: Moment) -> Distribution? {
    switch self {
    case .latest(let count): moment.latency(ofLast: count)
    case .workflow(let workflow): moment.latency(of: workflow)
    case .model(let model): moment.responseTimes(of: model)
    }
  }

  func name(_ scene: Scene) -> String {
    switch self {
    case .latest: "last"
    case .workflow(let workflow): scene.scenario[workflow].id
    case .model(let model): scene.name(of: model)
    }
  }
}
