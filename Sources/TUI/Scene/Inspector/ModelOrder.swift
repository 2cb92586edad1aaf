import Engine
import History

/// The order of the list of models.
enum ModelOrder: String, CaseIterable, Hashable, Sendable {
  case evictions, calls, waiting, loads, response, memory, file

  /// The order at a place of the list of orders.
  init(place: Int) {
    let all = Self.allCases
    self = all[(place % all.count + all.count) % all.count]
  }

  /// The order as a title says it.
  var title: String {
    switch self {
    case .evictions: "most evicted first"
    case .calls: "most called first"
    case .waiting: "most waiting first"
    case .loads: "most loaded first"
    case .response: "slowest first"
    case .memory: "largest first"
    case .file: "in the order of the file"
    }
  }
}

/// A line of the list of models.
struct ModelLine {
  let model: ModelID
  let use: ModelUse
  let response: Distribution?
  /// The GPUs on which it is resident, in ascending order.
  let gpus: [Int]
}

extension ModelLine {
  /// The lines of all models in an order; of equal ones the first in the file comes first.
  ///
  /// - Complexity: O(GPUs · log trace), and that of `responseTimes` for each model.
  static func all(_ moment: Moment, _ order: ModelOrder) -> [ModelLine] {
    var gpus = [[Int]](repeating: [], count: moment.history.scenario.models.count)
    for gpu in 0..<moment.history.options.gpuCount {
      if let model = moment.resident(of: gpu) { gpus[model.index].append(gpu) }
    }
    let lines = zip(moment.modelUses, gpus).enumerated().map { index, known in
      let model = ModelID(index)
      return ModelLine(
        model: model, use: known.0, response: moment.responseTimes(of: model), gpus: known.1)
    }
    func rank(_ line: ModelLine) -> Double {
      switch order {
      case .evictions: Double(line.use.evictionCount)
      case .calls: Double(line.use.dispatchCount)
      case .waiting: Double(line.use.waitingCount)
      case .loads: Double(line.use.loadCount + line.use.switchCount)
      case .response: line.response?.p95 ?? -1
      case .memory: moment.history.scenario[line.model].memoryGB
      case .file: 0
      }
    }
    return lines.sorted { (rank($1), $0.model.index) < (rank($0), $1.model.index) }
  }
}
