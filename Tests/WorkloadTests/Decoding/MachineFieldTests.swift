import Engine
import Foundation
import Testing
import Workload

/// The fields of machines with memory, kinds of GPUs and steps without GPUs.
@Suite struct MachineFieldTests {
  /// The messages about a configuration, or its scenario.
  private func load(
    hardware: String, models: String = "", rules: Rules = .standard, gpus: Int? = nil
  ) throws -> (scenario: LoadedScenario?, messages: String) {
    let folder = try TemporaryFolder()
    let configuration = try folder.write(
      "c.yaml",
      """
      hardware: {\(hardware)}
      models:
        a: {name: A, memory_gb: 16, gpus_required: 1, load_time_seconds: 20, inference_time_mean: 1}
      \(models)
      workflows: {w: {nodes: [{id: n, model: a}]}}
      """)
    let requests = try folder.write("r.yaml", "requests: []")
    do throws(LoadFailure) {
      let loaded = try ScenarioLoader(
        configuration: configuration, requests: requests, rules: rules, gpuCount: gpus
      ).load()
      return (loaded, folder.withoutPaths(loaded.warnings))
    } catch {
      return (nil, folder.withoutPaths(error.text))
    }
  }

  @Test func `all fields of the page are read`() throws {
    let loaded = try load(
      hardware:
        "gpus: [{kind: a100, count: 4, memory_gb: 80, pcie_bandwidth_gb_s: 25, speed: 1.0}, "
        + "{kind: l4, count: 2, memory_gb: 24, speed: 0.35}], residency: memory, gpu_memory_gb: 80, "
        + "host_memory_gb: 256, eviction: largest, offload: false, keep_alive_seconds: 300",
      models: "  b: {name: B, memory_gb: 8, gpus_required: 1, load_time_seconds: 2, "
        + "pinned: true, preload: [0], kinds: [a100]}\n  search: {gpus_required: 0}")
    let scenario = try #require(loaded.scenario?.scenario)
    #expect(loaded.scenario?.gpuCount == 6)
    let hardware = scenario.hardware
    #expect(hardware.kinds.map(\.name) == ["a100", "l4"])
    #expect(hardware.kinds.map(\.speed) == [1, 0.35])
    #expect((0..<7).map { hardware.memoryGB(ofGPU: $0) } == [80, 80, 80, 80, 24, 24, 24])
    #expect(hardware.bandwidthGBPerSecond(ofGPU: 0) == 25)
    #expect(hardware.bandwidthGBPerSecond(ofGPU: 5) == 16)
    #expect(hardware.residency == .memory && hardware.eviction == .largest)
    #expect(hardware.hostMemoryGB == 256 && !hardware.offloads)
    #expect(hardware.keepAliveSeconds == 300)
    #expect(scenario.models[1].isPinned && scenario.models[1].preload == [0])
    #expect(scenario.models[1].kinds == ["a100"])
    #expect(scenario.models[2].gpusRequired == 0 && scenario.models[2].memoryGB == 0)
    #expect(!scenario.hasPlainMachine)
  }

