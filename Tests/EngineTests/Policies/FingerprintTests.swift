import Engine
import Foundation
import TestScenarios
import Testing

/// The decisions of each policy, as recorded before: no rearrangement for speed changes one.
struct FingerprintTests {
  private static let policies =
    Policy.list.map(\.name) + [
      "shortest-first:aging=0", "collate:max_wait=3", "reserve:depth=1", "reserve:depth=3",
      "cost:wait=0,idle=0", "cost:switch=0",
    ]
  private static let file = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "Fingerprints.txt")

  @Test func `each policy decides as recorded`() throws {
    let lines = try Self.policies.flatMap { name in
      let policy = try Policy(name)
      return try [
        ("small", small(policy)), ("crowded", crowded(policy)), ("queued", queued(policy)),
        ("forked", forked(policy)),
      ].map { "\(name) \($0): \($1)" }
    }
    if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] == "1" {
      try (Self.heading + lines).map { $0 + "\n" }.joined()
        .write(to: Self.file, atomically: true, encoding: .utf8)
    }
    let recorded = try String(contentsOf: Self.file, encoding: .utf8).split(separator: "\n")
      .filter { !$0.hasPrefix("#") }.map(String.init)
    #expect(lines.count == recorded.count)
    for (line, expected) in zip(lines, recorded) { #expect(line == expected) }
  }

  private static let heading = [
    "# Hashes of the runs of each policy over families of generated scenarios.",
    "# A changed line is a changed decision. Where that is meant: UPDATE_GOLDEN=1 swift test --filter Fingerprint",
  ]

  private func fingerprint(_ runs: some Sequence<Run>, _ policy: Policy) -> Fingerprint {
    var result = Fingerprint()
    for var run in runs {
      run.options.policy = policy
      result.add(run.finished().trace)
    }
    return result
  }

  private func small(_ policy: Policy) -> Fingerprint {
    fingerprint((0..<50).lazy.map { Run(seed: $0) }, policy)
  }

  private func crowded(_ policy: Policy) -> Fingerprint {
    fingerprint((0..<5).lazy.map { Run.crowded(seed: $0) }, policy)
  }

  private func queued(_ policy: Policy) -> Fingerprint {
    fingerprint([Run.queued(seed: 1)], policy)
  }

  /// Runs that go on under a change from the middle: one GPU more, one less, or another policy.
  private func forked(_ policy: Policy) throws -> Fingerprint {
    var result = Fingerprint()
    for seed in UInt64(0)..<36 {
      let run = Run(seed: seed, policy: policy)
      let changes: [Change] = [
        .addGPU, .removeGPU(Int(seed) % run.options.gpuCount),
        .policy(try Policy(Self.policies[Int(seed) % Self.policies.count])),
      ]
      let change = run.options.gpuCount == 1 ? .addGPU : changes[Int(seed) % 3]
      let middle = run.finished().trace.events.count / 2
      var fork = Simulation(scenario: run.scenario, options: run.options)
        .forked(after: middle, change: change)
      fork.runToEnd()
      result.add(fork.trace)
    }
    return result
  }
}
