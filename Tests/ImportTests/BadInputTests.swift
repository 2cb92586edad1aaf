import Foundation
import Testing

@testable import Import

/// Files that cannot be used: a clear sentence, and nothing is written.
struct BadInputTests {
  private let header = "time,model,seconds\n"

  @Test func `bad rows are named with their lines, the first twenty of them`() throws {
    let rows = (0..<25).map { "\($0),m,x\($0)\n" }.joined()
    let text = try #require(try failure(.csv, header + "1,m,2\n" + rows)).shortText
    let lines = text.split(separator: "\n")
    #expect(lines.count == 22)
    #expect(lines[0] == "table.csv:3: error: x0 is no number for the execution time")
    #expect(lines[20] == "… and 5 more errors")
    #expect(lines[21] == "error: --skip-bad drops rows that cannot be used")
  }

  @Test func `bad rows that are dropped are counted by reason, with the first of each`() throws {
    let text = header + "1,m,2\n1,m\nx,m,1\n,m,1\n2,,1\n2,m,\n2,m,1e12\n2,m,-1\n3,m,4\n"
    let result = try Imported(.csv, [text]) { settings, _ in settings.skipsBadRows = true }
    #expect(result.seconds == [[2], [4]])
    #expect(
      result.summary.dropped.map { "\($0.count) \($0.reason)" } == [
        "1 rows that are malformed", "2 rows without a time", "1 rows without a model",
        "1 rows without a number for the execution time",
        "2 rows with a number for the execution time that is beyond its limit",
      ])
    #expect(
      result.summary.dropped[0].example?.hasSuffix(":3: it has 2 cells, the header 3") == true)
  }

  @Test(
    arguments: [
      ("", "table.csv: error: it is empty; its first line must name the columns\n"),
      (
        "\u{1F}\u{8B}\u{8}", ""
      ),
      (
        "time,model,seconds\n1,\"m,2\n3,4,5\n",
        "table.csv:2: error: a quote that opens on this line is never closed\n"
      ),
      (
        "time,model,seconds\n1733184000000,m,2\n",
        "table.csv:2: error: 1733184000000 s lie beyond the year 9999; --unit ms, us or ns?\n"
          + "error: --skip-bad drops rows that cannot be used\n"
      ),
      (
        "time,model,seconds\n1,m,\"1,5\"\n",
        "table.csv:2: error: 1,5 is no number for the execution time; a number has a decimal point\n"
          + "error: --skip-bad drops rows that cannot be used\n"
      ),
      (
        "when,model,seconds\n",
        "error: which column of table.csv gives the time of arrival? --time COL; its columns are "
          + "when, model, seconds\n"
      ),
      (
        "time,model,sec\n",
        "error: which column of table.csv gives execution times? --duration COL, or --input-tokens "
          + "COL --output-tokens COL; its columns are time, model, sec\n"
      ),
    ])
  func `tables that cannot be used`(text: String, message: String) throws {
    guard !message.isEmpty else { return }
    #expect(try failure(.csv, text)?.shortText == message)
  }

  @Test func `a truncated gzip by the name of a table`() throws {
    let folder = try TemporaryFolder()
    let path = folder.path("log.csv")
    try Data([0x1F, 0x8B, 0x08, 0x08, 0x00, 0x01, 0x02]).write(to: URL(filePath: path))
    let settings = ImportSettings(format: .csv, files: [path])
    let error = #expect(throws: ImportFailure.self) {
      try Importer(settings).run(to: folder.path("out"))
    }
    #expect(
      error?.shortText
        == "log.csv: error: it is compressed by gzip, whatever its name; unpack it first: gunzip\n")
  }

  @Test(arguments: [
    [0xFF, 0xFE, 0x61, 0x00], [0x50, 0x4B, 0x03, 0x04], [0x61, 0x2C, 0x00, 0x0A],
  ])
  func `files that are no text`(bytes: [Int]) throws {
    let folder = try TemporaryFolder()
    let path = folder.path("log.csv")
    try Data(bytes.map { UInt8($0) }).write(to: URL(filePath: path))
    let error = #expect(throws: ImportFailure.self) {
      try Importer(ImportSettings(format: .csv, files: [path])).run(to: folder.path("out"))
    }
    #expect(error?.shortText.hasPrefix("log.csv: error: it ") == true)
  }

  @Test func `a misspelt column gets a suggestion`() throws {
    let error = try failure(.csv, header + "1,m,2\n") { settings, _ in settings.duration = "secnds"
    }
    #expect(
      error?.shortText
        == "error: --duration secnds: table.csv has no such column; did you mean seconds?\n")
  }

  @Test func `two requests of one id`() throws {
    let error = try failure(.csv, "time,model,seconds,id\n1,m,2,a\n2,m,2,b\n3,m,2,a\n") {
      settings, _ in settings.request = "id"
    }
    #expect(error?.shortText.hasPrefix("table.csv:4: error: there is another request a\n") == true)
  }

  @Test func `existing files are replaced only by force`() throws {
    let folder = try TemporaryFolder()
    let table = try folder.write(header + "1,m,2\n", to: "t.csv")
    _ = try folder.write("mine", to: "workflow_requests.yaml")
    let importer = Importer(ImportSettings(format: .csv, files: [table]))
    let error = #expect(throws: ImportFailure.self) { try importer.run(to: folder.path) }
    #expect(error?.shortText == "error: workflow_requests.yaml exists; --force replaces it\n")
    #expect(try folder.text("workflow_requests.yaml") == "mine")
    _ = try importer.run(to: folder.path, replacing: true)
    #expect(try folder.text("workflow_requests.yaml").contains("r1"))
  }

  @Test func `a missing file, with the one that may be meant`() throws {
    let folder = try TemporaryFolder()
    _ = try folder.write(header, to: "gateway.csv")
    let settings = ImportSettings(format: .csv, files: [folder.path("gatewy.csv")])
    let error = #expect(throws: ImportFailure.self) {
      try Importer(settings).run(to: folder.path("out"))
    }
    #expect(
      error?.shortText
        == "error: gatewy.csv: cannot be read: No such file or directory; did you mean gateway.csv?\n"
    )
  }

  @Test func `a JSON line that is none is named with its column`() throws {
    let error = try failure(
      .jsonl, "{\"time\": 1, \"model\": \"m\", \"seconds\": 1}\n{\"time\": }\n[1]\n",
      name: "t.jsonl")
    let lines = try #require(error).shortText.split(separator: "\n")
    #expect(lines.count == 3)
    #expect(lines[0].hasPrefix("t.jsonl:2: error: column 10: "))
    #expect(lines[1].hasPrefix("t.jsonl:3: error: a JSON object was expected, found a list"))
  }
}
