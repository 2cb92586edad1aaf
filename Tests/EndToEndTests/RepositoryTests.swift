import Foundation
import Testing

@testable import gswarm_sim

/// The manifest, the README and the pages of docs, as far as a fault was in them.
struct RepositoryTests {
  private func read(_ path: String) throws -> String {
    try String(contentsOfFile: "\(Program.repository)/\(path)", encoding: .utf8)
  }

  @Test(arguments: ["Package.swift", "Benchmarks/Package.swift", "Fuzz/Package.swift"])
  func `every package that is downloaded has an exact version (R13)`(manifest: String) throws {
    let lines = try read(manifest).split(separator: "\n").filter { $0.contains(".package(url:") }
    for line in lines { #expect(line.contains("exact:"), "\(line)") }
    if manifest == "Package.swift" { #expect(!lines.isEmpty) }
  }

  @Test func `no provider is named for a system that the program does not run on (R14)`() throws {
    let manifest = try read("Package.swift")
    #expect(manifest.contains(".apt([") && !manifest.contains(".brew("))
  }

  @Test func `the picture of the README shows the mode of its tour (U30)`() throws {
    let folder = try TemporaryFolder()
    let tour = try Program.run(
      "tui", "--sample", "tour", "--script", ".", "--size", "120x36", in: folder)
    let header = try #require(tour.output.split(separator: "\n").first)
    #expect(header.contains(" · offline · "))
    #expect(try read("README.md").contains("(docs/screen.svg)"))
    let picture = try read("docs/screen.svg")
    #expect(picture.contains("offline") && !picture.contains("online"))
  }

  @Test func `the page of the policies says how to build the program again (U36)`() throws {
    let page = try read("docs/policies.md")
    #expect(page.contains("swift build -c release") && page.contains("make install"))
  }

  @Test func `the help of policies names the option that each command has (U12)`() throws {
    let folder = try TemporaryFolder()
    func help(_ command: String) throws -> String {
      try Program.run(command, "--help", in: folder).output
    }
    let text = try help("policies").split(whereSeparator: \.isWhitespace).joined(separator: " ")
    #expect(text.contains("run, tui and explain take one as --policy NAME"))
    #expect(text.contains("compare takes several as --policies NAME"))
    for command in ["run", "tui", "explain"] { #expect(try help(command).contains("--policy <")) }
    let compare = try help("compare")
    #expect(compare.contains("--policies <") && !compare.contains("--policy <"))
  }

  @Test(arguments: [
    ("/s/tour/system_config.yaml", "/s/tour/workflow_requests.yaml", "tour"),
    ("/s/tour/system_config.yaml", "/home/mine.yaml", "mine on tour"),
    ("/s/tour/system_config.yaml", "/home/week/workflow_requests.yaml", "week on tour"),
    ("/home/big.yaml", "/s/tour/workflow_requests.yaml", "tour on big"),
  ])
  func `own requests are not shown under the title of a sample (U32)`(
    configuration: String, requests: String, title: String
  ) {
    #expect(InputFiles(configuration: configuration, requests: requests).title == title)
  }
}
