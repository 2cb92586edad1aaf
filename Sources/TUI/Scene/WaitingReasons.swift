import Engine
import History

/// The reasons why nodes wait at a moment, as the queue shows them.
struct WaitingReasons {
  private let machine: Machine
  private let isBaseline: Bool
  private let clock: (Double) -> String
  /// The time at which the next GPU becomes free, in seconds; nil if none is busy.
  private let nextFree: Double?

  /// Finds them; `clock` writes times.
  ///
  /// - Complexity: O(GPUs · log trace).
  init(_ moment: Moment, clock: @escaping (Double) -> String = { Format.clock($0) }) {
    self.clock = clock
    let machine = moment.machine
    self.machine = machine
    isBaseline = moment.options.policy.isBaseline
    nextFree = (0..<machine.gpuCount).map(machine.freeAt)
      .filter { $0 > moment.time && $0.isFinite }.min()
  }

  func reason(for model: ModelID) -> (long: String, short: String) {
    let needed = machine.gpusRequired(by: model)
    switch machine.waitingReason(for: model) {
    case .neverFits(_, let available):
      return ("needs \(needed) GPUs in a row, longest row is \(available)", "stranded")
    case .noFreeGPU where needed == 1:
      let time = nextFree.map { " before \(clock($0))" } ?? ""
      return ("no GPU free\(time)", "no GPU")
    case .noFreeGPU: return ("needs \(needed) GPUs in a row, none is free", "0/\(needed) free")
    case .noFreeWindow(_, let longest):
      return (
        "needs \(needed) GPUs in a row, longest free run is \(longest)", "\(longest)/\(needed) free"
      )
    default:
      return isBaseline
        ? ("next in line", "next") : ("held back by the policy; Enter says why", "held")
    }
  }
}
