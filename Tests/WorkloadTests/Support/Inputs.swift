import Engine
import Workload

/// The two input files as text, good ones to begin with, in which a test spoils something.
struct Inputs {
  var configuration: String
  var requests: String
  var format: String

  static let yaml = Inputs(
    configuration: """
      models:
        llm7b:
          name: Llama
          memory_gb: 14.0
          gpus_required: 1
          load_time_seconds: 30.0
          inference_time_mean: 8.5
        painter:
          name: Painter
          memory_gb: 6
          gpus_required: 2
          load_time_seconds: 10
          inference_time_mean: 4
      workflows:
        chat:
          nodes:
            - {id: read, model: llm7b, outputs: [text]}
            - {id: paint, model: painter, inputs: [text]}
          edges:
            - {from: read, to: paint}

      """,
    requests: """
      requests:
        - request_id: req_001
          timestamp: "2024-01-01T10:00:00"
          workflow_id: chat
        - request_id: req_002
          timestamp: "2024-01-01T10:00:02"
          workflow_id: chat

      """, format: "yaml")

  static let json = Inputs(
    configuration: """
      {"models": {
        "llm7b": {"name": "Llama", "memory_gb": 14.0, "gpus_required": 1, "load_time_seconds": 30.0},
        "painter": {"name": "Painter", "memory_gb": 6, "gpus_required": 2, "load_time_seconds": 10}},
       "workflows": {"chat": {
        "nodes": [{"id": "read", "model": "llm7b", "outputs": ["text"]},
                  {"id": "paint", "model": "painter"}],
        "edges": [{"from": "read", "to": "paint"}]}}}

      """,
    requests: """
      {"requests": [
        {"request_id": "req_001", "timestamp": "2024-01-01T10:00:00", "workflow_id": "chat",
         "node_execution_times": {"read": 5, "paint": 4}},
        {"request_id": "req_002", "timestamp": "2024-01-01T10:00:02", "workflow_id": "chat",
         "node_execution_times": {"read": 5, "paint": 4}}]}

      """, format: "json")

  /// The same with something else in the configuration.
  func configuring(_ old: String, _ new: String) -> Inputs {
    var changed = self
    changed.configuration = configuration.replacing(old, with: new, maxReplacements: 1)
    return changed
  }

  /// The same with something else in the requests.
  func requesting(_ old: String, _ new: String) -> Inputs {
    var changed = self
    changed.requests = requests.replacing(old, with: new, maxReplacements: 1)
    return changed
  }

  func load(
    rules: Rules = .standard, mode: ArrivalMode = .offline, gpus: Int? = 4
  ) throws -> LoadedScenario {
    let folder = try TemporaryFolder()
    return try load(in: folder, rules: rules, mode: mode, gpus: gpus)
  }

  private func load(
    in folder: TemporaryFolder, rules: Rules, mode: ArrivalMode, gpus: Int?
  ) throws -> LoadedScenario {
    try ScenarioLoader(
      configuration: folder.write("c.\(format)", configuration),
      requests: folder.write("r.\(format)", requests), rules: rules, mode: mode, gpuCount: gpus
    ).load()
  }

  /// What is said about the files: the warnings, or the errors after a line that says so.
  func complaints(
    rules: Rules = .standard, mode: ArrivalMode = .offline, gpus: Int? = 4
  ) -> String {
    do {
      let folder = try TemporaryFolder()
      do {
        let warnings = try load(in: folder, rules: rules, mode: mode, gpus: gpus).warnings
        return "loaded\n" + folder.withoutPaths(warnings)
      } catch LoadFailure.badData(let text) {
        return "bad data\n" + folder.withoutPaths(text)
      } catch LoadFailure.noInput(let text) {
        return "no input\n" + folder.withoutPaths(text)
      }
    } catch {
      return "\(error)"
    }
  }
}
