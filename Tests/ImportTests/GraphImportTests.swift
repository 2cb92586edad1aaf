import Engine
import Foundation
import Testing
import Workload

@testable import Import

/// Formats whose files are graphs.
struct GraphImportTests {
  // MARK: - WfFormat

  /// A random instance with its tasks, edges and run times.
  private func instance(
    _ number: Int, _ numbers: inout RandomNumbers
  ) throws -> (text: String, edges: Set<[String]>, seconds: [String: Double]) {
    let count = Int.random(in: 1...30, using: &numbers)
    let ids = (0..<count).map { "task \($0)" }
    var (edges, seconds) = (Set<[String]>(), [String: Double]())
    var parents = [[String]](repeating: [], count: count)
    var children = parents
    for to in 0..<count {
      seconds[ids[to]] = Double.random(in: 0...500, using: &numbers)
      for from in 0..<to where Int.random(in: 0..<4, using: &numbers) == 0 {
        edges.insert([ids[from], ids[to]])
        // An edge may be named at one of its ends, or at both.
        let place = Int.random(in: 0..<3, using: &numbers)
        if place != 0 { parents[to].append(ids[from]) }
        if place != 1 { children[from].append(ids[to]) }
      }
    }
    let object: [String: Any] = [
      "name": "instance \(number)", "schemaVersion": "1.5",
      "workflow": [
        "specification": [
          "tasks": (0..<count).map {
            ["name": ids[$0], "id": ids[$0], "parents": parents[$0], "children": children[$0]]
          }
        ],
        "execution": [
          "tasks": (0..<count).reversed().map {
            [
              "id": ids[$0], "runtimeInSeconds": seconds[ids[$0]] ?? 0,
              "command": ["program": "program-\($0 % 3)"],
            ] as [String: Any]
          }
        ],
      ],
    ]
    let data = try JSONSerialization.data(withJSONObject: object)
    return (String(decoding: data, as: UTF8.self), edges, seconds)
  }

