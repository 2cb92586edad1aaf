import ArgumentParser
import Documents
import Engine
import Export
import Foundation
import History
import Workload

/// `gswarm-sim size`: the fewest GPUs that pass tests.
struct SizeCommand: WordlessCommand {
  static let configuration = CommandConfiguration(
    commandName: "size",
    abstract: "Find the fewest GPUs that meet service levels; print a table.",
    usage: "gswarm-sim size --slo <test> [<options>]",
    discussion: """
      Requests arrive at their timestamps, as with --mode online. A test is a measure, \
      < or >, and a number: p50 p90 p95 p99 mean max (latency in seconds; p95(chat) of \
      one workflow, p95(model=llama) of the nodes of one model), makespan, \
      switch-share, switches, unfinished, attain(30) (share of requests within 30 s).

      More GPUs are not always faster. A number of GPUs holds if it passes and all \
      larger ones of the range do; smaller ones that pass by chance are named below \
      the table. If all numbers take longer than about ten seconds, some are run: at \
      doubling distances, by bisection, and the neighbours of the answer.

      With one fewer, the GPUs are overloaded (the requests bring at least as much \
      work, with one load of each model, as the GPUs can do while they arrive) or slow.

      With --seeds a number passes if all tests do in a share of the seeds, \
      --confidence; the table has the share, with its 95 % interval by Wilson.

      Examples:
        gswarm-sim size --sample studio --slo 'p95<60'
        gswarm-sim size --sample studio --slo 'p95<60' --load 1,2,4 --price 2.50
        gswarm-sim size --sample studio --slo 'p95<60' --policies baseline,cost
        gswarm-sim size --sample studio --slo 'attain(30)>0.99' --seeds 20 --rate 2
      """)

  @Option(
    help: ArgumentHelp(
      "A test to pass, as in 'p95<60'; may be repeated, for all of them.", valueName: "test"),
    transform: MeasureTest.named)
  var slo: [MeasureTest] = []

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The numbers of GPUs, or of each kind: a100=1..8,l4=0..8. (default: 1..64)",
      valueName: "n..m,..."),
    transform: GPUCounts.init)
  var gpus: GPUCounts = .standard

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Requests arrive x times faster. (default: 1)", valueName: "x,..."),
    transform: { try NumberList($0, item: Limit.timeFactor.number) })
  var load: NumberList<Double>?

  @Option(
    help: ArgumentHelp(
      "The policies, see gswarm-sim policies. (default: baseline)", valueName: "p,..."),
    transform: PolicyList.init)
  var policies: PolicyList?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp(
      "The price of a GPU for an hour, or of each kind: a100=2.5,l4=0.6.", valueName: "x"),
    transform: GPUPrices.init)
  var price: GPUPrices?

  @Option(
    name: .customLong("confidence"), parsing: .unconditional,
    help: ArgumentHelp(
      "With --seeds: the share of the seeds in which the tests are to pass. (default: 0.95)",
      valueName: "share"),
    transform: Limit.fraction.number)
  var givenConfidence: Double?

  @Flag(help: "Run all numbers of GPUs, however long it takes.") var exhaustive = false

  @OptionGroup(title: "Workload") var workload: SizeWorkload

  @OptionGroup(title: "More machines than one") var sharing: ShardOptions

  @OptionGroup var stray: StrayArguments

  @OptionGroup(title: "Table") var form: TableOptions

  @Flag(
    help: "Show the run that fails with one GPU fewer, at the moment that breaks the test.")
  var open = false

  func validate() throws {
    guard !slo.isEmpty else { throw UsageError.noTest }
    if form.rows { throw UsageError.needs(option: "--rows", other: "gswarm-sim compare") }
    if !gpus.kinds.isEmpty, let option = form.plot != nil ? "--plot" : open ? "--open" : nil {
      throw UsageError.excludes(
        option: option, other: "kinds in --gpus", reason: "it is for numbers of GPUs")
    }
    if sharing.shard != nil, let option = form.given ?? (open ? "--open" : nil) {
      throw UsageError.excludes(
        option: option, other: "--shard", reason: "gswarm-sim merge prints the answer")
    }
    if givenConfidence != nil, workload.requests.seeds == nil {
      throw UsageError.needs(option: "--confidence", other: "--seeds")
    }
  }

  func run() throws {
    if open, isatty(STDOUT_FILENO) == 0 { throw CommandFailure.noTerminal }
    let shard = try sharing.resolve()
    let scenarios = try workload.load(gpuCount: gpus.values.last)
    let first = scenarios.scenario(seed: 0, load: 1)
    let plan = try plan(first.hardware)
    try plan.tests.map(\.measure).check(in: first)
    let title = try workload.requests.inputs.files().title
    let part = try sharing.open(
      shard, plan: plan, files: try workload.requests.inputFiles(), title: title)
    let runs = SizeRuns(plan: plan, scenarios: scenarios, part: part)
    Interrupt.watch()
    guard sharing.shard == nil else {
      // Which numbers are run next would depend on the other shards: all are.
      try runs.run(shard.shard) { Interrupt.isRequested }
      if Interrupt.isRequested { throw ExitCode.interrupted }
      return
    }
    let search = SizeSearch(
      plan, runsAll: exhaustive || plan.isShort(nodeCount: first.requests.nodeCount),
      known: part?.known ?? [:])
    let done = try runs.run(search) { Interrupt.isRequested }
    Interrupt.unwatch()
    guard let done else { throw ExitCode.interrupted }
    guard plan.kinds.isEmpty else { return try form.show(MixtureAnswer(done)) }
    let answer = SizeAnswer(done)
    try form.show(answer, title: title)
    if open { try show(answer, scenarios) }
  }

  private func plan(_ hardware: Hardware) throws(CommandFailure) -> SizePlan {
    var plan = SizePlan(
      tests: slo, policies: policies?.values ?? [.baseline], loads: load?.values ?? [1],
      gpuCounts: gpus.values, seeds: workload.requests.seeds, rules: workload.requests.rules)
    plan.confidence = givenConfidence ?? 0.95
    plan.price = price?.usual
    plan.mix(try kinds(hardware))
    plan.drawing = workload.drawing
    // As doubles: a product of four counts may be beyond any integer.
    let runs =
      Double(plan.policies.count) * Double(plan.loads.count) * Double(plan.seedCount)
      * Double(plan.machineCount)
    if let rule = Limit.comparedRuns.violation(of: runs) { throw .tooManyRuns(rule: rule) }
    return plan
  }

  /// The kinds of GPUs that the command line names, in the order of the configuration.
  private func kinds(_ hardware: Hardware) throws(CommandFailure) -> [SizeKind] {
    let known = hardware.kinds.map(\.name)
    for name in gpus.kinds.map(\.name) + (price?.byKind.keys.sorted() ?? [])
    where !known.contains(name) {
      throw .unknownKind(name, known: known)
    }
    let kinds = hardware.kinds.compactMap { kind in
      gpus.kinds.first { $0.name == kind.name }.map {
        SizeKind(name: kind.name, counts: $0.counts, price: price?.byKind[kind.name])
      }
    }
    guard kinds.isEmpty || SizePlan.allows(kinds) else {
      throw .tooManyRuns(rule: "is beyond the limit of mixtures or of GPUs")
    }
    return kinds
  }
}
