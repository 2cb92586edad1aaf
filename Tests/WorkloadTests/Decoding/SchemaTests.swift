import Foundation
import Testing

@testable import Workload

struct SchemaTests {
  @Test func `the page of the files names every field that is read`() throws {
    let page = URL(filePath: #filePath).deletingLastPathComponent()
      .appending(path: "../../../docs/files.md").standardizedFileURL
    let text = try String(contentsOf: page, encoding: .utf8)
    let keys =
      ConfigurationField.allCases.map(\.key) + HardwareField.allCases.map(\.key)
      + ModelField.allCases.map(\.key) + WorkflowField.allCases.map(\.key)
      + NodeField.allCases.map(\.key) + EdgeField.allCases.map(\.key)
      + RequestField.allCases.map(\.key)
    for key in keys {
      let isNamed = text.contains("`\(key)`") || text.contains("\(key):")
      #expect(isNamed, "docs/files.md does not name \(key)")
    }
  }

  @Test func `the required fields are those of the contract`() {
    #expect(ModelField.requiredKeys == ["name", "memory_gb", "gpus_required", "load_time_seconds"])
    #expect(NodeField.requiredKeys == ["id", "model"])
    #expect(RequestField.requiredKeys == ["request_id", "workflow_id"])
    #expect(EdgeField.optionalKeys == [] && HardwareField.requiredKeys == [])
  }
}
