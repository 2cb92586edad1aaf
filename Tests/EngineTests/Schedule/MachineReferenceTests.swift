import Engine
import TestScenarios
import Testing

@Suite struct MachineReferenceTests {
  @Test(arguments: seeds)
  func `a run on a machine with memory is that of the plain reference`(_ seed: UInt64) throws {
    let run = Run(machineSeed: seed)
    let expected = NaiveMachine(scenario: run.scenario, options: run.options).rows
    var simulation = Simulation(scenario: run.scenario, options: run.options)
    while simulation.step() != nil { simulation.checkInvariants() }
    let trace = simulation.trace
    #expect(trace.executions.count == expected.count)
    for (index, row) in expected.enumerated() where index < trace.executions.count {
      guard row.isDispatch(index, of: trace) else {
        Issue.record("dispatch \(index): \(trace.executions[index]) is not \(row)")
        return
      }
    }
  }
}
