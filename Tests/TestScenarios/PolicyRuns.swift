package import Engine
import History

/// What the tests of all policies run over: each one, and some with unusual parameters.
package let policies: [Policy] =
  namedPolicies.compactMap { try? Policy($0) } + [Policy(Patient())]

/// The texts of those that are chosen by name.
package let namedPolicies =
  Policy.list.map(\.name) + [
    "shortest-first:aging=0", "collate:max_wait=3", "reserve:depth=1", "cost:wait=0,idle=0",
  ]

extension Run {
  /// A generated scenario under another policy.
  package init(seed: UInt64, policy: Policy) {
    self.init(seed: seed)
    options.policy = policy
  }
}

/// Goes through a finished run and shows each dispatch with the situation that the policy saw,
/// worked out from the trace alone.
package func visitDispatches(
  of run: Run, check: (Situation, ReadyNode, Execution, Trace) -> Void
) {
  let history = History(of: run.finished())
  let trace = history.trace
  for event in trace.events.indices {
    for index in trace.executions(of: event) {
      let restored = RestoredSituation(
        history, afterExecutions: index, readied: trace.events[event].readiedAfter, event: event,
        at: trace.events[event].time, lookahead: .max)
      let execution = trace.executions[index]
      let nodes = restored.situation.nodes.filter { $0.entry == execution.readied }
      if let node = nodes.first { check(restored.situation, node, execution, trace) }
    }
  }
}

extension Situation {
  /// All that wait, in the order of the queue.
  package var nodes: [ReadyNode] {
    queue.models.flatMap { queue.nodes(of: $0) }.sorted { $0.precedes($1) }
  }
}
