import TestScenarios
import Testing

@testable import Engine

/// Policies that place nodes where they cannot run, or not at all.
struct FaultTests {
  /// Two nodes of a single-GPU model, one of a model of two GPUs, on three GPUs.
  private func failure(
    of policy: some SchedulingPolicy, absent: Set<Int> = []
  ) throws -> PolicyFailure {
    var run = Tiny.run(gpus: 3, models: "A GG", requests: "A4 A4@1 G2@2")
    run.options.policy = Policy(policy)
    run.options.absentGPUs = absent
    let simulation = run.finished()
    simulation.checkInvariants()
    #expect(simulation.nextEventTime == nil)
    return try #require(simulation.failure)
  }

  @Test func `a policy that places on a busy GPU is named, and the run ends`() throws {
    let failure = try failure(of: Misplacing(on: { 0..<$0 }))
    #expect(failure.fault == .busyGPU(0, until: 6, node: 1))
    #expect(
      failure.sentence
        == "the policy misplacing placed node n of request r1 on GPU 0, which is busy until 6.0 s "
        + "(at 1.0 s)")
  }

  @Test func `so are policies that place on too few GPUs, on absent ones, and beyond the last`()
    throws
  {
    let few = try failure(of: Misplacing(on: { _ in 1..<3 }))
    #expect(few.fault == .wrongCount(node: 0, gpus: 1..<3, required: 1))
    #expect(few.sentence.contains("whose model takes 1 GPU, on 2 GPUs"))
    let absent = try failure(of: Misplacing(on: { 1..<$0 + 1 }), absent: [1])
    #expect(absent.fault == .absentGPU(1, node: 0))
    let beyond = try failure(of: Misplacing(on: { 3..<$0 + 3 }))
    #expect(beyond.fault == .noSuchGPU(3, node: 0))
    let before = try failure(of: Misplacing(on: { -1..<$0 - 1 }))
    #expect(before.fault == .noSuchGPU(-1, node: 0))
  }

  @Test func `a policy that leaves nodes waiting for nothing is named`() throws {
    let failure = try failure(of: Idle())
    #expect(failure.fault == .stalled(node: 0))
    #expect(failure.sentence.hasPrefix("the policy idle does not place node n of request r0"))
  }

  @Test(arguments: policies)
  func `no policy of the list ever fails, whatever its parameters`(policy: Policy) throws {
    for seed in UInt64(0)..<60 {
      #expect(Run(seed: seed, policy: policy).finished().failure == nil)
    }
  }

  @Test(arguments: ["cost:switch=1e9", "cost:switch=1e9,wait=1e9,idle=1e9", "collate:max_wait=1e9"])
  func `extreme weights place all that can run`(text: String) throws {
    let policy = try Policy(text)
    for seed in UInt64(0)..<60 {
      let run = Run(seed: seed, policy: policy)
      #expect(run.finished().failure == nil)
      let usual = Run(seed: seed).finished().trace.executions.count
      #expect(run.finished().trace.executions.count == usual)
    }
  }

  @Test func `a cost that is no number is a cost like any other`() throws {
    var run = Tiny.run(gpus: 2, models: "A B", requests: "A1 B1 A1 B1")
    run = Run(
      scenario: Scenario(
        hardware: Hardware(pcieBandwidthGBPerSecond: 16, switchOverheadSeconds: .infinity),
        models: run.scenario.models, workflows: run.scenario.workflows,
        requests: run.scenario.requests), options: run.options)
    run.options.policy = try Policy("cost:wait=0,idle=0")
    #expect(run.finished().trace.executions.count >= 2)
  }

  @Test func `a node that ends exactly at the reservation fills the gap`() throws {
    var run = Tiny.run(gpus: 2, models: "A B GG", requests: "A5 G3 B5")
    run.options.policy = try Policy("reserve")
    #expect(
      gantt(run) == """
        0 |//AAAAA///GGG|
        1 |//BBBBB///GGG|
        """)
  }
}

/// Never places anything.
private struct Idle: SchedulingPolicy {
  static let name = "idle"
  static let summary = ""

  func next(in situation: Situation) throws(PlacementFault) -> Placement? { nil }
}
