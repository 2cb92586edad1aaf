import Engine

/// A second schedule as typed: a policy, a number of GPUs, or both.
struct RunRequest: Hashable, Sendable {
  var policy: Policy?
  var gpuCount: Int?

  static let examples = "collate, collate:max_wait=30, gpus=8, strict-fifo gpus=4"

  private static let gpuCounts = 1...10_000

  init(_ text: String) throws(RequestError) {
    for word in text.split(separator: " ") {
      let isCount = word.hasPrefix("gpus=")
      if isCount || Int(word) != nil {
        guard let count = Int(isCount ? word.dropFirst(5) : word), Self.gpuCounts.contains(count)
        else {
          throw RequestError(sentence: "a machine has 1 to 10 000 GPUs")
        }
        gpuCount = count
      } else {
        policy = try Policy.named(String(word))
      }
    }
  }

  /// The options of a run, changed as requested.
  func applied(to options: Options) -> Options {
    var result = options
    if let policy { result.policy = policy }
    if let gpuCount {
      result.gpuCount = gpuCount
      result.absentGPUs = []
    }
    return result
  }

  /// The difference in a word or two.
  func name(in options: Options) -> String {
    let parts = [
      policy.map { "\($0)" },
      gpuCount.map { Format.count($0, "GPU") },
    ].compactMap { $0 }
    return parts.isEmpty ? "\(options.policy)" : parts.joined(separator: " · ")
  }
}

/// A change from here on as typed, and the name of the branch, if one was typed.
struct ChangeRequest: Hashable, Sendable {
  let change: Change
  let name: String?

  static let examples = "collate, +gpu, -gpu, lose 2; collate as NAME"

  init(_ text: String, _ options: Options) throws(RequestError) {
    var words = text.split(separator: " ").map(String.init)
    if let place = words.lastIndex(of: "as"), place > 0, place + 1 < words.count {
      name = words[(place + 1)...].joined(separator: " ")
      words.removeSubrange(place...)
    } else {
      name = nil
    }
    change = try Self.change(words, options)
  }

  /// A text and the time after a last `at` in it, if there is one, in seconds.
  static func split(_ text: String) -> (change: String, time: Double?) {
    let words = text.split(separator: " ")
    guard words.count > 2, words[words.count - 2] == "at",
      let time = JumpTarget.seconds(String(words[words.count - 1]))
    else { return (text, nil) }
    return (words.dropLast(2).joined(separator: " "), time)
  }

  private static func change(
    _ words: [String], _ options: Options
  ) throws(RequestError) -> Change {
    switch words.first {
    case "+gpu" where words.count == 1: return .addGPU
    case "-gpu" where words.count == 1:
      guard let change = options.oneGPUFewer else {
        throw RequestError(sentence: "the last GPU cannot be removed")
      }
      return change
    case "lose" where words.count == 2:
      guard let gpu = Int(words[1]), (0..<options.gpuCount).contains(gpu),
        !options.shape.isAbsent(gpu)
      else { throw RequestError(sentence: "no GPU \(words[1])") }
      guard options.shape.presentCount > 1 else {
        throw RequestError(sentence: "the last GPU cannot be removed")
      }
      return .removeGPU(gpu)
    default:
      do { return .policy(try Policy.named(words.joined(separator: " "))) } catch {
        throw RequestError(sentence: "\(error.sentence); or +gpu, -gpu, lose 2")
      }
    }
  }
}

/// A fault in the text of a request.
struct RequestError: Error, Hashable {
  let sentence: String
}

extension Policy {
  fileprivate static func named(_ text: String) throws(RequestError) -> Policy {
    do { return try Policy(text) } catch { throw RequestError(sentence: error.sentence) }
  }
}

extension Change {
  /// The part of the run that the change replaces, in a word or two.
  func original(in options: Options) -> String {
    switch self {
    case .policy: "\(options.policy)"
    case .addGPU: Format.count(options.shape.presentCount, "GPU")
    case .removeGPU(let gpu): "with GPU \(gpu)"
    }
  }

  /// The difference that the change makes from a time on.
  func name(at time: Double) -> String {
    let since = "from \(Format.clock(time))"
    return switch self {
    case .policy(let policy): "\(policy) \(since)"
    case .addGPU: "one GPU more \(since)"
    case .removeGPU(let gpu): "without GPU \(gpu) \(since)"
    }
  }
}
