import ArgumentParser
import Engine
import Foundation
import TestScenarios
import Testing
import Workload

@testable import gswarm_sim

/// The commands with a policy that places nodes on busy GPUs, which none of the list does.
///
/// The command runs in a process of its own, after the policy was put in place of the one that was
/// chosen.
@Suite(.timeLimit(.minutes(3))) struct PolicyFaultTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private static let sentence =
    "error: the policy misplacing placed node recall of request chat_01 on GPU 0, which is busy until "
    + "14.0 s (at 0.0 s)\n"

  @Test func `run ends with status 70 and names the policy, and nothing is written`() async throws {
    let run = try await #require(
      processExitsWith: .exitCode(70),
      observing: [\.standardOutputContent, \.standardErrorContent]
    ) { [path = folder.url.path as String] in
      GSwarmSim.perform {
        var command = try RunCommand.parse(["--sample", "tour", "--output", path])
        command.scenario.givenPolicy = Policy(Misplacing())
        try command.run()
      }
    }
    #expect(run.errors.contains(Self.sentence), "\(run.errors)")
    #expect(!run.output.contains("EXECUTION METRICS"))
    #expect(folder.names.isEmpty)
  }

  @Test func `so does compare, without a table`() async throws {
    let run = try await #require(
      processExitsWith: .exitCode(70),
      observing: [\.standardOutputContent, \.standardErrorContent]
    ) {
      GSwarmSim.perform {
        let scenario = try ScenarioOptions.parse(["--sample", "tour"]).load().scenario
        let variants = [Policy.baseline, Policy(Misplacing())].map {
          RunVariant(
            options: Options(gpuCount: 4, policy: $0), pcieBandwidth: 16, switchOverhead: 2)
        }
        let sweep = SweepRun(cells: [0, 1], cellsPerScenario: 2, threadCount: 2)
        do throws(PolicyFailure) {
          try sweep.run { _ in
            scenario
          } measure: { cell, scenario throws(PolicyFailure) in
            try variants[cell].simulate(scenario) { true }.map { CellResult($0, []) }
          } note: { _, _ in
            true
          }
        } catch {
          throw CommandFailure.policy(error)
        }
      }
    }
    #expect(run.errors.contains(Self.sentence), "\(run.errors)")
  }

  @Test func `the screen says so, and writes no logs`() async throws {
    let run = try await #require(
      processExitsWith: .exitCode(70),
      observing: [\.standardOutputContent, \.standardErrorContent]
    ) { [path = folder.url.path as String] in
      GSwarmSim.perform {
        var command = try TUICommand.parse(
          ["--sample", "tour", "--script", "!", "--size", "150x40", "--output", path])
        command.scenario.givenPolicy = Policy(Misplacing())
        try command.run()
      }
    }
    #expect(run.output.contains("the run ended early: the policy misplacing"), "\(run.output)")
    #expect(run.errors.contains(Self.sentence))
    #expect(folder.names.isEmpty)
  }

  @Test func `a live run ends with the same sentence and status, after its logs`() async throws {
    let (emulator, address) = try RunningProgram.emulator(timeScale: "200", in: folder)
    let run = try await #require(
      processExitsWith: .exitCode(70),
      observing: [\.standardOutputContent, \.standardErrorContent]
    ) { [path = folder.url.path as String, address = address as String] in
      GSwarmSim.perform {
        var command = try RunCommand.parse([
          "--sample", "tour", "--output", path, "--gpus", "4", "--simulate", "true", "--server",
          address,
        ])
        command.scenario.givenPolicy = Policy(Misplacing())
        try command.run()
      }
    }
    #expect(run.errors.contains("error: the policy misplacing placed node "), "\(run.errors)")
    #expect(try folder.read("baseline_execution_log.json").contains("\"policy\": \"misplacing\""))
    #expect(emulator.interrupt() == 0)
  }
}

extension ExitTest.Result {
  fileprivate var output: String { String(decoding: standardOutputContent, as: UTF8.self) }
  fileprivate var errors: String { String(decoding: standardErrorContent, as: UTF8.self) }
}