  @Test func `tasks, edges and run times of WfFormat survive`() throws {
    for seed in UInt64(0)..<20 {
      var numbers = RandomNumbers(seed: seed)
      let instances = try (0..<3).map { try instance($0, &numbers) }
      let result = try Imported(.wfformat, instances.map(\.text), name: "wf.json") { settings, _ in
        settings.interval = 2.5
      }
      #expect(result.times == [0, 2_500_000, 5_000_000])
      for (number, expected) in instances.enumerated() {
        let request = RequestID(number)
        let workflow = result.scenario.workflows[
          result.scenario.requests.workflow(of: request).index]
        let ids = workflow.nodes.map(\.id)
        #expect(Set(ids) == Set(expected.seconds.keys))
        let edges = workflow.dependencies.enumerated().flatMap { to, before in
          before.map { [ids[$0], ids[to]] }
        }
        #expect(Set(edges) == expected.edges)
        #expect(
          Dictionary(uniqueKeysWithValues: zip(ids, result.seconds[number])) == expected.seconds)
      }
      let tasks = instances.map(\.seconds.count).reduce(0, +)
      #expect((result.summary.rowCount, result.summary.keptCount) == (tasks, tasks))
    }
  }

  @Test(
    arguments: [
      ("individuals_ID0000001", "individuals"), ("cpuhog_forkjoin_00000001", "cpuhog_forkjoin"),
      ("NFCORE_BACASS.FASTQC", "NFCORE_BACASS.FASTQC"), ("007", "007"), ("step-2.", "step-2."),
    ])
  func `a task without a program is named up to its number`(name: String, program: String) {
    #expect(WfFormat.program(nil, taskName: name) == program)
    #expect(WfFormat.program("", taskName: name).isEmpty == program.isEmpty)
    #expect(WfFormat.program("set -e\nrun", taskName: name) == program)
    #expect(WfFormat.program("mProject", taskName: name) == "mProject")
  }

  private func wfformat(_ tasks: String, _ executed: String) throws -> String? {
    try failure(
      .wfformat,
      "{\"workflow\": {\"specification\": {\"tasks\": [\(tasks)]}, "
        + "\"execution\": {\"tasks\": [\(executed)]}}}", name: "w.json"
    )?.shortText
  }

  @Test func `instances that cannot be used`() throws {
    let run = "{\"id\": \"a\", \"runtimeInSeconds\": 1}"
    #expect(
      try wfformat("{\"id\": \"a\", \"children\": [\"a\"]}", run)
        == "w.json: error: task a waits for itself: its parents are a cycle\n")
    #expect(
      try wfformat("{\"id\": \"alpha\", \"parents\": [\"alpa\"]}", run)?.contains(
        "parents of a task names an unknown task: alpa; did you mean alpha?") == true)
    #expect(
      try wfformat("{\"id\": \"b\"}", run)?.contains(
        "task b has no entry in workflow.execution.tasks") == true)
    #expect(
      try failure(.wfformat, "{\"schemaVersion\": \"1.3\"}", name: "w.json")?.shortText
        == "w.json: error: it lacks workflow.specification.tasks, which WfFormat 1.5 has; "
        + "its schemaVersion is 1.3\n")
  }

  // MARK: - ComfyUI

  private let api = """
    {"3": {"class_type": "KSampler", "inputs": {"seed": 5, "sampler_name": "euler",
       "model": ["10", 0], "positive": ["6", 0], "negative": ["7", 0], "latent_image": ["5", 0]}},
     "4": {"class_type": "CheckpointLoaderSimple", "inputs": {"ckpt_name": "v1-5.ckpt"}},
     "5": {"class_type": "EmptyLatentImage", "inputs": {"width": 512}},
     "6": {"class_type": "CLIPTextEncode", "inputs": {"text": "a.ckpt", "clip": ["10", 1]}},
     "7": {"class_type": "CLIPTextEncode", "inputs": {"text": "bad", "clip": ["10", 1]}},
     "8": {"class_type": "VAEDecode", "inputs": {"samples": ["3", 0], "vae": ["11", 0]}},
     "9": {"class_type": "SaveImage", "inputs": {"images": ["8", 0]}},
     "10": {"class_type": "LoraLoader", "inputs": {"lora_name": "style.safetensors",
       "model": ["4", 0], "clip": ["4", 1]}},
     "11": {"class_type": "VAELoader", "inputs": {"vae_name": "ae.sft"}}}
    """

  @Test func `the computing nodes of a ComfyUI workflow, with the files of its loaders`() throws {
    let result = try Imported(.comfyui, [api], name: "portrait.json") { settings, folder in
      settings.times = try folder.write(
        "{KSampler: 12.5, CLIPTextEncode: 0.1, \"8\": 0.7}", to: "t.yaml")
    }
    let workflow = result.scenario.workflows[0]
    #expect(
      workflow.nodes.map(\.id) == [
        "KSampler-3", "CLIPTextEncode-6", "CLIPTextEncode-7", "VAEDecode-8",
      ])
    #expect(result.models == [["v1-5.ckpt", "v1-5.ckpt", "v1-5.ckpt", "ae.sft"]])
    #expect(workflow.dependencies == [[1, 2], [], [], [0]])
    #expect(result.seconds == [[12.5, 0.1, 0.1, 0.7]])
    #expect(
      (result.summary.rowCount, result.summary.keptCount, result.summary.droppedCount) == (9, 4, 5))
    #expect(result.summary.notes == [])
  }

  @Test func `a ComfyUI workflow as its screen saves it; times are the model's`() throws {
    let text = """
      {"nodes": [
        {"id": 13, "type": "SamplerCustomAdvanced", "mode": 0, "widgets_values": []},
        {"id": 22, "type": "BasicGuider", "mode": 0},
        {"id": 17, "type": "BasicScheduler", "mode": 0, "widgets_values": ["simple", 20, 1]},
        {"id": 8, "type": "VAEDecode"}, {"id": 10, "type": "VAELoader", "widgets_values": ["ae.sft"]},
        {"id": 6, "type": "CLIPTextEncode", "widgets_values": ["a text"]},
        {"id": 11, "type": "DualCLIPLoader", "widgets_values": ["t5.safetensors", "l.safetensors"]},
        {"id": 12, "type": "UNETLoader", "widgets_values": ["flux.safetensors", "fp8"]},
        {"id": 30, "type": "VAEDecode", "mode": 4}],
       "links": [[10, 11, 0, 6, 0, "CLIP"], [12, 10, 0, 8, 1, "VAE"], [20, 17, 0, 13, 3, "SIGMAS"],
        [24, 13, 0, 8, 0, "LATENT"], [30, 22, 0, 13, 1, "GUIDER"], [38, 12, 0, 17, 0, "MODEL"],
        [39, 12, 0, 22, 0, "MODEL"], [40, 6, 0, 22, 1, "CONDITIONING"], [41, 10, 0, 30, 0, "VAE"]]}
      """
    let result = try Imported(.comfyui, [text], name: "flux.json") { settings, folder in
      settings.models = try folder.write(
        """
        models:
          flux.safetensors: {name: F, memory_gb: 12, gpus_required: 1, load_time_seconds: 9, inference_time_mean: 30}
          t5.safetensors: {base_model: flux.safetensors, inference_time_mean: 2}
          ae.sft: {base_model: flux.safetensors, inference_time_mean: 1}
        """, to: "m.yaml")
    }
    #expect(result.models == [["flux.safetensors", "ae.sft", "t5.safetensors"]])
    #expect(result.scenario.workflows[0].dependencies == [[2], [0], []])
    #expect(result.seconds == [[30, 1, 2]])
    #expect(result.summary.notes.first?.contains("take the mean time of the model") == true)
  }

  @Test func `what is no workflow of ComfyUI`() throws {
    #expect(
      try failure(.comfyui, "{\"a\": 1}", name: "c.json")?.shortText
        == "c.json: error: it is no workflow of ComfyUI: neither a list of nodes nor nodes with a "
        + "class_type\n")
  }

  // MARK: - Agents

  private let plays = """
    {"schema": "dynamo.agentic_mooncake", "version": 2, "block_size": 64, "hash_id_scope": "local", "source": {"format": "x", "digest": "y"}}
    {"request_id": "p/0", "play_id": "p", "session_id": "s", "model": "m", "input_length": 192, "output_length": 3, "hash_ids": [17], "not_before_ms": 250, "recorded_api_time_ms": 30, "dependencies": []}
    {"request_id": "q/0", "play_id": "q", "session_id": "s", "model": "m", "input_length": 5000, "output_length": 50, "hash_ids": [17], "not_before_ms": 100}
    {"request_id": "p/1", "play_id": "p", "session_id": "s", "model": "n", "input_length": 1, "output_length": 3, "hash_ids": [], "not_before_ms": 300, "recorded_api_time_ms": 40, "dependencies": [{"request_id": "p/0", "trigger": "completion", "relation": "sequence", "delay_ms": 1500}]}
    {"request_id": "p/2", "play_id": "p", "session_id": "s", "model": "m", "input_length": 1, "output_length": 3, "hash_ids": [], "not_before_ms": 300, "recorded_api_time_ms": 50, "dependencies": [{"request_id": "p/1", "trigger": "dispatch", "relation": "spawn", "delay_ms": 500}]}

    """

  @Test func `a play is a request, its dependencies are edges`() throws {
    let result = try Imported(.agenticMooncake, [plays], name: "a.jsonl")
    #expect(result.ids == ["p", "q"])
    #expect(result.times == [250_000, 100_000])
    #expect(result.models == [["m", "n", "m"], ["m"]])
    #expect(result.seconds == [[0.03, 0.04, 0.05], [2]])
    // The dispatch of a call is possible as soon as what that one waits for is completed.
    #expect(result.scenario.workflows[0].dependencies == [[], [0], [0]])
    #expect(result.summary.notes.count == 2)
    #expect(result.summary.notes[0].hasPrefix("delays before calls, 2.00 s together"))
    #expect(result.summary.rowCount == 4)
  }

  @Test func `traces of agents that cannot be used`() throws {
    #expect(
      try failure(.agenticMooncake, "{\"request_id\": \"a\"}\n", name: "a.jsonl")?.shortText
        .hasPrefix("a.jsonl:1: error: the first line must be the header of version 2") == true)
    let header: String = plays.components(separatedBy: "\n")[0]
    let text =
      header + "\n"
      + "{\"request_id\": \"a\", \"play_id\": \"p\", \"model\": \"m\", \"not_before_ms\": 0, "
      + "\"recorded_api_time_ms\": 1, \"dependencies\": [{\"request_id\": \"b\"}]}\n"
    #expect(
      try failure(.agenticMooncake, text, name: "a.jsonl")?.shortText.hasPrefix(
        "a.jsonl:2: error: it depends on request b, which no earlier line of its play has") == true)
  }
}
