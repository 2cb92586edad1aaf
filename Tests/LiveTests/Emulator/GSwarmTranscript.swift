import Foundation
import Testing

/// Requests to a real GSwarm server and its answers, as they were recorded.
struct GSwarmTranscript {
  struct Exchange: Sendable, CustomTestStringConvertible {
    let method: String
    let path: String
    let body: String
    let answer: String
    let status: Int

    var testDescription: String { "\(method) \(path) \(body)" }
  }

  let exchanges: [Exchange]

  init(_ name: String) throws {
    let url = try #require(
      Bundle.module.url(forResource: name, withExtension: "txt", subdirectory: "Fixtures"))
    let lines = try String(contentsOf: url, encoding: .utf8).split(separator: "\n")
    exchanges = lines.indices.compactMap { index in
      guard lines[index].hasPrefix("--- "), index + 2 < lines.count else { return nil }
      let words = lines[index].dropFirst(4).split(
        separator: " ", maxSplits: 2, omittingEmptySubsequences: false)
      guard words.count == 3, let status = Int(lines[index + 2].dropFirst().prefix(3)) else {
        return nil
      }
      return Exchange(
        method: String(words[0]), path: String(words[1]), body: String(words[2]),
        answer: String(lines[index + 1]), status: status)
    }
  }

  /// An answer without what differs from one server to the next: names, ports, dates, generated text.
  static func normalised(_ answer: String) -> String {
    answer
      .replacing(#/(_id":"|call\/|[Ii]nstance )[a-z0-9]{6}("| not found)/#) {
        "\($0.output.1)ID\($0.output.2)"
      }
      .replacing(#/"used_ports":\[([0-9,]*)\]/#) {
        "\"used_ports\":\($0.output.1.split(separator: ",").count)"
      }
      .replacing(#/(port":|localhost:)\d{5}/#) { "\($0.output.1)PORT" }
      .replacing(#/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?/#) { _ in "DATE" }
      .replacing(#/"estimated_execution_time":\d+/#) { _ in #""estimated_execution_time":N"# }
      .replacing(#/"response":"Hello.*","model_type/#) { _ in #""response":"Hello…","model_type"# }
  }
}
