import ArgumentParser
import Engine
import Foundation
import Workload

/// `gswarm-sim compare`: the same workload under several policies and on several machines.
struct CompareCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract:
      "Run a workload under several policies, GPU counts, modes and machines; print a table.",
    discussion: """
      Every list multiplies the rows. The best number of a column, among rows that differ in the \
      policy alone, is marked. "× work" is the makespan over the work divided by the GPUs, "× path" \
      over the longest critical path: no schedule gets below 1. "fairness" is Jain's index of how \
      much longer than necessary requests took: 1 if all were slowed down alike.

      With --seeds the requests are drawn as gswarm-sim generate does it, once for each seed, and \
      each number is a mean with its 95 % interval.

      Examples:
        gswarm-sim compare --sample studio --gpus 4,8,16
        gswarm-sim compare --sample churn --policies baseline,collate:max_wait=20 --gpus 1,2
        gswarm-sim compare --sample studio --seeds 20 --count 300 --rate 0.1 --modes online
      """)

  @Option(
    help: ArgumentHelp(
      "The policies, see gswarm-sim policies. (default: all)", valueName: "a,b,..."),
    transform: PolicyList.init)
  var policies = PolicyList()

  @Option(
    help: ArgumentHelp(
      "The numbers of GPUs. (default: the configuration's hardware.gpus)", valueName: "n,..."),
    transform: { try NumberList($0, atLeast: 1, "--gpus") })
  var gpus: NumberList<Int>?

  @Option(
    help: ArgumentHelp("offline, online or both.", valueName: "m,..."), transform: ModeList.init)
  var modes = ModeList()

  @Option(
    help: ArgumentHelp(
      "Bandwidths between host and GPU, GB/s. (default: the configuration's)", valueName: "x,..."),
    transform: { try NumberList($0, atLeast: 1e-9, "--pcie-bandwidth") })
  var pcieBandwidth: NumberList<Double>?

  @Option(
    help: ArgumentHelp(
      "Fixed parts of a switch, seconds. (default: the configuration's)", valueName: "x,..."),
    transform: { try NumberList($0, atLeast: 0, "--switch-overhead") })
  var switchOverhead: NumberList<Double>?

  @OptionGroup(title: "Workload") var workload: CompareWorkload

  @Flag(help: "Print the table as JSON.") var json = false
  @Flag(help: "Print the table as comma-separated values.") var csv = false
  @Flag(help: "Print the table in Markdown.") var markdown = false

  func validate() throws {
    if [json, csv, markdown].count(where: { $0 }) > 1 {
      throw ValidationError("Choose one of --json, --csv and --markdown.")
    }
  }

  func run() throws {
    try reportingFailures {
      let workloads = try workload.load(
        mode: modes.values.contains(.online) ? .online : .offline, gpuCount: gpus?.values.max())
      guard let gpuCounts = gpus?.values ?? workloads.gpuCount.map({ [$0] }) else {
        complain("error: how many GPUs? Give --gpus N,..., or hardware.gpus in the configuration\n")
        throw ExitCode.usage
      }
      Interrupt.watch()
      let jobs = ComparisonJobs(
        settings: settings(gpuCounts, workloads.hardware), scenarios: workloads.scenarios)
      let comparison = jobs.run { Interrupt.isRequested }
      Interrupt.unwatch()
      if !comparison.isEmpty { try print(comparison) }
      if Interrupt.isRequested { throw ExitCode.interrupted }
    }
  }

  private func settings(_ gpuCounts: [Int], _ hardware: Hardware) -> [Setting] {
    var result: [Setting] = []
    for mode in modes.values {
      for gpuCount in gpuCounts {
        for bandwidth in pcieBandwidth?.values ?? [hardware.pcieBandwidthGBPerSecond] {
          for overhead in switchOverhead?.values ?? [hardware.switchOverheadSeconds] {
            for policy in policies.values {
              let options = Options(
                gpuCount: gpuCount, mode: mode, rules: workload.rules, policy: policy)
              result.append(
                Setting(
                  options: options, pcieBandwidth: bandwidth, switchOverhead: overhead))
            }
          }
        }
      }
    }
    return result
  }

  private func print(_ comparison: Comparison) throws {
    if json { return try say(comparison.json) }
    if csv { return try say(comparison.csv) }
    try say(markdown ? comparison.markdown : comparison.text)
    for note in comparison.notes { complain("warning: \(note)\n") }
  }
}

// MARK: - Lists on the command line

/// Policies, separated by commas, as are their parameters.
struct PolicyList {
  var values = Policy.list.compactMap { try? Policy($0.name) }

  init() {}

  init(_ text: String) throws {
    var parts: [String] = []
    for part in text.split(separator: ",", omittingEmptySubsequences: false) {
      // `cost:wait=1,switch=2`: what sets a value without a policy belongs to the one before.
      if !part.contains(":"), part.contains("="), let last = parts.popLast() {
        parts.append("\(last),\(part)")
      } else {
        parts.append(String(part))
      }
    }
    values = try parts.map(Policy.named)
  }
}

struct ModeList {
  var values = [ArrivalMode.offline]

  init() {}

  init(_ text: String) throws {
    values = try text.split(separator: ",", omittingEmptySubsequences: false).map {
      guard let mode = ArrivalMode(rawValue: String($0)) else {
        throw ValidationError("--modes takes offline, online or both with a comma between.")
      }
      return mode
    }
  }
}

struct NumberList<Number: Comparable & LosslessStringConvertible> {
  let values: [Number]

  init(_ text: String, atLeast least: Number, _ option: String) throws {
    values = try text.split(separator: ",", omittingEmptySubsequences: false).map {
      guard let number = Number(String($0)), number >= least, Double("\(number)")?.isFinite == true
      else {
        throw ValidationError("\(option) takes numbers with commas between, each from \(least).")
      }
      return number
    }
  }
}
