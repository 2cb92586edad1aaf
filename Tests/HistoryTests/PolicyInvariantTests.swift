import Audit
@testable import History
@testable import TestScenarios
import Testing

@testable import Engine

/// What must hold of every schedule, whatever the policy.
struct PolicyInvariantTests {
  private static let seeds: Range<UInt64> = 0..<40

  @Test(arguments: policies, Self.seeds)
  func `the log that comes of it breaks no rule`(policy: Policy, seed: UInt64) {
    let run = Run(seed: seed, policy: policy)
    let audit = Audit(ExecutionLog(of: run), against: run.scenario)
    #expect(audit.violations == [])
  }

  @Test(arguments: policies, Self.seeds)
  func `executions on one GPU never overlap`(policy: Policy, seed: UInt64) {
    let run = Run(seed: seed, policy: policy)
    let executions = run.finished().trace.executions
    for gpu in 0..<run.options.gpuCount {
      let lane = executions.filter { $0.gpus.contains(gpu) }
      for (earlier, later) in zip(lane, lane.dropFirst()) {
        #expect(earlier.end <= later.start)
        #expect(later.start - later.switchTime >= earlier.end - 1e-9)
      }
    }
  }

  @Test(arguments: policies, Self.seeds)
  func `every node runs once, after its dependencies, or is named as stranded`(
    policy: Policy, seed: UInt64
  ) {
    let run = Run(seed: seed, policy: policy)
    let trace = run.finished().trace
    let metrics = Metrics(scenario: run.scenario, options: run.options, trace: trace)
    let executed = trace.executions.map(trace.node(of:))
    #expect(Set(executed).count == executed.count)
    #expect(Set(executed).isDisjoint(with: metrics.stranded.map(\.node)))
    #expect(executed.count + metrics.stranded.count == run.scenario.requests.nodeCount)
    #expect(!metrics.stranded.contains { $0.reason == .unfinished })
    var ends: [RequestNode: Double] = [:]
    for execution in trace.executions { ends[trace.node(of: execution)] = execution.end }
    for execution in trace.executions {
      let node = trace.node(of: execution)
      for dependency in run.scenario.workflow(of: node.request).dependencies[node.node] {
        let end = ends[RequestNode(request: node.request, node: dependency)] ?? .infinity
        #expect(end <= trace.readyTime(of: execution))
      }
    }
  }

  @Test(arguments: policies, Self.seeds)
  func `running twice gives the same trace`(policy: Policy, seed: UInt64) {
    let run = Run(seed: seed, policy: policy)
    #expect(fingerprint(run.finished().trace) == fingerprint(run.finished().trace))
  }

  @Test(arguments: policies, Self.seeds)
  func `a policy that promises to leave no GPU idle leaves none`(policy: Policy, seed: UInt64) {
    guard !(policy.rule is StrictFIFO || policy.rule is Reserve || policy.rule is Static),
      !(policy.rule is Collate || policy.rule is Patient)
    else { return }
    let history = History(of: Run(seed: seed, policy: policy).finished())
    for count in 1..<max(1, history.trace.events.count) {
      let moment = history.moment(after: count)
      let machine = Machine(
        history, afterExecutions: moment.executionCount, options: history.options, at: moment.time)
      for entry in moment.queue(first: .max) {
        let model = history.scenario.model(of: history.trace.readied[entry].node)
        #expect(machine.longestFreeRun < machine.gpusRequired(by: model))
      }
    }
  }

  @Test(arguments: Self.seeds)
  func `the baseline chooses the same by its own queue and by the one of all others`(seed: UInt64) {
    var run = Run(seed: seed)
    let own = run.finished().trace
    run.options.policy = Policy(PlainBaseline())
    #expect(fingerprint(run.finished().trace) == fingerprint(own))
  }
}

/// The baseline as any other policy.
private struct PlainBaseline: SchedulingPolicy {
  static let name = "plain"
  static let summary = "the baseline without a queue of its own"

  func next(in situation: Situation) -> Placement? { Baseline().next(in: situation) }
}
