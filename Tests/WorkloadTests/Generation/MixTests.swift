import Testing

@testable import Workload

struct MixTests {
  @Test(arguments: [
    ("", WorkflowMix.Failure.notAShare("")), ("chat", .notAShare("chat")),
    ("=1", .notAShare("=1")), ("chat=1,", .notAShare("")), ("chat=x", .notAShare("chat=x")),
    ("chat=0x10", .notAShare("chat=0x10")), ("chat=1,chat=2", .namedTwice("chat")),
    ("chat=0,null=0", .allZero),
    ("chat=1e308", .weightBeyondLimit("chat=1e308", rule: "must be 0 or from 1e-9 to 1e9")),
    ("chat=-1", .weightBeyondLimit("chat=-1", rule: "must be 0 or from 1e-9 to 1e9")),
    ("chat=.nan", .weightBeyondLimit("chat=.nan", rule: "must be 0 or from 1e-9 to 1e9")),
  ])
  func `what is no mix is refused with its reason`(text: String, reason: WorkflowMix.Failure) {
    #expect(throws: reason) { try WorkflowMix(text) }
  }

  @Test func `a mix that names no workflow is told which one it may mean`() throws {
    let plan = GenerationPlan(requestCount: 1, rate: 1, mix: try WorkflowMix("chta=1"))
    let failure = #expect(throws: WorkflowMix.Failure.self) { try Generated(plan) }
    #expect(failure?.sentence == "--mix names an unknown workflow: chta; did you mean chat?")
  }

  @Test func `the largest weights that are allowed are in proportion`() throws {
    let mix = try WorkflowMix("null=1e9,chat=1e9")
    let generated = try Generated(GenerationPlan(requestCount: 2000, rate: 1, mix: mix))
    let chats = generated.seconds(workflow: 1, node: 0).count
    #expect(abs(chats - 1000) < 100)
  }
}
