import Foundation
import TestScenarios
import Testing

@testable import Export

/// The page as Chromium shows it.
@Suite(
  .enabled(if: Browser.path != nil, "there is no chromium here"), .serialized,
  .timeLimit(.minutes(10)))
struct BrowserTests {
  @Test(arguments: [400, 1600])
  func `the page has no error, draws its lanes, and is no wider than the window`(
    width: Int
  ) throws {
    let page = try ExportBench(seed: 9).text(.html)
    #expect(!page.contains("http:") && !page.contains("https:"))
    let probe = """
      <script>setTimeout(()=>{
      const c=document.getElementById('lanes'),d=c.getContext('2d').getImageData(0,0,c.width,c.height).data;
      document.title=[document.documentElement.scrollWidth<=innerWidth,
      document.getElementById('zoom').hidden,document.getElementById('still').hidden,
      d.some(x=>x!==d[0]&&x!==255),document.querySelectorAll('svg text').length>5].join()},100)</script></body>
      """
    let shown = try Browser.open(
      page.replacing("</body>", with: probe.replacing("\n", with: " ")),
      options: ["--window-size=\(width),900", "--virtual-time-budget=10000", "--dump-dom"])
    #expect(shown.console == [])
    let title = try #require(shown.output.firstMatch(of: /<title>([^<]*)<\/title>/)?.1)
    #expect(title == "true,false,true,true,true")
  }

  @Test func `the page prints with its lanes`() throws {
    let file = FileManager.default.temporaryDirectory.appending(path: "\(UUID().uuidString).pdf")
    defer { try? FileManager.default.removeItem(at: file) }
    _ = try Browser.open(
      try ExportBench(seed: 9).text(.html), options: ["--print-to-pdf=\(file.path)"])
    #expect(try Data(contentsOf: file).count > 10_000)
  }
}

/// Chromium without a window.
enum Browser {
  static let path = ["/usr/bin/chromium", "/usr/bin/chromium-browser", "/usr/bin/google-chrome"]
    .first { FileManager.default.isExecutableFile(atPath: $0) }

  /// Opens a page and returns what the browser prints, and the messages of its console.
  static func open(
    _ page: String, options: [String]
  ) throws -> (output: String, console: [String]) {
    let folder = FileManager.default.temporaryDirectory
      .appending(path: "browser-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "page.html")
    try Data(page.utf8).write(to: file)
    let (output, errors) = (folder.appending(path: "output"), folder.appending(path: "errors"))
    for url in [output, errors] { try Data().write(to: url) }
    let process = Process()
    process.executableURL = URL(filePath: path ?? "/usr/bin/chromium")
    process.arguments =
      [
        "--headless", "--no-sandbox", "--disable-gpu", "--enable-logging=stderr",
        "--user-data-dir=\(folder.path)/profile",
      ] + options + [file.absoluteString]
    process.standardOutput = try FileHandle(forWritingTo: output)
    process.standardError = try FileHandle(forWritingTo: errors)
    try process.run()
    process.waitUntilExit()
    let messages = String(decoding: try Data(contentsOf: errors), as: UTF8.self)
    return (
      String(decoding: try Data(contentsOf: output), as: UTF8.self),
      messages.split(separator: "\n").filter { $0.contains("CONSOLE") }.map(String.init)
    )
  }
}
