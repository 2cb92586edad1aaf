@testable import Audit
import History
import TestScenarios
import Testing

@testable import Engine

/// Logs of machines with memory, kinds of GPUs and steps without GPUs.
@Suite struct MachineAuditTests {
  @Test(arguments: machineSeeds)
  func `a true log of a machine has no violations`(seed: UInt64) {
    for run in Run.machines(seed) {
      let log = ExecutionLog(of: run)
      let found = Audit(log, against: run.scenario).violations.map(log.describe)
      #expect(found == [], "\(run.options.policy)")
      #expect(Audit(log).violations.map(log.describe) == [])
    }
  }

  @Test(arguments: machineSeeds)
  func `a log of a machine replays to the residents of its run`(seed: UInt64) throws {
    let run = Run(machineSeed: seed)
    guard !run.scenario.hasPlainMachine else { return }
    let simulation = run.finished()
    let log = ExecutionLog(of: run)
    let replayed = try ReplayedRun(log, in: run.scenario)
    #expect(replayed.trace.executions.count == simulation.trace.executions.count)
    func dispatches(_ trace: Trace) -> [String] {
      trace.executions.indices.map { index in
        let execution = trace.executions[index]
        let node = trace.node(of: execution)
        return "\(run.scenario[node.request].id) \(node.node) \(execution.gpus) \(execution.start) "
          + "\(trace.source(of: index)!) \(Array(trace.evicted(by: index)))"
      }.sorted()
    }
    #expect(dispatches(replayed.trace) == dispatches(simulation.trace))
    let alone = try ReplayedRun(log)
    #expect(alone.trace.executions.count == simulation.trace.executions.count)
  }

  /// A fault in a log and the rule that it breaks.
  struct Fault: CustomTestStringConvertible, Sendable {
    let testDescription: String
    let rule: String
    let plant: @Sendable (inout ExecutionLog, Run, Trace) -> Bool
  }

