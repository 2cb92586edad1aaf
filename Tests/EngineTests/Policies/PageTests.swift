import Engine
import Foundation
@testable import TestScenarios
import Testing

/// `docs/policies.md` and what it says.
struct PageTests {
  private static let folder = URL(filePath: #filePath).deletingLastPathComponent()

  @Test func `the policy on the page is the one that is compiled here`() throws {
    let page = try String(
      contentsOf: Self.folder.appending(path: "../../../docs/policies.md"), encoding: .utf8)
    let source = try String(
      contentsOf: Self.folder.appending(path: "../../TestScenarios/Patient.swift"), encoding: .utf8)
    #expect(page.contains("```swift\n\(source)```\n"))
    for policy in Policy.list { #expect(page.contains("`\(policy.name)`")) }
  }

  @Test func `patience of nothing is the baseline where all models take one GPU`() {
    let run = Tiny.run(gpus: 2, models: "A B C", requests: "A3 B2 C4@1 A2@2 B5@2 A1@6 C1@7")
    var patient = run
    patient.options.policy = Policy(Patient(patience: 0))
    #expect(fingerprint(patient.finished().trace) == fingerprint(run.finished().trace))
  }

  @Test func `who waits for the GPU that holds its model saves two switches`() {
    var run = Tiny.run(gpus: 2, models: "A B", requests: "A4 B2 A2@3 B2@5")
    #expect(
      gantt(run) == """
        0 |//AAAA///BB|
        1 |//BB///AA..|
        """)
    run.options.policy = Policy(Patient())
    #expect(
      gantt(run) == """
        0 |//AAAAAA|
        1 |//BB.BB.|
        """)
  }
}
