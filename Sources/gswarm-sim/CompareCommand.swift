import ArgumentParser
import Documents
import Engine
import Export
import Foundation
import History
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
      without 0. With --baseline each row has its differences from that policy, paired \
      by seed, and a number is marked if the interval of its difference is without 0.

      With --output runs are kept as they are done: a comparison that was killed goes on \
      when it is started again. With --shard k/n as well, n processes on any machines do \
      a share each, and gswarm-sim merge prints the table.

      Examples:
        gswarm-sim compare --sample studio --gpus 4,8,16
        gswarm-sim compare --sample churn --policies baseline,collate:max_wait=20
        gswarm-sim compare --sample studio --seeds 20 --count 300 --modes online
        gswarm-sim compare --sample studio --columns 'p95,attain(60),switches'
        gswarm-sim compare --sample studio --shard 3/16 --output part-3.json
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

  @Option(
    help: ArgumentHelp(
      "Whether a GPU holds one model, or as many as its memory: one, memory or both. (default: the configuration's)",
      valueName: "r,..."),
    transform: ResidencyList.init)
  var residency: ResidencyList?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Memory of GPUs whose kind names none, GB. (default: the configuration's)",
      valueName: "x,..."),
    transform: { try NumberList($0, item: Limit.machineMemory.number) })
  var gpuMemory: NumberList<Double>?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Memory in which the host keeps weights, GB. (default: the configuration's)",
      valueName: "x,..."),
    transform: { try NumberList($0, item: Limit.machineMemory.number) })
  var hostMemory: NumberList<Double>?

  @Option(
    help: ArgumentHelp(
      "The orders of evictions: lru, largest, lookahead, cheapest. (default: the configuration's)",
      valueName: "e,..."),
    transform: EvictionList.init)
  var eviction: EvictionList?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "Factors by which requests arrive faster, online. (default: 1)", valueName: "x,..."),
    transform: { try NumberList($0, item: Limit.timeFactor.number) })
  var load: NumberList<Double>?

  @Option(
    help: ArgumentHelp(
      "The measures: mean, p50, p90, p95, p99, max of latencies, of those of a workflow as "
        + "p95(chat), of a model's nodes as p95(model=llama); attain(30), makespan, switches, "
        + "switch-share, unfinished, utilisation, fairness, over-work, over-path.",
      valueName: "m,..."),
    transform: ColumnList.init)
  var columns: ColumnList?

  @Option(
    help: ArgumentHelp(
      "Show differences and ratios to the rows of this policy.", valueName: "policy"),
    transform: Policy.named)
  var baseline: Policy?

  @OptionGroup(title: "Workload") var workload: CompareWorkload

  @OptionGroup(title: "Table") var form: TableOptions

  @OptionGroup(title: "More machines than one") var sharing: ShardOptions

  @OptionGroup var expect: ExpectOptions

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The number of runs at a time. (default: the cores)", valueName: "n"),
    transform: Limit.jobs.count)
  var jobs: Int?

  @OptionGroup var stray: StrayArguments

  func validate() throws {
    if sharing.shard != nil, let option = form.given {
      throw UsageError.excludes(
        option: option, other: "--shard", reason: "gswarm-sim merge prints the table")
    }
    if !expect.tests.isEmpty, sharing.output != nil {
      throw UsageError.excludes(
        option: "--expect", other: "--output", reason: "runs of a part are not run again")
    }
  }

  func run() throws {
    let modes = modes?.values ?? [.offline]
    if load != nil, modes.contains(.offline) { throw CommandFailure.loadOffline }
    let shard = try sharing.resolve()
    let source = try workload.load(
      mode: modes.contains(.online) ? .online : .offline, gpuCount: gpus?.values.max())
    let plan = try plan(modes, on: source)
    let title = try workload.requests.inputs.files().title
    let part = try sharing.open(
      shard, plan: plan, files: try workload.requests.inputFiles(), title: title)
    try expect.check(in: source.sample)
    var runs = ComparisonRuns(
      plan: plan, source: source, threadCount: jobs ?? ProcessInfo.processInfo.activeProcessorCount)
    runs.tests = expect.tests
    Interrupt.watch()
    let results = try runs.run(shard.shard, part: part) { Interrupt.isRequested }
    Interrupt.unwatch()
    if sharing.shard == nil {
      let table = plan.table(results)
      if !table.isEmpty { try form.show(table, title: title) }
    }
    if Interrupt.isRequested { throw ExitCode.interrupted }
    try expect.report(runs.failures, plan)
  }

  /// All combinations of the lists.
  private func plan(
    _ modes: [ArrivalMode], on source: ScenarioSource
  ) throws(CommandFailure) -> ComparisonPlan {
    let hardware = source.hardware
    guard let gpuCounts = gpus?.values ?? hardware.gpuCount.map({ [$0] }) else {
      throw .gpuCountNeeded
    }
    var widest = hardware
    if residency?.values.contains(.memory) == true { widest.residency = .memory }
    var policies = policies?.values ?? PolicyList.all(on: widest)
    if let baseline, !policies.contains(baseline) { policies.insert(baseline, at: 0) }
    let columns = columns?.values ?? ComparisonColumn.standard
    for column in columns {
      do throws(MeasureFault) { try column.measure.check(in: source.sample) } catch {
        throw .measure(error)
      }
    }
    var first = RunVariant(
      options: Options(gpuCount: 1, rules: workload.requests.rules),
      pcieBandwidth: hardware.pcieBandwidthGBPerSecond,
      switchOverhead: hardware.switchOverheadSeconds)
    first.residency = residency?.values.first
    first.gpuMemory = gpuMemory?.values.first
    first.hostMemory = hostMemory?.values.first
    first.eviction = eviction?.values.first
    try checkMachines(first, on: source)
    if workload.requests.seeds != nil { (first.rate, first.pattern) = (1, .poisson) }
    var plan = ComparisonPlan(
      first, seeds: workload.requests.seeds, drawing: workload.drawing, columns: columns,
      baseline: baseline)
    func vary<Value>(
      _ axis: ComparisonAxis, _ values: [Value]?, _ change: (inout RunVariant, Value) -> Void
    ) {
      guard let values else { return }
      plan.vary(
        axis,
        values.map { value in
          var variant = first
          change(&variant, value)
          return variant
        })
    }
    vary(.policy, policies) { $0.options.policy = $1 }
    vary(.gpus, gpuCounts) { $0.options.gpuCount = $1 }
    vary(.mode, modes) { $0.options.mode = $1 }
    vary(.pcieBandwidth, pcieBandwidth?.values) { $0.pcieBandwidth = $1 }
    vary(.switchOverhead, switchOverhead?.values) { $0.switchOverhead = $1 }
    vary(.residency, residency?.values) { $0.residency = $1 }
    vary(.gpuMemory, gpuMemory?.values) { $0.gpuMemory = $1 }
    vary(.hostMemory, hostMemory?.values) { $0.hostMemory = $1 }
    vary(.eviction, eviction?.values) { $0.eviction = $1 }
    vary(.load, load?.values) { $0.load = $1 }
    vary(.rate, workload.rates) { $0.rate = $1 }
    vary(.pattern, workload.patterns) { $0.pattern = $1 }
    if let rule = Limit.comparedRuns.violation(of: plan.approximateCellCount) {
      throw .tooManyRuns(rule: rule)
    }
    return plan
  }

  /// Refuses machines on which the models cannot be run, and machines that the rules do not know.
  private func checkMachines(
    _ first: RunVariant, on source: ScenarioSource
  ) throws(CommandFailure) {
    let isGiven =
      residency != nil || gpuMemory != nil || hostMemory != nil || eviction != nil
    guard isGiven else { return }
    guard workload.requests.rules == .standard else {
      throw .machine(
        "--residency, --gpu-memory, --host-memory and --eviction need --rules standard")
    }
    for residency in residency?.values ?? [source.hardware.residency] {
      for memory in gpuMemory?.values.map({ Optional($0) }) ?? [nil] {
        var variant = first
        (variant.residency, variant.gpuMemory) = (residency, memory)
        if let fault = variant.fault(in: source.sample) { throw .machine(fault) }
      }
    }
  }
}
