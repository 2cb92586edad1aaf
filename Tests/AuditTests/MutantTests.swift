@testable import Audit
import TestScenarios
import Testing

/// True logs into which one fault is planted.
struct MutantTests {
  private static let mutantsOfKind = 4

  /// Logs of both rule sets, both modes and all policies into which the fault can be planted.
  private func mutants(of mutation: Mutation) -> [MutableLog] {
    var result: [MutableLog] = []
    var seed: UInt64 = 0
    while result.count < Self.mutantsOfKind, seed < 1000 {
      let run = Run(seed: seed, policy: policies[Int(seed) % policies.count])
      var log = MutableLog(of: run, seed: seed)
      if mutation.plant(&log) { result.append(log) }
      seed += 1
    }
    return result
  }

  @Test(arguments: Mutation.all)
  func `a planted fault is found and reported as what it is`(mutation: Mutation) {
    let mutants = mutants(of: mutation)
    #expect(mutants.count == Self.mutantsOfKind)
    for mutant in mutants {
      let found = Audit(mutant.log, against: mutant.run.scenario).violations
      #expect(found.contains { mutation.rules.contains($0.rule) }, "\(found)")
      for violation in found {
        #expect(mutant.log.describe(violation).contains(" "), "a sentence for \(violation.rule)")
      }
      guard mutation.isVisibleAlone else { continue }
      let alone = Audit(mutant.log).violations
      #expect(alone.contains { mutation.rules.contains($0.rule) }, "\(alone)")
    }
  }

  @Test func `there are at least 200 mutants of at least 25 kinds`() {
    #expect(Set(Mutation.all.map(\.description)).count >= 25)
    #expect(Mutation.all.count * Self.mutantsOfKind >= 200)
  }
}
