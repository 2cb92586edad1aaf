import ArgumentParser
import Documents
import Engine
import Export
import Foundation
import Workload

/// `gswarm-sim compare`: the same workload under several policies and on several machines.
struct CompareCommand: WordlessCommand {
  static let configuration = CommandConfiguration(
    commandName: "compare",
    abstract: "Run a workload under several policies and machines; print a table.",
    usage: "gswarm-sim compare [<options>]",
    discussion: """
      Every list multiplies the rows. The best number of a column, among rows that \
      differ in the policy alone, is marked. "× work" is the makespan over the work \
      divided by the GPUs, "× path" over the longest critical path: no schedule gets \
      below 1. "fairness" is Jain's index of the requests' slowdowns: 1 if all were \
      slowed down alike.

      With --seeds the requests are drawn as gswarm-sim generate draws them, once for \
      each seed, and each number is a mean with its 95 % interval. A number is marked \
      only if its differences to all others, paired by seed, have a 95 % interval \
      without 0.

      Examples:
        gswarm-sim compare --sample studio --gpus 4,8,16
        gswarm-sim compare --sample churn --policies baseline,collate:max_wait=20
        gswarm-sim compare --sample studio --seeds 20 --count 300 --modes online
      """)

  @Option(
    help: ArgumentHelp(
      "The policies, see gswarm-sim policies. (default: all)", valueName: "p,..."),
    transform: PolicyList.init)
  var policies: PolicyList?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The numbers of GPUs. (default: the configuration's hardware.gpus)", valueName: "n,..."),
    transform: { try NumberList($0, item: Limit.gpus.count) })
  var gpus: NumberList<Int>?

  @Option(
    help: ArgumentHelp("offline, online or both. (default: offline)", valueName: "m,..."),
    transform: ModeList.init)
  var modes: ModeList?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Bandwidths between host and GPU, GB/s. (default: the configuration's)", valueName: "x,..."),
    transform: { try NumberList($0, item: Limit.bandwidth.number) })
  var pcieBandwidth: NumberList<Double>?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Fixed parts of a switch, seconds. (default: the configuration's)", valueName: "x,..."),
    transform: { try NumberList($0, item: Limit.duration.number) })
  var switchOverhead: NumberList<Double>?

  @OptionGroup(title: "Workload") var workload: CompareWorkload

  @OptionGroup var stray: StrayArguments

  @Flag(help: "Print the table as JSON.") var json = false
  @Flag(help: "Print the table as comma-separated values.") var csv = false
  @Flag(help: "Print the table in Markdown.") var markdown = false

  @Option(
    help: ArgumentHelp("Draw the table as bars to this file as well.", valueName: "file.svg"),
    transform: name)
  var plot: String?

  func validate() throws {
    let formats = [("--json", json), ("--csv", csv), ("--markdown", markdown)].filter(\.1)
    if formats.count > 1 {
      throw UsageError.excludes(
        option: formats[0].0, other: formats[1].0, reason: "a table has one format")
    }
  }

  func run() throws {
    let modes = modes?.values ?? [.offline]
    let source = try workload.load(
      mode: modes.contains(.online) ? .online : .offline, gpuCount: gpus?.values.max())
    let jobs = ComparisonJobs(
      variants: try variants(modes, on: source.hardware, seeds: source.count), source: source)
    Interrupt.watch()
    let table = try jobs.run { Interrupt.isRequested }
    Interrupt.unwatch()
    if !table.isEmpty {
      try print(table)
      if let plot { try draw(table, to: plot) }
    }
    if Interrupt.isRequested { throw ExitCode.interrupted }
  }

  private func draw(_ table: ComparisonTable, to path: String) throws {
    let title = try workload.inputs.files().title
    try writeFile(path) { (stream) throws(WriteFailure) in
      try table.writePlot(title: title, to: &stream)
    }
  }

  /// All combinations of the lists.
  private func variants(
    _ modes: [ArrivalMode], on hardware: Hardware, seeds: Int
  ) throws(CommandFailure) -> [RunVariant] {
    guard let gpuCounts = gpus?.values ?? hardware.gpuCount.map({ [$0] }) else {
      throw .gpuCountNeeded
    }
    let bandwidths = pcieBandwidth?.values ?? [hardware.pcieBandwidthGBPerSecond]
    let overheads = switchOverhead?.values ?? [hardware.switchOverheadSeconds]
    let policies = policies?.values ?? PolicyList.all
    // As doubles: a product of five counts may be beyond any integer.
    let runCount = [
      modes.count, gpuCounts.count, bandwidths.count, overheads.count, policies.count,
    ]
    .reduce(Double(seeds)) { $0 * Double($1) }
    if let rule = Limit.comparedRuns.violation(of: runCount) { throw .tooManyRuns(rule: rule) }
    var result: [RunVariant] = []
    for mode in modes {
      for gpuCount in gpuCounts {
        for bandwidth in bandwidths {
          for overhead in overheads {
            result += policies.map { policy in
              RunVariant(
                options: Options(
                  gpuCount: gpuCount, mode: mode, rules: workload.rules, policy: policy),
                pcieBandwidth: bandwidth, switchOverhead: overhead)
            }
          }
        }
      }
    }
    return result
  }

  private func print(_ table: ComparisonTable) throws {
    for note in table.notes { printError("warning: \(note)\n") }
    if json { return try printOutput(table.json) }
    if csv { return try printOutput(table.csv) }
    try printOutput(markdown ? table.markdown : table.text(width: terminalWidth ?? .max))
  }
}
