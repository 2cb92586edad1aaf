import Audit
import CYamlBare
import Documents
import Engine
import Foundation
import History
import Workload

/// Reading requests, writing logs and checking them.
enum FileRows {
  static func measure(_ report: inout Report) throws {
    let names = ["read 20 MB", "read 200 MB", "write the JSON log", "write the text log", "check"]
    guard
      names.contains(where: {
        report.wants($0) || report.wants("\($0) of YAML") || report.wants("\($0) of JSON")
      })
    else {
      return
    }
    let folder = try WorkFolder()
    try measureReading(&report, folder)
    try measureLogs(&report, folder)
  }

  private static func measureReading(_ report: inout Report, _ folder: WorkFolder) throws {
    for (title, count) in [("20 MB", 80_000), ("200 MB", 800_000)] {
      for format in RequestFormat.allCases {
        let name = "read \(title) of \(format.rawValue.uppercased())"
        guard report.wants(name) else { continue }
        let requests = try folder.requests(count, format)
        let data = try Data(contentsOf: URL(filePath: requests))
        try report.row(
          name, bound: format == .yaml ? "libyaml's events" : "Foundation's parser",
          rounds: count > 100_000 ? 3 : 7,
          work: { blackHole(try folder.load(requests)) },
          against: {
            switch format {
            case .yaml: blackHole(eventCount(ofYAML: data))
            case .json: blackHole(try JSONSerialization.jsonObject(with: data))
            }
          })
        report.note("\(data.count / 1_000_000) MB")
      }
    }
  }

  private static func measureLogs(_ report: inout Report, _ folder: WorkFolder) throws {
    guard ["write the JSON log", "write the text log", "check"].contains(where: report.wants)
    else { return }
    let scenario = EngineWorkload.scenario(requests: 200_000, gpus: 64)
    let options = Options(gpuCount: 64)
    var simulation = Simulation(scenario: scenario, options: options)
    simulation.runToEnd()
    let trace = simulation.trace
    let summary = Summary(
      metrics: Metrics(scenario: scenario, options: options, trace: trace), scenario: scenario,
      options: options, trace: trace)
    let log = JSONLog(scenario: scenario, trace: trace, summary: summary)
    let lines = EventLines(scenario: scenario, trace: trace)
    let json = try folder.write("log.json") { (stream) throws(WriteFailure) in
      try log.write(to: &stream)
    }
    let text = try folder.write("log.txt") { (stream) throws(WriteFailure) in
      try lines.write(to: &stream)
    }
    for (name, path) in [("write the JSON log", json), ("write the text log", text)] {
      guard report.wants(name) else { continue }
      let bytes = try Data(contentsOf: URL(filePath: path))
      try report.row(
        name, bound: "the same bytes", rounds: 5,
        work: {
          _ = try folder.write("again") { (stream) throws(WriteFailure) in
            if path == json { try log.write(to: &stream) } else { try lines.write(to: &stream) }
          }
        }, against: { try folder.write("again", bytes) })
      report.note("\(bytes.count / 1_000_000) MB")
    }
    try report.row(
      "check", bound: "reading its values", rounds: 3,
      work: { blackHole(Audit(try LogReader.read(path: json)).violations.count) },
      against: {
        var diagnostics = Diagnostics()
        var count = 0
        _ = try DocumentReader.read(
          SourceFile(path: json), itemsOf: "executions", diagnostics: &diagnostics
        ) { _, _ in count += 1 }
        blackHole(count)
      })
  }

  /// What libyaml itself takes, with nothing done about its events.
  private static func eventCount(ofYAML data: Data) -> Int {
    data.withUnsafeBytes { bytes in
      var parser = yaml_parser_t()
      guard yaml_parser_initialize(&parser) == 1 else { return 0 }
      defer { yaml_parser_delete(&parser) }
      yaml_parser_set_input_string(
        &parser, bytes.bindMemory(to: UInt8.self).baseAddress, bytes.count)
      var event = yaml_event_t()
      var count = 0
      while yaml_parser_parse(&parser, &event) == 1 {
        defer { yaml_event_delete(&event) }
        count += 1
        if event.type == YAML_STREAM_END_EVENT { break }
      }
      return count
    }
  }
}
