public import Engine

/// The forms in which a printer of explanations writes GPUs, times and names.
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
  /// The reason in words.
  public func words(_ wording: Wording) -> String {
    switch self {
    case .neverFits(let required, let available): "needs \(required) GPUs, there are \(available)"
    case .neverOfKind(let required, let available):
      "needs \(required) GPUs in a row of the kinds that it runs on, longest row is \(available)"
    case .neverRoom(let needed, let gpus, let largest):
      StrandedReason.needsMoreMemory(needed: needed, gpus: gpus, largest: largest)
        .words { String($0) }
    case .neverBeside(let models, let needed, let free),
      .noRoomBeside(let models, let needed, let free):
      "needs \(needed.plainText) GB, \(free.plainText) "
        + (free == 1 ? "is" : "are") + " free"
        + (models.isEmpty
          ? "" : " beside pinned \(models.map(wording.model).joined(separator: ", "))")
    case .noFreeKind(let required, _) where required == 1:
      "no GPU of the kinds that it runs on is free"
    case .noFreeKind(let required, let longest):
      "needs \(required) GPUs in a row of the kinds that it runs on, longest free run is \(longest)"
    case .noFreeGPU: "no GPU is free"
    case .noFreeWindow(let required, let longest):
      "needs \(required) GPUs in a row, longest free run is \(longest)"
    case .nextPass: "next in line"
    case .outranked: "not its turn under this policy"
    case .behind(let entry): "blocked behind \(wording.node(entry)), the head of the queue"
    case .reserved(let gpus, let entry, let time):
      "would delay \(wording.node(entry)), which has GPU \(wording.gpus(gpus)) reserved from "
        + wording.time(time)
    case .homeBusy(let gpus): "the model's dedicated GPU \(wording.gpus(gpus)) is busy"
    }
  }
}

extension Decision {
  /// The reason for the node's turn in words.
  public func turnWords(_ wording: Wording) -> String {
    switch turn {
    case .longestWaiting: "longest waiting of the nodes that fit"
    case .head: "it was at the head of the queue"
    case .shortest: "least estimated time, less waiting, of the nodes that fit"
    case .longestPath(let seconds):
      "longest remaining path, \(wording.span(seconds)), of the nodes that fit"
    case .residentModel:
      "\(wording.model(model)) was resident on free GPUs; longest waiting of the nodes with a "
        + "resident model"
    case .overdue(let limit):
      "\(wording.model(model)) had been without a turn for more than \(wording.span(limit))"
    case .backfill(let entry, let time):
      "it did not delay \(wording.node(entry)), which had its GPUs reserved from \(wording.time(time))"
    case .cheapest(let score):
      "lowest cost of all pairs of a node and GPUs: \(wording.span(score)) by the policy's weights"
    }
  }

  /// The reason for the choice of GPUs in words.
  public func placementWords(_ wording: Wording) -> String {
    let chosen = candidates[chosen].gpus
    let (gpus, name) = ("GPU \(wording.gpus(chosen))", wording.model(model))
    switch rule {
    case .resident: return "\(gpus) is the lowest free GPU that already holds \(name)"
    case .onlyFreeGPU: return "\(gpus) was the only free GPU"
    case .roomiest:
      return "no free GPU holds \(name); \(gpus) has been free longest of those with room for it"
    case .makesRoom:
      return
        "no free GPU has room for \(name); \(gpus) has been free longest of those that can make it"
    case .leastSpare: return "\(gpus) has the least memory to spare with \(name)"
    case .fastestReturn: return "what makes way on \(gpus) is brought back fastest"
    case .freeLongest:
      return "no free GPU holds \(name); \(gpus) has been free longest of \(freeGPUCount)"
    case .freeLongestOfAll:
      return "\(gpus) has been free longest of \(freeGPUCount); resident models do not count"
    case .onlyFreeWindow: return "\(gpus) was the only window of \(chosen.count) free GPUs in a row"
    case .firstWindow:
      return "\(gpus) is the lowest window of \(chosen.count) free GPUs in a row; resident models "
        + "do not count"
    case .home(let home): return "GPU \(wording.gpus(home)) is dedicated to \(name)"
    case .besideReservation: return "\(gpus) is the cheapest that delays no reservation"
    case .cheapest: return "\(gpus) is the cheapest for it by the policy's weights"
    }
  }
}

extension Range<Int> {
  /// The numbers of some GPUs: `3`, `0–1`.
  public var gpuNumbers: String {
    count == 1 ? "\(lowerBound)" : "\(lowerBound)–\(upperBound - 1)"
  }
}
