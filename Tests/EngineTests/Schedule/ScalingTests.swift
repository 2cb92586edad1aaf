import TestScenarios

#if DEBUG
  import Testing

  @testable import Engine

  /// How much the engine looks at for each dispatch, counted and not timed.
  ///
  /// A queue that is searched, or GPUs or models that are walked through, would multiply these numbers
  /// as their number grows.
  struct ScalingTests {
    @Test(arguments: ArrivalMode.allCases)
    func `the work of a dispatch does not grow with the number of requests`(mode: ArrivalMode) {
      let work = [200, 1000, 5000].map { Load(requests: $0, gpus: 16).workPerDispatch(mode) }
      #expect(work[1] < 1.3 * work[0] && work[2] < 1.3 * work[0], "\(work)")
      #expect(work[2] < 60, "\(work)")
    }

    @Test(arguments: ArrivalMode.allCases)
    func `it grows with the logarithm of the number of GPUs`(mode: ArrivalMode) {
      let work = [16, 256, 4096].map { Load(requests: 3000, gpus: $0).workPerDispatch(mode) }
      #expect(work[1] < 2 * work[0] + 10 && work[2] < 3 * work[0] + 10, "\(work)")
    }

    @Test func `it grows with the logarithm of the number of models that wait in vain`() {
      let work = [10, 100, 1000].map { models in
        Load(requests: 4000, gpus: 16, models: models).workPerDispatch(.offline)
      }
      #expect(work[1] < work[0] + 25 && work[2] < work[0] + 40, "\(work)")
    }
  }

  /// Requests for chains of three nodes; of the models half take one GPU, the others two to four.
  private struct Load {
    let scenario: Scenario
    let gpus: Int

    init(requests: Int, gpus: Int, models count: Int = 8) {
      self.gpus = gpus
      var random = SeededGenerator(seed: 7)
      let models = (0..<count).map { index in
        Model(
          id: "m\(index)", memoryGB: 4, gpusRequired: index % 2 == 0 ? 1 : 2 + index / 2 % 3,
          loadTimeSeconds: 1)
      }
      let workflows = (0..<count).map { index in
        Workflow(
          id: "w\(index)",
          nodes: (0..<3).map {
            WorkflowNode(id: "n\($0)", model: ModelID((index + 5 * $0) % count))
          }, edges: [(0, 1), (1, 2)])
      }
      var table = RequestTable()
      for index in 0..<requests {
        table.append(
          id: "r\(index)", workflow: WorkflowID(random.int(0...count - 1)),
          timestampMicroseconds: Int64(index) * 22_000_000 / Int64(gpus),
          estimates: (0..<3).map { _ in
            Estimate(seconds: Double(random.int(1...60)) / 10, source: .request)
          })
      }
      scenario = Scenario(models: models, workflows: workflows, requests: table)
    }

    func workPerDispatch(_ mode: ArrivalMode) -> Double {
      var simulation = Simulation(
        scenario: scenario, options: Options(gpuCount: gpus, mode: mode))
      simulation.runToEnd()
      return Double(simulation.scheduler.work) / Double(simulation.trace.executions.count)
    }
  }
#endif
