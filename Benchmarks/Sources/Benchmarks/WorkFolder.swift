import Documents
import Foundation
import Workload

/// A folder for the files of the measurements, which goes when they are done.
final class WorkFolder {
  let path: String
  let configuration: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "bench-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
    configuration = "\(path)/system_config.yaml"
    try Self.configurationText.write(toFile: configuration, atomically: false, encoding: .utf8)
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  /// Generates a requests file and gives its path.
  func requests(_ count: Int, _ format: RequestFormat) throws -> String {
    let plan = GenerationPlan(requestCount: count, rate: 2)
    let generator = try RequestGenerator(GenerationSource(configuration: configuration), plan)
    return try write("requests-\(count).\(format.rawValue)") { (stream) throws(WriteFailure) in
      try generator.write(to: &stream, format: format)
    }
  }

  func load(_ requests: String) throws -> LoadedScenario {
    try ScenarioLoader(configuration: configuration, requests: requests).load()
  }

  /// Writes a file as the program does and gives its path.
  func write(
    _ name: String, contents: (inout Documents.OutputStream) throws(WriteFailure) -> Void
  ) throws -> String {
    var files = try WholeFiles(folder: path)
    try files.write(name, contents: contents)
    try files.commit()
    return "\(path)/\(name)"
  }

  /// Writes bytes that are in memory already.
  func write(_ name: String, _ bytes: Data) throws {
    guard let file = fopen("\(path)/\(name)", "wb") else { throw POSIXError(.EIO) }
    defer { fclose(file) }
    _ = bytes.withUnsafeBytes { fwrite($0.baseAddress, 1, $0.count, file) }
  }

  /// Ten models, three of which take two, three and four GPUs, and ten workflows of five nodes.
  private static var configurationText: String {
    var lines = [
      "hardware: {gpus: 64, pcie_bandwidth_gb_s: 64, switch_overhead_seconds: 0.1}", "models:",
    ]
    for model in 0..<10 {
      lines.append(
        "  model-\(model): {name: M, memory_gb: \(2 + model), gpus_required: \(max(1, model - 5)), "
          + "load_time_seconds: 1, inference_time_mean: 3, inference_time_std: 1}")
    }
    lines.append("workflows:")
    for workflow in 0..<10 {
      lines += ["  workflow-\(workflow):", "    nodes:"]
      for node in 0..<5 {
        lines.append(
          "      - {id: node-\(node), model: model-\((workflow * 3 + node * 7) % 10), "
            + "inputs: [in-\(node)], outputs: [in-\(node + 1)]}")
      }
      lines.append("    edges:")
      for node in 1..<5 {
        let from = workflow.isMultiple(of: 2) ? node - 1 : 0
        lines.append("      - {from: node-\(from), to: node-\(node)}")
      }
    }
    return lines.joined(separator: "\n") + "\n"
  }
}
