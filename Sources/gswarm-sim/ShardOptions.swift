import ArgumentParser
import Documents
import Foundation
import Workload

/// The options of a sweep that is spread over several machines, or gone on with later.
struct ShardOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Run shard k of n alone, into --output; auto asks the environment of Slurm, Kubernetes, "
        + "GNU parallel or a test runner.", valueName: "k/n"),
    transform: ShardChoice.init)
  var shard: ShardChoice?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "With --shard auto: the number of shards, where the environment does not say.",
      valueName: "n"),
    transform: Limit.shards.count)
  var shards: Int?

  @Option(
    help: ArgumentHelp(
      "Append each run to this file as it is done, and go on where the file ends.",
      valueName: "file"),
    transform: name)
  var output: String?

  func validate() throws {
    if shard != nil, output == nil { throw UsageError.needs(option: "--shard", other: "--output") }
    if shards != nil, shard?.isAutomatic != true {
      throw UsageError.needs(option: "--shards", other: "--shard auto")
    }
  }

  /// The shard to run; all of the sweep if the command line names none.
  func resolve(
    _ environment: [String: String] = ProcessInfo.processInfo.environment
  ) throws(UsageError) -> ShardSource {
    switch shard {
    case nil: ShardSource(shard: .whole, origin: nil)
    case .given(let shard): ShardSource(shard: shard, origin: nil)
    case .automatic: try ShardSource(environment, count: shards)
    }
  }

  /// Opens the part, if there is to be one, and says on standard error which shard it is.
  func open<Plan: Sweep>(
    _ shard: ShardSource, plan: Plan, files: [String], title: String
  ) throws -> SweepPart<Plan>? {
    guard let output else { return nil }
    let inputs = try SweepInputs(
      version: ProgramVersion.number, plan: plan, files: files, title: title)
    let part: SweepPart<Plan>
    do { part = try SweepPart(path: output, of: shard.shard, inputs) } catch {
      throw CommandFailure.part(error)
    }
    if let origin = shard.origin { printError("shard \(shard.shard), by \(visible(origin))\n") }
    if !part.known.isEmpty {
      printError("\(visible(output)) has \(counted(part.known.count, "run")) already\n")
    }
    return part
  }
}

/// A shard as the command line gives it.
enum ShardChoice {
  case given(Shard)
  case automatic

  init(_ text: String) throws(UsageError) {
    if text == "auto" {
      self = .automatic
    } else if let shard = Shard(text) {
      self = .given(shard)
    } else {
      throw .notAShard
    }
  }

  var isAutomatic: Bool {
    if case .automatic = self { true } else { false }
  }
}