  static let faults: [Fault] = [
    Fault(testDescription: "nothing makes way", rule: "evicted") { log, _, _ in
      guard let index = log.executions.firstIndex(where: { $0.evictions?.isEmpty == false })
      else { return false }
      log.executions[index].evictions = 0..<0
      return true
    },
    Fault(testDescription: "a model makes way that is not there", rule: "evicted") { log, run, _ in
      guard
        let index = log.executions.firstIndex(where: {
          $0.evictions?.isEmpty == true && !$0.gpus.isEmpty
            && log.loadSources.names[$0.source ?? 0] != "resident"
        }), let model = run.scenario.models.firstIndex(where: { !$0.isPinned }),
        log.executions[index].model != log.models.number(of: run.scenario.models[model].id)
      else { return false }
      let first = log.evictions.count
      log.evictions.append(
        LoggedEviction(
          gpu: log.gpus[log.executions[index].gpus.lowerBound],
          model: log.models.number(of: run.scenario.models[model].id)))
      log.executions[index].evictions = first..<first + 1
      return true
    },
    Fault(testDescription: "a pinned model makes way", rule: "pinned") { log, run, _ in
      guard let pinned = run.scenario.models.first(where: \.isPinned),
        let index = log.executions.firstIndex(where: { $0.evictions?.isEmpty == false })
      else { return false }
      let place = log.executions[index].evictions?.lowerBound ?? 0
      log.evictions[place].model = log.models.number(of: pinned.id)
      return true
    },
    Fault(testDescription: "weights from elsewhere", rule: "source") { log, _, _ in
      let host = log.loadSources.number(of: "host")
      let disk = log.loadSources.number(of: "disk")
      guard
        let index = log.executions.firstIndex(where: { $0.source == host || $0.source == disk })
      else { return false }
      log.executions[index].source = log.executions[index].source == host ? disk : host
      (log.summary.loadsFromDisk, log.summary.loadsFromHost) = (nil, nil)
      return true
    },
    Fault(testDescription: "a load that is said to be resident", rule: "source") { log, _, _ in
      let resident = log.loadSources.number(of: "resident")
      let host = log.loadSources.number(of: "host")
      guard let index = log.executions.firstIndex(where: { $0.source == host }) else {
        return false
      }
      log.executions[index].source = resident
      (log.summary.loadsFromDisk, log.summary.loadsFromHost) = (nil, nil)
      return true
    },
    Fault(testDescription: "a switch that costs more", rule: "switch-cost") { log, _, _ in
      guard
        let index = log.executions.firstIndex(where: {
          ($0.switchTime ?? 0) > 0 && ($0.waitingTime ?? 0) > 0.5
        })
      else { return false }
      log.executions[index].switchTime = (log.executions[index].switchTime ?? 0) + 0.25
      log.executions[index].waitingTime = (log.executions[index].waitingTime ?? 0) - 0.25
      return true
    },
    Fault(testDescription: "another first evicted model", rule: "switch-from") { log, _, _ in
      guard let index = log.executions.firstIndex(where: { $0.evictions?.isEmpty == false })
      else { return false }
      log.executions[index].switchFrom = .some(nil)
      return true
    },
    Fault(testDescription: "a wrong number of loads", rule: "summary") { log, _, _ in
      guard let loads = log.summary.loadsFromDisk else { return false }
      log.summary.loadsFromDisk = loads + 1
      return true
    },
    Fault(testDescription: "another machine", rule: "machine") { log, _, _ in
      guard log.summary.machine != nil, !log.executions.isEmpty else { return false }
      log.summary.machine?.keepAliveSeconds = 12345
      return true
    },
    Fault(testDescription: "another speed", rule: "speed") { log, run, trace in
      let kinds = run.scenario.hardware.kinds
      guard
        let index = log.executions.indices.first(where: { index in
          let gpus = log.gpus(of: log.executions[index])
          return gpus.count == 1 && log.executions[index].span > 0.01
            && run.scenario.hardware.kind(ofGPU: Int(gpus.first ?? 0))?.speed == 0.5
            && log.executions.allSatisfy { $0.startTime <= log.executions[index].startTime }
        }), !kinds.isEmpty
      else { return false }
      let span = log.executions[index].span
      log.executions[index].endTime -= span / 2
      log.executions[index].executionTime = span / 2
      return true
    },
    Fault(testDescription: "a GPU of another kind", rule: "kind") { log, run, _ in
      guard
        let index = log.executions.indices.first(where: { index in
          let execution = log.executions[index]
          let name = execution.model.map { log.models.names[$0] }
          guard let model = run.scenario.models.first(where: { $0.id == name }),
            !model.kinds.isEmpty, model.gpusRequired == 1
          else { return false }
          return (0..<run.options.gpuCount).contains {
            !model.kinds.contains(run.scenario.hardware.kind(ofGPU: $0)?.name ?? "")
          }
        })
      else { return false }
      let name = log.executions[index].model.map { log.models.names[$0] }
      let model = run.scenario.models.first { $0.id == name }
      let other = (0..<run.options.gpuCount).first {
        model?.kinds.contains(run.scenario.hardware.kind(ofGPU: $0)?.name ?? "") == false
      }
      log.gpus[log.executions[index].gpus.lowerBound] = Int32(other ?? 0)
      log.executions[index].firstGPU = Int32(other ?? 0)
      // The GPU may be busy: the rest of the log is left out.
      log.executions = [log.executions[index]]
      return true
    },
  ]

  @Test(arguments: faults)
  func `a fault in the log of a machine is found as what it is`(fault: Fault) {
    var count = 0
    for seed in seeds where count < 4 {
      let run = Run(machineSeed: seed)
      guard !run.scenario.hasPlainMachine else { continue }
      var log = ExecutionLog(of: run)
      guard fault.plant(&log, run, run.finished().trace) else { continue }
      count += 1
      let found = Audit(log, against: run.scenario).violations
      // Where nothing makes way there is too little memory as well; a node that waited for its GPUs
      // and begins earlier overlaps what ran there.
      let others = ["evicted": "memory", "switch-cost": "overlap"]
      let rules = [fault.rule, others[fault.rule] ?? fault.rule]
      #expect(
        found.contains { rules.contains($0.rule) }, "seed \(seed): \(found.map(log.describe))")
      for violation in found { #expect(log.describe(violation).contains(" ")) }
    }
    #expect(count == 4)
  }

  @Test func `a model that does not fit is found`() {
    // Of what may make way first nothing is certain but that there is room then.
    var found: Set<String> = []
    for seed in seeds {
      let run = Run(machineSeed: seed)
      guard run.scenario.hardware.eviction == .lookahead,
        run.scenario.hardware.residency == .memory
      else { continue }
      var log = ExecutionLog(of: run)
      guard let index = log.executions.firstIndex(where: { $0.evictions?.isEmpty == false })
      else { continue }
      log.executions[index].evictions = 0..<0
      found.formUnion(Audit(log, against: run.scenario).violations.map(\.rule))
    }
    #expect(found.contains("memory"))
  }
}
