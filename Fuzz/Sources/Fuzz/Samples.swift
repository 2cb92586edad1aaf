import Engine
import Foundation
import History
import Workload

/// A small scenario for the readers that need one.
enum Samples {
  static let configuration = """
    hardware: {gpus: 3}
    models:
      llm: {name: L, memory_gb: 14, gpus_required: 1, load_time_seconds: 30, tokens_per_second: 50}
      sd: {name: S, memory_gb: 6, gpus_required: 2, load_time_seconds: 15, inference_time_mean: 9}
    workflows:
      chat:
        nodes: [{id: a, model: llm, outputs: [x]}, {id: b, model: sd, inputs: [x]}]
        edges: [{from: a, to: b}]

    """

  static let requests = """
    requests:
      - {request_id: r1, workflow_id: chat, timestamp: "2024-01-01T10:00:00"}
      - {request_id: r2, workflow_id: chat, timestamp: "2024-01-01T10:00:07"}
      - {request_id: r3, workflow_id: chat, timestamp: "2024-01-01T10:00:09"}

    """

  static let scenario: Scenario? = {
    let files = (
      Scratch.write(Array(configuration.utf8), as: "sample-c.yaml"),
      Scratch.write(Array(requests.utf8), as: "sample-r.yaml")
    )
    return try? ScenarioLoader(configuration: files.0, requests: files.1, mode: .online).load()
      .scenario
  }()

  static let history: History? = scenario.map { scenario in
    var simulation = Simulation(scenario: scenario, options: Options(gpuCount: 3, mode: .online))
    simulation.runToEnd()
    return History(of: simulation)
  }
}

/// Files for the readers that take a path, in memory where the system has a place for that.
enum Scratch {
  private static let folder: String = {
    let isShared = FileManager.default.fileExists(atPath: "/dev/shm")
    let path = "\(isShared ? "/dev/shm" : NSTemporaryDirectory())/gswarm-fuzz-\(getpid())"
    try? FileManager.default.createDirectory(atPath: path, withIntermediateDirectories: true)
    return path
  }()

  /// Writes a file anew and returns its path.
  static func write(_ bytes: [UInt8], as name: String) -> String {
    let path = "\(folder)/\(name)"
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o600)
    _ = bytes.withUnsafeBytes { Foundation.write(descriptor, $0.baseAddress, $0.count) }
    close(descriptor)
    return path
  }
}
