public import Engine

/// How to write what explanations speak of: whoever prints them has forms of its own.
public struct Wording {
  /// The numbers of some GPUs: `3`, `0–1`.
  public var gpus: (Range<Int>) -> String
  /// A time.
  public var time: (Double) -> String
  /// A span of time.
  public var span: (Double) -> String
  /// A model.
  public var model: (ModelID) -> String
  /// A node, a place in `Trace.readied`.
  public var node: (Int) -> String

  /// Gathers the forms.
  public init(
    gpus: @escaping (Range<Int>) -> String, time: @escaping (Double) -> String,
    span: @escaping (Double) -> String,
    model: @escaping (ModelID) -> String, node: @escaping (Int) -> String
  ) {
    self.gpus = gpus
    self.time = time
    self.span = span
    self.model = model
    self.node = node
  }
}

extension WaitingReason {
  /// Why a node stays in the queue, in words.
  public func words(_ wording: Wording) -> String {
    switch self {
    case .neverFits(let required, let available): "needs \(required) GPUs, there are \(available)"
    case .noFreeGPU: "no GPU is free"
    case .noFreeWindow(let required, let longest):
      "needs \(required) GPUs in a row, longest free run is \(longest)"
    case .nextPass: "next in line"
    case .outranked: "not its turn under this policy"
    case .behind(let entry): "nobody passes \(wording.node(entry)), which waits"
    case .reserved(let gpus, let entry, let time):
      "would hold up \(wording.node(entry)), for which GPU \(wording.gpus(gpus)) is reserved from "
        + wording.time(time)
    case .homeBusy(let gpus): "GPU \(wording.gpus(gpus)), its model's own, is busy"
    }
  }
}

extension Decision {
  /// Why it was this node's turn, in words.
  public func turnWords(_ wording: Wording) -> String {
    switch turn {
    case .longestWaiting: "of those that found free GPUs it had waited longest"
    case .head: "it was at the head of the queue"
    case .shortest: "of those that found free GPUs it had the least estimated time, less waiting"
    case .longestPath(let seconds):
      "of those that found free GPUs its request had the longest way to go, \(wording.span(seconds))"
    case .residentModel:
      "\(wording.model(model)) was resident on free GPUs, and of such nodes it had waited longest"
    case .overdue(let limit):
      "\(wording.model(model)) had been without a turn for more than \(wording.span(limit))"
    case .backfill(let entry, let time):
      "it did not hold up \(wording.node(entry)), whose GPUs were reserved from \(wording.time(time))"
    case .cheapest(let score):
      "no other pair of a node and GPUs cost less: \(wording.span(score)) by the policy's weights"
    }
  }

  /// Why these GPUs, in words.
  public func placementWords(_ wording: Wording) -> String {
    let chosen = candidates[chosen].gpus
    let (gpus, name) = ("GPU \(wording.gpus(chosen))", wording.model(model))
    switch rule {
    case .resident: return "\(gpus) is the lowest free GPU that already holds \(name)"
    case .onlyFreeGPU: return "\(gpus) was the only free GPU"
    case .freeLongest:
      return "no free GPU holds \(name); of \(freeGPUCount) free ones \(gpus) has been free longest"
    case .freeLongestOfAll:
      return "of \(freeGPUCount) free ones \(gpus) has been free longest; what they hold does not "
        + "matter"
    case .onlyFreeWindow: return "\(gpus) was the only window of \(chosen.count) free GPUs in a row"
    case .firstWindow:
      return "\(gpus) is the lowest window of \(chosen.count) free GPUs in a row; what they hold "
        + "does not matter"
    case .home(let home): return "GPU \(wording.gpus(home)) belongs to \(name)"
    case .besideReservation: return "\(gpus) is the cheapest that holds up no reservation"
    case .cheapest: return "\(gpus) is the cheapest for it by the policy's weights"
    }
  }
}
