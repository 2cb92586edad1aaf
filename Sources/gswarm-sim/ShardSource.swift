import Documents
import Workload

/// A shard, and the variables of the environment that say which.
struct ShardSource {
  let shard: Shard
  /// The variables with their values; nil if the command line names the shard.
  let origin: String?

  init(shard: Shard, origin: String?) { (self.shard, self.origin) = (shard, origin) }

  /// An engine that starts processes and numbers them.
  private struct Engine {
    let index: String
    /// The variable with the number of processes; nil if there is none.
    let count: String?
    /// The number of the first process, if no variable says.
    let first: Int
    /// The variables with the first number and the distance of two numbers.
    var sequence: (first: String, step: String)?
  }

  private static let engines = [
    Engine(
      index: "SLURM_ARRAY_TASK_ID", count: "SLURM_ARRAY_TASK_COUNT", first: 1,
      sequence: ("SLURM_ARRAY_TASK_MIN", "SLURM_ARRAY_TASK_STEP")),
    Engine(index: "JOB_COMPLETION_INDEX", count: nil, first: 0),
    Engine(index: "TEST_SHARD_INDEX", count: "TEST_TOTAL_SHARDS", first: 0),
    Engine(index: "PARALLEL_SEQ", count: nil, first: 1),
  ]

  /// The numbers that engines give to processes.
  private static let numbers = -1_000_000_000...1_000_000_000

  /// Finds the shard that an environment says.
  ///
  /// - Parameters:
  ///   - environment: The variables.
  ///   - count: The number of shards as the command line gives it.
  /// - Throws: The reason why there is none.
  init(_ environment: [String: String], count: Int?) throws(UsageError) {
    let found = Self.engines.filter { environment[$0.index] != nil }
    guard let engine = found.first else {
      throw .shard(
        "--shard auto: none of \(Self.engines.map(\.index).joined(separator: ", ")) is set")
    }
    guard found.count == 1 else {
      throw .shard(
        "--shard auto: \(found.map(\.index).joined(separator: " and ")) are set; name the shard")
    }
    var used: [String] = []
    func number(_ name: String) throws(UsageError) -> Int? {
      guard let text = environment[name] else { return nil }
      used.append("\(name)=\(text)")
      guard let value = Int(text), Self.numbers.contains(value) else {
        throw .shard("--shard auto: \(name) is no number of a process: \(text)")
      }
      return value
    }
    let index = try number(engine.index) ?? engine.first
    let told = try engine.count.flatMap { name throws(UsageError) in try number(name) }
    guard let shards = count ?? told else {
      throw .shard("--shard auto: \(engine.index) is set, but how many shards? Add --shards N")
    }
    if let told, told != shards {
      throw .shard("--shard auto: --shards \(shards), but \(used.joined(separator: ", "))")
    }
    let first = try engine.sequence.flatMap { names throws(UsageError) in try number(names.first) }
    let step = try engine.sequence.flatMap { names throws(UsageError) in try number(names.step) }
    let (place, rest) = (index - (first ?? engine.first)).quotientAndRemainder(
      dividingBy: max(1, step ?? 1))
    guard rest == 0, let shard = Shard(place + 1, of: shards) else {
      throw .shard(
        "--shard auto: \(used.joined(separator: ", ")) is no shard of \(shards); the numbers must "
          + "follow each other")
    }
    self.init(shard: shard, origin: used.joined(separator: ", "))
  }
}
