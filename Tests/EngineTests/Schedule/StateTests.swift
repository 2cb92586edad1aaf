import TestScenarios
import Testing

@testable import Engine

/// The state of the scheduler after each step, and inputs that cannot come.
struct StateTests {
  @Test(arguments: policies)
  func `after every event GPUs and queues are what the trace says`(policy: Policy) {
    for seed in UInt64(0)..<25 {
      let run = Run(seed: seed, policy: policy)
      var simulation = Simulation(scenario: run.scenario, options: run.options)
      while simulation.step() != nil { simulation.checkInvariants() }
    }
  }

  @Test(arguments: UInt64(0)..<40)
  func `so they are after GPUs are added and removed`(seed: UInt64) {
    let run = Run(seed: seed, policy: policies[Int(seed) % policies.count])
    let count = run.finished().trace.events.count
    let gpu = Int(seed) % run.options.gpuCount
    for change in [
      Change.addGPU, .removeGPU(gpu), .policy(policies[Int(seed / 2) % policies.count]),
    ] {
      var fork = Simulation(scenario: run.scenario, options: run.options)
        .forked(after: count / 2, change: change)
      fork.checkInvariants()
      while fork.step() != nil { fork.checkInvariants() }
      for execution in fork.trace.executions.dropFirst(
        count / 2 > 0 ? fork.trace.events[count / 2 - 1].executionsAfter : 0)
      where change == .removeGPU(gpu) {
        #expect(!execution.gpus.contains(gpu))
      }
    }
  }

  @Test func `a request that arrives twice ends the program`() async {
    await #expect(processExitsWith: .failure) {
      let run = Tiny.run(gpus: 1, models: "A", requests: "A1")
      var scheduler = Scheduler(scenario: run.scenario, options: run.options)
      scheduler.advance(to: 0)
      scheduler.handle(.arrival(RequestID(0)), at: 0)
      scheduler.handle(.arrival(RequestID(0)), at: 0)
    }
  }

  @Test func `an execution that is completed twice ends the program`() async {
    await #expect(processExitsWith: .failure) {
      let run = Tiny.run(gpus: 1, models: "A", requests: "A1")
      var scheduler = Scheduler(scenario: run.scenario, options: run.options, timing: .measured)
      scheduler.handle(.arrival(RequestID(0)), at: 0)
      scheduler.handle(.completion(0), at: 3)
      scheduler.handle(.completion(0), at: 4)
    }
  }

  @Test func `so it does where times are estimated`() async {
    await #expect(processExitsWith: .failure) {
      let run = Tiny.run(gpus: 1, models: "A", requests: "A1")
      var scheduler = Scheduler(scenario: run.scenario, options: run.options)
      scheduler.advance(to: 0)
      scheduler.handle(.arrival(RequestID(0)), at: 0)
      scheduler.advance(to: 3, releasing: [0])
      scheduler.handle(.completion(0), at: 3)
      scheduler.handle(.completion(0), at: 3)
    }
  }

  @Test func `time that goes back ends the program`() async {
    await #expect(processExitsWith: .failure) {
      let run = Tiny.run(gpus: 1, models: "A", requests: "A1 A1")
      var scheduler = Scheduler(scenario: run.scenario, options: run.options, timing: .measured)
      scheduler.handle(.arrival(RequestID(0)), at: 1)
      scheduler.handle(.arrival(RequestID(1)), at: 0)
    }
  }
}
