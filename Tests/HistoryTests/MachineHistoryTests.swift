@testable import History
import TestScenarios
import Testing

@testable import Engine

/// The past of machines with memory, kinds of GPUs and steps without GPUs.
@Suite struct MachineHistoryTests {
  /// All that a machine says of its residents.
  private func state(_ machine: Machine) -> [String] {
    (0..<machine.gpuCount).map {
      "\(machine.residents(of: $0)) \(machine.usedGB(of: $0)) \(machine.isFree($0))"
    } + ["\(machine.hostMemory?.models ?? [])"]
  }

  @Test(arguments: machineSeeds)
  func `who is resident is known at every event of the past`(seed: UInt64) {
    for run in Run.machines(seed) {
      var simulation = Simulation(scenario: run.scenario, options: run.options)
      var states = [state(simulation.scheduler.machine)]
      while simulation.step() != nil {
        var machine = simulation.scheduler.machine
        machine.expire(at: simulation.trace.events[simulation.trace.events.count - 1].time)
        states.append(state(machine))
      }
      #expect(simulation.failure == nil)
      let history = History(of: simulation)
      for event in 1..<max(1, states.count) {
        // Of events at one time, GPUs are released before the first.
        guard
          event == states.count - 1
            || history.trace.events[event].time > history.trace.events[event - 1].time
        else { continue }
        let machine = history.moment(after: event).machine
        guard state(machine) == states[event] else {
          Issue.record("\(run.options.policy) event \(event): \(state(machine)) \(states[event])")
          return
        }
        machine.checkInvariants()
      }
    }
  }

  @Test(arguments: machineSeeds)
  func `a branch without a difference is the same run, and GPUs come and go`(seed: UInt64) {
    for run in Run.machines(seed) {
      let whole = run.finished()
      let history = History(of: whole)
      let middle = whole.trace.events.count / 2
      var same = history.forked(after: middle, change: .policy(run.options.policy))
      same.runToEnd()
      #expect(fingerprint(same.trace) == fingerprint(whole.trace))
      for change in [Change.addGPU, .removeGPU(0)] where run.options.gpuCount > 1 {
        var branch = history.forked(after: middle, change: change)
        while branch.step() != nil {}
        branch.checkInvariants()
        let branched = History(of: branch)
        branched.moment(after: branch.trace.events.count).machine.checkInvariants()
      }
    }
  }

  @Test(arguments: machineSeeds)
  func `a history that grew knows the same residents`(seed: UInt64) {
    let run = Run(machineSeed: seed)
    let whole = History(of: run.finished())
    var grown = History(growing: Simulation(scenario: run.scenario, options: run.options))
    while !grown.isComplete { grown.grow(by: 7) }
    let count = whole.trace.events.count
    for event in [0, count / 3, count / 2, count] {
      #expect(
        state(grown.moment(after: event).machine) == state(whole.moment(after: event).machine))
    }
  }

  @Test(arguments: machineSeeds)
  func `the steps without GPUs that run are known at every event`(seed: UInt64) {
    let run = Run(machineSeed: seed)
    let history = History(of: run.finished())
    for event in 0...history.trace.events.count {
      let moment = history.moment(after: event)
      let expected = (0..<moment.executionCount).filter {
        history.trace.executions[$0].gpus.isEmpty && !moment.isCompleted($0)
      }
      #expect(moment.runningSteps == expected)
    }
  }

  @Test(arguments: machineSeeds)
  func `each dispatch and each wait on a machine has an explanation`(seed: UInt64) {
    for run in Run.machines(seed) {
      let history = History(of: run.finished())
      let end = history.moment(after: history.trace.events.count)
      for (index, execution) in history.trace.executions.enumerated()
      where !execution.gpus.isEmpty {
        let decision = end.why(execution: index)
        #expect(decision?.switching.seconds == execution.switchTime, "\(run.options.policy)")
      }
      for event in stride(from: 0, through: history.trace.events.count, by: 5) {
        let moment = history.moment(after: event)
        for entry in moment.queue(first: 5) {
          guard let waiting = moment.whyWaiting(entry: entry) else { continue }
          let dispatch = history.dispatches.execution(of: entry)
            .map { history.trace.dispatchEvent(of: $0) }
          if let dispatch, let earliest = waiting.earliestDispatch {
            #expect(earliest <= history.trace.events[dispatch].time)
          }
          if waiting.reason.isForever { #expect(dispatch == nil) }
        }
      }
    }
  }

  @Test func `a model that fits nowhere says what it lacks`() {
    var hardware = Hardware(gpuCount: 2)
    (hardware.residency, hardware.gpuMemoryGB) = (.memory, 80)
    let large = Model(id: "large", memoryGB: 280, gpusRequired: 2, loadTimeSeconds: 1)
    let scenario = Scenario(hardware: hardware, models: [large], workflows: [])
    let reason = scenario.strandedReason(of: ModelID(0), gpuCount: 2)
    #expect(
      reason?.words { "\($0)" }
        == "needs 140 GB on each of 2 GPUs in a row; the largest have 80")
  }

  @Test func `what is pinned is named where it leaves too little memory`() {
    var hardware = Hardware(gpuCount: 1)
    (hardware.residency, hardware.gpuMemoryGB) = (.memory, 40)
    var llama = Model(id: "llama", memoryGB: 26, loadTimeSeconds: 1)
    (llama.isPinned, llama.preload) = (true, [0])
    let other = Model(id: "other", memoryGB: 26, loadTimeSeconds: 1)
    let scenario = Scenario(hardware: hardware, models: [llama, other], workflows: [])
    let machine = Machine(for: scenario, shape: MachineShape(gpuCount: 1), rules: .standard)
    let wording = Wording(
      gpus: \.gpuNumbers, time: { "\($0)" }, span: { "\($0)" },
      model: { scenario[$0].id }, node: { "\($0)" })
    #expect(
      machine.waitingReason(for: ModelID(1)).words(wording)
        == "needs 26 GB, 14 are free beside pinned llama")
  }
}
