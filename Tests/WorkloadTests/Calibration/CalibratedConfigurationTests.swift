import Calibration
import Documents
import Engine
import Foundation
import Testing

@testable import Workload

/// Configurations that are written anew.
@Suite struct CalibratedConfigurationTests {
  private static let samples = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
    .appending(path: "../../../samples").standardizedFileURL.path

  private static let names =
    (try? FileManager.default.contentsOfDirectory(atPath: samples).filter { !$0.contains(".") }
      .sorted()) ?? []

  private func unchanged(_ configuration: CalibratedConfiguration) -> Calibration {
    Calibration(Measurements(), of: configuration.scenario)
  }

  @Test(arguments: names, RequestFormat.allCases)
  func `a sample written anew says what it said`(_ name: String, _ format: RequestFormat) throws {
    let configuration = try CalibratedConfiguration(
      path: "\(Self.samples)/\(name)/system_config.yaml")
    let text = configuration.text(unchanged(configuration), heading: ["a: b"], format: format)
    let folder = try TemporaryFolder()
    let again = try CalibratedConfiguration(
      path: folder.write("c.\(format.rawValue)", text)
    ).scenario
    #expect(again.models == configuration.scenario.models)
    #expect(again.hardware == configuration.scenario.hardware)
    #expect("\(again.workflows)" == "\(configuration.scenario.workflows)")
  }

  @Test func `fitted times stand beside their counts and intervals, all else stays`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "c.yaml",
      """
      # a comment of the user's
      models:
        m: {name: "no", memory_gb: 8, gpus_required: 1, load_time_seconds: 3, config: {steps: [20, 30]}}
        n: {name: N, memory_gb: 4, gpus_required: 1, load_time_seconds: 2, inference_time_mean: 7}
      workflows:
        w:
          nodes: [{id: a, model: m, outputs: [x]}, {id: b, model: n, inputs: [x]}]
          edges: [{from: a, to: b}]
      metadata: {author: "a: b"}
      """)
    let configuration = try CalibratedConfiguration(path: path)
    var measurements = Measurements()
    measurements.calls = [1.0, 1.2, 1.4, 1.2, 1.2].map {
      MeasuredCall(model: ModelID(0), seconds: $0, tokens: nil)
    }
    measurements.switches = [
      MeasuredSwitch(model: ModelID(0), evicted: nil, seconds: 2.5),
      MeasuredSwitch(model: ModelID(1), evicted: ModelID(0), seconds: 1.75),
    ]
    let calibration = Calibration(measurements, of: configuration.scenario)
    let text = configuration.text(calibration, heading: ["Measured"], format: .yaml)
    #expect(
      text == """
        # Measured
        models:
          m:
            name: "no"
            memory_gb: 8
            gpus_required: 1
            load_time_seconds: 2.5  # 1 load
            config:
              steps: [20, 30]
            inference_time_mean: 1.2  # 5 calls, 95 %: 1.022 to 1.376
            inference_time_std: 0.141421  # 5 calls, 95 %: 0.08273 to 0.4084
          n:
            name: N
            memory_gb: 4
            gpus_required: 1
            load_time_seconds: 2
            inference_time_mean: 7
        workflows:
          w:
            nodes:
              - {id: a, model: m, outputs: [x]}
              - {id: b, model: n, inputs: [x]}
            edges:
              - {from: a, to: b}
        metadata:
          author: "a: b"
        hardware:
          switch_overhead_seconds: 1  # 1 switch

        """)
    let lines = CalibrationReport(
      calibration, of: configuration.scenario, measurements: measurements, conditions: []
    ).lines
    #expect(
      lines.contains(
        "  n: times (0 calls, at least 5 are needed), load time (never loaded onto an empty GPU)"))
    #expect(lines.contains("  hardware: bandwidth (it cannot be told apart from the overhead)"))
  }

  @Test func `the speed of generation takes the place of a mean time`() throws {
    let folder = try TemporaryFolder()
    let path = try folder.write(
      "c.json",
      #"""
      {"models": {"m": {"name": "m", "memory_gb": 8, "gpus_required": 1, "load_time_seconds": 3,
        "inference_time_mean": 2, "inference_time_std": 1}}, "workflows": {}}
      """#)
    let configuration = try CalibratedConfiguration(path: path)
    var measurements = Measurements()
    measurements.calls = (1...6).map {
      MeasuredCall(model: ModelID(0), seconds: Double($0), tokens: Double(20 * $0))
    }
    let calibration = Calibration(
      measurements, of: configuration.scenario, byTokens: { _ in true })
    let text = configuration.text(calibration, heading: [], format: .json)
    let model = try CalibratedConfiguration(path: folder.write("d.json", text)).scenario.models[0]
    #expect(model.tokensPerSecond == 20 && model.tokenMean == 70)
    #expect(model.inferenceTimeMean == nil && model.inferenceTimeStd == nil)
  }

  @Test(arguments: [
    "no", "1e3", "0x1F", "~", "null", "", " a", "a ", "- a", "-", "a: b", "a #b", "#", "[a]", "{a}",
    "&a", "*a", "!a", "|", ">", "%", "@", "`", "'", "\"", "\\", "a\nb", "\u{1B}[31m", "ü", "😀",
    "a,b",
    "?", "2024-01-01T10:00:00", "true", ".inf", "12", "=", "<<",
  ])
  func `any text and any key comes back from YAML and JSON`(_ text: String) throws {
    let tree = CommentedTree.mapping([
      .init(key: text, value: .scalar(.init(text: text, isPlain: false)), comment: nil),
      .init(
        key: "list of \(text)",
        value: .list([
          .scalar(.init(text: text, isPlain: false)),
          .mapping([.init(key: text, value: .list([]), comment: nil)]),
          .list([.mapping([])]),
        ]), comment: "beside"),
    ])
    for (format, written) in [("yaml", tree.yaml), ("json", tree.json)] {
      let folder = try TemporaryFolder()
      let source = try SourceFile(path: folder.write("t.\(format)", written))
      var diagnostics = Diagnostics()
      let read = CommentedTree(try DocumentReader.read(source, diagnostics: &diagnostics))
      #expect(read.json == tree.json, "\(written)")
      guard case .mapping(let items) = read, case .scalar(let scalar) = items[0].value else {
        Issue.record("no mapping: \(written)")
        return
      }
      #expect(items[0].key == text && scalar.text == text && !scalar.isPlain)
    }
  }
}
