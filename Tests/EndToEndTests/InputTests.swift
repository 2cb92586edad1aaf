import Foundation
import Testing

/// The ways to name input files, and what is said of those that are taken.
@Suite(.timeLimit(.minutes(10))) struct InputTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func sample(_ name: String, _ file: String) throws -> String {
    try String(contentsOfFile: "\(Program.repository)/samples/\(name)/\(file)", encoding: .utf8)
  }

  @Test func `a named file takes the place of the sample's`() throws {
    let requests = try sample("churn", "workflow_requests.yaml")
    try folder.write(requests + "\n", to: "mine.yaml")
    let options = ["run", "--sample", "churn", "--json"]
    let whole = try Program.run(options, in: folder)
    #expect(
      try Program.run(options + ["--requests", "mine.yaml"], in: folder).output == whole.output)
    try folder.write(
      try sample("churn", "system_config.yaml").replacing("gpus: 1", with: "gpus: 2"),
      to: "two.yaml")
    let two = try Program.run(options + ["--config", "two.yaml"], in: folder)
    #expect(two.status == 0 && two.output.contains("\"gpus\": [0, 1]"), "\(two.errors)")
    #expect(folder.names == ["mine.yaml", "two.yaml"])
  }

  @Test func `own requests are not shown under a sample's title`() throws {
    try folder.write(try sample("churn", "workflow_requests.yaml"), to: "mine.yaml")
    let options = ["tui", "--sample", "churn", "--script", "5."]
    #expect(try Program.run(options, in: folder).output.contains(" churn · "))
    let own = try Program.run(options + ["--requests", "mine.yaml"], in: folder)
    #expect(own.output.contains(" mine on churn · "))
  }

  @Test(arguments: ["system_config.yaml", "workflow_requests.yaml"])
  func `with one of the two default files the screen says which is missing`(file: String) throws {
    try folder.write(try sample("churn", file), to: file)
    let other = file == "system_config.yaml" ? "workflow_requests.yaml" : "system_config.yaml"
    let run = try Program.run("tui", "--script", "", in: folder)
    #expect(run.status == 0 && run.output.contains("tour"))
    #expect(
      run.errors
        == "warning: there is \(file) here but no \(other): this is the sample tour\n")
    #expect(run.output.contains("⚠"))
  }

  @Test func `the colours of a scripted screen depend on --color and not on NO_COLOR`() throws {
    func dump(_ name: String, _ options: [String] = [], noColor: String? = nil) throws -> String {
      let run = try Program.run(
        ["tui", "--sample", "churn", "--script", "20.", "--dump", name] + options, in: folder,
        environment: noColor.map { ["NO_COLOR": $0] } ?? [:])
      #expect(run.status == 0, "\(run.errors)")
      return try folder.read(name)
    }
    for name in ["a.svg", "a.ansi"] {
      let plain = try dump(name)
      #expect(try dump(name, noColor: "1") == plain)
      let never = try dump(name, ["--color", "never"])
      let eight = try dump(name, ["--color", "8"])
      #expect(Set([plain, never, eight]).count == 3)
    }
    let colors = try dump("b.svg", ["--color", "never"]).matches(of: #/#[0-9a-f]{6}/#)
    #expect(Set(colors.map { String($0.output) }).count <= 4, "ink, paper and their mixtures")
  }

  @Test func `keys of a script may look like an option`() throws {
    for script in ["---", "--", "-", "--help"] {
      let run = try Program.run("tui", "--sample", "churn", "--script", script, in: folder)
      #expect(run.status == 0 && run.output.contains("churn"), "\(script): \(run.errors)")
      #expect(!run.output.contains("OVERVIEW"))
    }
  }

  @Test func `run --json writes logs only if --output asks for them`() throws {
    let run = try Program.run("run", "--sample", "churn", "--json", in: folder)
    #expect(run.status == 0 && folder.names.isEmpty && run.errors.isEmpty)
    _ = try Program.run("run", "--sample", "churn", "--json", "--output", "out", in: folder)
    #expect(folder.names == ["out"])
  }

  @Test func `a log that is replaced is named`() throws {
    let first = try Program.run("run", "--sample", "churn", "--quiet", in: folder)
    #expect(first.errors.isEmpty)
    let second = try Program.run("run", "--sample", "churn", "--quiet", in: folder)
    #expect(
      second.errors == "note: replaced baseline_scheduler.log and baseline_execution_log.json\n")
  }
}
