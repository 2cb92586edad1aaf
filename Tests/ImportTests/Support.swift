import Documents
import Engine
import Foundation
import Testing
import Workload

@testable import Import

/// A folder that is removed with its contents.
final class TemporaryFolder {
  let path: String

  init() throws {
    let url = FileManager.default.temporaryDirectory.appending(path: "import-\(UUID())")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    path = url.path
  }

  deinit { try? FileManager.default.removeItem(atPath: path) }

  func path(_ name: String) -> String { "\(path)/\(name)" }

  func write(_ text: String, to name: String) throws -> String {
    try Data(text.utf8).write(to: URL(filePath: path(name)))
    return path(name)
  }

  func text(_ name: String) throws -> String {
    try String(contentsOfFile: path(name), encoding: .utf8)
  }
}

/// The result of an import: its account, and its files as the simulator reads them.
struct Imported {
  let summary: ImportSummary
  let scenario: Scenario
  let configuration: String
  let requests: String

  /// Imports texts as files of a format.
  init(
    _ format: ImportFormat, _ texts: [String], name: String = "table.csv",
    _ adjust: (inout ImportSettings, TemporaryFolder) throws -> Void = { _, _ in }
  ) throws {
    let folder = try TemporaryFolder()
    let files = try texts.enumerated().map { try folder.write($1, to: "\($0)-\(name)") }
    var settings = ImportSettings(format: format, files: files)
    try adjust(&settings, folder)
    summary = try Importer(settings).run(to: folder.path("out"))
    configuration = try folder.text("out/\(Importer.configurationName)")
    requests = try folder.text("out/\(Importer.requestsName)")
    let loaded = try ScenarioLoader(
      configuration: folder.path("out/\(Importer.configurationName)"),
      requests: folder.path("out/\(Importer.requestsName)"), mode: .online
    ).load()
    #expect(loaded.warnings == "")
    scenario = loaded.scenario
  }

  /// The ids of the requests.
  var ids: [String] { scenario.requests.indices.map { scenario.requests.id(of: $0) } }

  /// The arrivals, in microseconds since 1970.
  var times: [Int64] {
    scenario.requests.indices.compactMap { scenario.requests.timestamp(of: $0) }
  }

  /// For each request the models of its calls.
  var models: [[String]] {
    scenario.requests.indices.map { request in
      scenario.workflows[scenario.requests.workflow(of: request).index].nodes
        .map { scenario.models[$0.model.index].id }
    }
  }

  /// For each request the times of its calls, in seconds.
  var seconds: [[Double]] {
    scenario.requests.indices.map { request in
      scenario.workflows[scenario.requests.workflow(of: request).index].nodes.indices.map {
        scenario.requests.estimate(of: RequestNode(request: request, node: $0)).seconds
      }
    }
  }
}

/// The message of an import that fails; nil if it does not, or leaves something behind.
func failure(
  _ format: ImportFormat, _ text: String, name: String = "table.csv",
  _ adjust: (inout ImportSettings, TemporaryFolder) throws -> Void = { _, _ in }
) throws -> ImportFailure? {
  let folder = try TemporaryFolder()
  var settings = ImportSettings(format: format, files: [try folder.write(text, to: name)])
  try adjust(&settings, folder)
  do {
    _ = try Importer(settings).run(to: folder.path("deep/out"))
    return nil
  } catch {
    #expect(!FileManager.default.fileExists(atPath: folder.path("deep")))
    return error
  }
}

extension ImportFailure {
  /// The text without the folders of temporary files.
  var shortText: String {
    text.replacing(/\/[^ :]*\/import-[-0-9A-F]*\//, with: "")
  }
}

/// The path of a fixture.
func fixture(_ name: String) throws -> String {
  let url = Bundle.module.resourceURL
  return try #require(url).appending(path: "Fixtures/\(name)").path
}
