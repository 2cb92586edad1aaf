import Engine
import History

/// A run that can be looked at: the one that was opened, or a branch of it.
struct Tab: Sendable {
  /// What makes it another run than the first; empty for that.
  let name: String
  var history: History
  /// The simulation at its end, from which branches fork; nil as long as it can be run anew.
  var simulation: Simulation?
}

/// A second schedule of the same scenario, shown beside the first at the same time.
struct Comparison: Sendable {
  let name: String
  let history: History
  /// The decisions in which the two differ.
  let differences: ScheduleDifferences
}

/// What a second schedule is to be, as typed: a policy, a number of GPUs, or both.
struct RunWish: Hashable, Sendable {
  var policy: Policy?
  var gpuCount: Int?

  static let examples = "collate, collate:max_wait=30, gpus=8, strict-fifo gpus=4"

  init(_ text: String) throws(PolicyError) {
    for word in text.split(separator: " ") {
      if word.hasPrefix("gpus="), let count = Int(word.dropFirst(5)), (1...10_000).contains(count) {
        gpuCount = count
      } else if let count = Int(word), (1...10_000).contains(count) {
        gpuCount = count
      } else {
        policy = try Policy(String(word))
      }
    }
  }

  /// The options of a run, changed as wished.
  func applied(to options: Options) -> Options {
    var result = options
    if let policy { result.policy = policy }
    if let gpuCount {
      result.gpuCount = gpuCount
      result.absentGPUs = result.absentGPUs.filter { $0 < gpuCount }
    }
    return result
  }
}

extension Change {
  static let examples = "collate, +gpu, -gpu, lose 2"

  /// Reads what is to be different from now on: a policy, `+gpu`, `-gpu`, or `lose` and a GPU's number.
  static func parse(_ text: String, _ options: Options) throws(PolicyError) -> Change? {
    let words = text.split(separator: " ")
    switch (words.first, words.count) {
    case ("+gpu", 1): return .addGPU
    case ("-gpu", 1): return options.oneGPUFewer
    case ("lose", 2):
      guard let gpu = Int(words[1]), (0..<options.gpuCount).contains(gpu),
        !options.shape.isAbsent(gpu), options.shape.presentCount > 1
      else { return nil }
      return .removeGPU(gpu)
    default: return .policy(try Policy(text))
    }
  }

  /// What a branch with the change is called.
  func name(at time: Double) -> String {
    let since = "from \(Format.clock(time))"
    return switch self {
    case .policy(let policy): "\(policy) \(since)"
    case .addGPU: "one GPU more \(since)"
    case .removeGPU(let gpu): "without GPU \(gpu) \(since)"
    }
  }
}
