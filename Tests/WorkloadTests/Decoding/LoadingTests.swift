import Engine
import Foundation
import Testing
import Workload

struct LoadingTests {
  /// How a load fails, and what it says without the paths.
  private func failure(_ folder: TemporaryFolder, _ configuration: String, _ requests: String)
    -> String
  {
    do throws(LoadFailure) {
      _ = try ScenarioLoader(
        configuration: "\(folder.path)/\(configuration)", requests: "\(folder.path)/\(requests)"
      ).load()
      return "loaded"
    } catch {
      switch error {
      case .noInput(let text): return "no input: " + folder.withoutPaths(text)
      case .badData(let text): return "bad data: " + folder.withoutPaths(text)
      }
    }
  }

  @Test func `a missing file is no input, and a similar name is suggested`() throws {
    let folder = try TemporaryFolder()
    try folder.write("config.yaml", Inputs.yaml.configuration)
    #expect(
      failure(folder, "confg.yaml", "r.yaml") == """
        no input: error: confg.yaml: cannot be read: No such file or directory; did you mean \
        config.yaml?
        error: r.yaml: cannot be read: No such file or directory

        """)
  }

  @Test func `a folder is no input and an unknown extension bad data`() throws {
    let folder = try TemporaryFolder()
    try folder.write("c.yaml", Inputs.yaml.configuration)
    try folder.write("r.toml", "")
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/r.yaml", withIntermediateDirectories: false)
    #expect(
      failure(folder, "c.yaml", "r.yaml")
        == "no input: error: r.yaml: cannot be read: Is a directory\n")
    #expect(
      failure(folder, "c.yaml", "r.toml")
        == "bad data: error: r.toml: cannot tell the format: its name ends in neither .yaml, .yml nor .json\n"
    )
  }

  @Test func `bytes that are not UTF-8 are bad data`() throws {
    let folder = try TemporaryFolder()
    try folder.write("c.yaml", Inputs.yaml.configuration)
    try folder.write("r.yaml", bytes: Array("requests: \"".utf8) + [0xFF, 0x22])
    #expect(
      failure(folder, "c.yaml", "r.yaml").hasPrefix(
        "bad data: r.yaml:1:12: error: the file is not UTF-8; save it as UTF-8\n"))
  }

  @Test func `depth and alias bombs are refused`() throws {
    let deep = String(repeating: "[", count: 129) + String(repeating: "]", count: 129)
    let found = Inputs.yaml.configuring("models:", "x: \(deep)\nmodels:").complaints()
    #expect(found.hasPrefix("bad data\nc.yaml:1:"))
    #expect(found.contains("128"))
    let json = Inputs.json.requesting("{", "{\"x\": \(deep), ").complaints()
    #expect(json.hasPrefix("bad data\n") && json.contains("128"))
    let bomb = (1...7).map { level in
      "x\(level): &a\(level) ["
        + Array(repeating: "*a\(level - 1)", count: 10).joined(separator: ", ")
        + "]\n"
    }
    let bombed = Inputs.yaml.configuring(
      "models:", "x0: &a0 [1, 1, 1, 1, 1, 1, 1, 1, 1, 1]\n\(bomb.joined())models:"
    ).complaints()
    #expect(bombed.hasPrefix("bad data\n") && bombed.contains("1,000,000"))
  }

  @Test func `no requests are a valid run`() throws {
    for requests in ["requests: []\n", "requests:\n", "requests: null\n"] {
      var inputs = Inputs.yaml
      inputs.requests = requests
      let loaded = try inputs.load()
      #expect(loaded.scenario.requests.count == 0 && loaded.warnings == "")
    }
    var inputs = Inputs.json
    inputs.requests = "{\"requests\": []}"
    #expect(try inputs.load().scenario.requests.count == 0)
  }

  @Test func `twenty problems are told and the rest counted`() throws {
    var inputs = Inputs.yaml
    inputs.requests =
      "requests:\n" + (0..<25).map { "  - {request_id: r\($0), workflow_id: no}\n" }.joined()
    let found = inputs.complaints()
    #expect(found.split(separator: "\n").count { $0.contains("error: ") } == 20)
    #expect(found.hasSuffix("… and 5 more errors\n"))
  }

  @Test func `the caller's GPUs come before the file's, and both before the default`() throws {
    let inputs = Inputs.yaml.configuring("models:", "hardware: {gpus: 6}\nmodels:")
    #expect(try inputs.load(gpus: nil).gpuCount == 6)
    #expect(try inputs.load(gpus: 3).gpuCount == 3)
    #expect(try Inputs.yaml.load(gpus: nil).gpuCount == nil)
  }

  @Test func `hardware has the contract's defaults`() throws {
    let standard = try Inputs.yaml.load().scenario.hardware
    #expect(standard.pcieBandwidthGBPerSecond == 16 && standard.switchOverheadSeconds == 2)
    let given = try Inputs.yaml.configuring(
      "models:", "hardware: {pcie_bandwidth_gb_s: 32, switch_overhead_seconds: 0}\nmodels:"
    ).load().scenario.hardware
    #expect(given.pcieBandwidthGBPerSecond == 32 && given.switchOverheadSeconds == 0)
  }

  @Test func `YAML and JSON say the same`() throws {
    let yaml = try Inputs.yaml.load().scenario
    var json = Inputs.yaml
    json.format = "json"
    json.configuration = Inputs.json.configuration
      .replacing("30.0}", with: "30.0, \"inference_time_mean\": 8.5}")
      .replacing("10}", with: "10, \"inference_time_mean\": 4}")
    json.requests = Inputs.json.requests
    let other = try json.load().scenario
    #expect(other.models == yaml.models)
    #expect(other.workflows.map(\.nodes).map { $0.map(\.id) } == [["read", "paint"]])
    #expect(other.workflows[0].dependencies == yaml.workflows[0].dependencies)
    for request in yaml.requests.indices { #expect(other[request] == yaml[request]) }
  }
}