  static let errors: [(hardware: String, models: String, message: String)] = [
    ("gpus: 1, residency: memory", "", "residency: memory needs gpu_memory_gb in hardware"),
    (
      "gpus: [{kind: x, count: 1, memory_gb: 8}, {kind: y, count: 1}], residency: memory", "",
      "kind y has no memory_gb, and hardware has no gpu_memory_gb"
    ),
    ("gpus: 1, residency: memry, gpu_memory_gb: 8", "", "did you mean memory?"),
    (
      "gpus: 1, eviction: oldest", "",
      "eviction of hardware must be lru, largest, lookahead or cheapest"
    ),
    ("gpus: 1, offload: maybe", "", "offload of hardware must be true or false"),
    ("gpus: []", "", "gpus of hardware is an empty list"),
    (
      "gpus: [{kind: x, count: 1}, {kind: x, count: 2}]", "", "kind x is listed twice"
    ),
    (
      "gpus: [{kind: x, count: 1, speed: 0}]", "",
      "speed of a kind of GPUs must be from 1e-6 to 1e6"
    ),
    (
      "gpus: [{kind: x, count: 1, memory_gb: 0}]", "",
      "memory_gb of a kind of GPUs must be from 1e-9"
    ),
    (
      "gpus: [{kind: x, count: 1, pcie_bandwidth_gb_s: 0}]", "",
      "pcie_bandwidth_gb_s of a kind of GPUs must be from 0.001"
    ),
    ("gpus: 1, host_memory_gb: 0", "", "host_memory_gb of hardware must be from 1e-9"),
    ("gpus: [{kind: x}]", "", "a kind of GPUs lacks count"),
    (
      "gpus: [{kind: a100, count: 1}]", "kinds: [a10]",
      "runs on an unknown kind a10; did you mean a100?",
    ),
    ("gpus: [{kind: a100, count: 1}]", "kinds: [a10]", "did you mean a100?"),
    ("gpus: [{kind: a100, count: 1}]", "kinds: [a100, a100]", "lists a100 twice"),
    ("gpus: 2", "kinds: [a100]", "lists no kinds"),
    ("gpus: 2", "preload: [0, 0]", "preload of model b names GPU 0 twice"),
    ("gpus: 2", "preload: [-1]", "an item of preload of model b must be"),
    (
      "gpus: 2, residency: memory, gpu_memory_gb: 8", "preload: [0]",
      "model b cannot be preloaded on GPU 0: it needs 16 GB, 8 of 8 are free"
    ),
    ("gpus: 2", "pinned: 3", "pinned of model b must be true or false"),
  ]

  @Test(arguments: errors.indices)
  func `each error says what is wrong`(index: Int) throws {
    let (hardware, fields, message) = Self.errors[index]
    let model =
      "  b: {name: B, memory_gb: 16, gpus_required: 1, load_time_seconds: 20, \(fields)}"
    let loaded = try load(hardware: hardware, models: model)
    #expect(loaded.scenario == nil)
    #expect(loaded.messages.contains(message), "\(loaded.messages)")
    #expect(loaded.messages.contains("c.yaml:"))
  }

  @Test func `two models cannot be preloaded on a GPU that holds one`() throws {
    let model = { (id: String) in
      "  \(id): {name: B, memory_gb: 16, gpus_required: 1, load_time_seconds: 20, preload: [1]}"
    }
    let loaded = try load(hardware: "gpus: 2", models: model("b") + "\n" + model("c"))
    #expect(
      loaded.messages.contains("models b and c are both preloaded on GPU 1, which holds one"))
  }

  static let fields = [
    ("residency: memory, gpu_memory_gb: 80", ""), ("host_memory_gb: 8", ""),
    ("offload: false", ""), ("keep_alive_seconds: 3", ""), ("eviction: lru", ""),
    ("", "gpus_required: 1, pinned: true"), ("", "gpus_required: 1, preload: [0]"),
    ("", "gpus_required: 0"),
  ]

  @Test(arguments: fields.indices)
  func `each field is refused under gswarm`(index: Int) throws {
    let (hardware, fields) = Self.fields[index]
    let model =
      fields.isEmpty
      ? "" : "  b: {name: B, memory_gb: 16, load_time_seconds: 20, \(fields)}"
    let list = hardware.isEmpty ? "gpus: 1" : "gpus: 1, \(hardware)"
    let loaded = try load(hardware: list, models: model, rules: .gswarm)
    #expect(loaded.messages.contains("needs --rules standard"), "\(loaded.messages)")
    #expect(try load(hardware: list, models: model).scenario != nil)
  }

  @Test func `kinds are refused under gswarm`() throws {
    let loaded = try load(hardware: "gpus: [{kind: x, count: 2}]", rules: .gswarm)
    #expect(loaded.messages.contains("a list of kinds in gpus of hardware needs --rules standard"))
  }

  @Test func `what has no effect is warned of`() throws {
    for field in ["gpu_memory_gb: 8", "eviction: largest"] {
      let loaded = try load(hardware: "gpus: 1, \(field)")
      #expect(loaded.messages.contains("has no effect without residency: memory"))
      #expect(loaded.scenario?.scenario.hasPlainMachine == true)
    }
    let preload =
      "  b: {name: B, memory_gb: 1, gpus_required: 1, load_time_seconds: 1, preload: [3]}"
    let loaded = try load(hardware: "gpus: 4", models: preload, gpus: 2)
    #expect(loaded.scenario != nil)
  }
}
