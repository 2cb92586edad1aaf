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
    ("collate:max_wait", "collate takes max_wait=NUMBER, 0 or more, not max_wait"),
    ("collate:max_wait=-1", "collate takes max_wait=NUMBER, 0 or more, not max_wait=-1"),
    ("collate:max_wait=nan", "collate takes max_wait=NUMBER, 0 or more, not max_wait=nan"),
    ("collate:max_wait=inf", "collate takes max_wait=NUMBER, 0 or more, not max_wait=inf"),
  ])
  func `what is no policy gets a sentence with what there is`(text: String, sentence: String) {
    do throws(PolicyError) {
      Issue.record("\(try Policy(text)) is a policy")
    } catch {
      #expect(error.sentence.hasPrefix(sentence))
    }
  }

  @Test func `the names are all different, and so are the parameters of each`() {
    #expect(Set(Policy.list.map(\.name)).count == Policy.list.count)
    for policy in Policy.list {
      #expect(Set(policy.parameters.map(\.setting)).count == policy.parameters.count)
      #expect(!policy.summary.isEmpty)
    }
  }
}
