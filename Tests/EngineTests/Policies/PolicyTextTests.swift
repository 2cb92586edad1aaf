import TestScenarios
import Testing

@testable import Engine

struct PolicyTextTests {
  @Test(arguments: namedPolicies)
  func `the text of a policy is that policy`(text: String) throws {
    let policy = try Policy(text)
    let read = try Policy(policy.description)
    #expect(read == policy)
  }

  @Test(arguments: [
    ("baseline", "baseline"), ("collate:max_wait=60", "collate"),
    ("collate:max_wait=2.5", "collate:max_wait=2.5"), ("cost:idle=0,wait=3", "cost:wait=3,idle=0"),
  ])
  func `usual values are left out, in the order of the list`(text: String, expected: String) throws
  {
    let policy = try Policy(text)
    #expect(policy.description == expected)
  }

  @Test(arguments: [
    ("", "there is no policy ; the policies are baseline, no-affinity, "),
    ("fifo", "there is no policy fifo; the policies are baseline, no-affinity, strict-fifo, "),
    ("baseline:x=1", "baseline has no parameters"),
    ("collate:", "collate has no parameter ; it has max_wait"),
    ("collate:wait=3", "collate has no parameter wait; it has max_wait"),
    ("collate:max_wait", "collate takes max_wait=NUMBER, 0 or from 1e-9 to 1e9, not max_wait"),
    (
      "collate:max_wait=-1", "collate takes max_wait=NUMBER, 0 or from 1e-9 to 1e9, not max_wait=-1"
    ),
    ("collate:max_wait=nan", "collate takes max_wait=NUMBER"),
    ("collate:max_wait=inf", "collate takes max_wait=NUMBER"),
    ("collate:max_wait=0x10", "collate takes max_wait=NUMBER"),
    ("collate:max_wait=1e308", "collate takes max_wait=NUMBER"),
    ("cost:switch=1e-300", "cost takes switch=NUMBER"),
  ])
  func `what is no policy gets a sentence with what there is`(text: String, sentence: String) {
    do throws(PolicyError) {
      Issue.record("\(try Policy(text)) is a policy")
    } catch {
      #expect(error.sentence.hasPrefix(sentence))
    }
  }

  /// Every policy with one of its parameters at the end of what is allowed.
  static let extremes = Policy.list.flatMap { policy in
    policy.parameters.flatMap { parameter in
      ["0", "1e-9", "1e9"].map { value in
        "\(policy.name):\(parameter.setting.prefix { $0 != "=" })=\(value)"
      }
    }
  }

  @Test(arguments: extremes)
  func `no value that is allowed keeps a policy from placing every node`(text: String) throws {
    let policy = try Policy(text)
    for seed in seeds.prefix(40) {
      let run = Run(seed: seed, policy: policy)
      let usual = Run(seed: seed, policy: .baseline)
      #expect(
        run.finished().trace.executions.count == usual.finished().trace.executions.count,
        "\(text), seed \(seed)")
    }
  }

  @Test func `a policy places something even if its scores are infinite`() {
    var cost = Cost()
    cost.switchWeight = .greatestFiniteMagnitude
    let run = Tiny.run(gpus: 2, models: "A B", requests: "A4@0 B4@0 A4@1 B4@9")
    var options = run.options
    options.policy = Policy(cost)
    let finished = Run(scenario: run.scenario, options: options).finished()
    #expect(finished.trace.executions.count == 4)
  }

  @Test func `the names are all different, and so are the parameters of each`() {
    #expect(Set(Policy.list.map(\.name)).count == Policy.list.count)
    for policy in Policy.list {
      #expect(Set(policy.parameters.map(\.setting)).count == policy.parameters.count)
      #expect(!policy.summary.isEmpty)
    }
  }
}
