import Documents
import Foundation
import Testing

@testable import Import

/// Tables far larger than what may be in memory.
struct StreamingTests {
  /// Memory that this process has taken at most, in bytes.
  private var peak: Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_SELF.rawValue), &usage)
    return Int(usage.ru_maxrss) * 1024
  }

  private func table(rows: Int, in folder: TemporaryFolder) throws -> String {
    var text = "time,model,seconds\n"
    for row in 0..<rows { text += "\(row),model-\(row % 7),1.\(row % 97)\n" }
    return try folder.write(text, to: "\(rows).csv")
  }

  @Test func `each byte is looked at a fixed number of times, and no row is kept`() throws {
    let folder = try TemporaryFolder()
    var steps: [Int] = []
    for rows in [2000, 20_000] {
      let path = try table(rows: rows, in: folder)
      let bytes = try Data(contentsOf: URL(filePath: path)).count
      var room = 0
      let count = try ReadingWork.count {
        var reader = try CSVReader(LineReader(path: path))
        var record = TableRecord()
        while case .row = try reader.read(into: &record) { room = max(room, record.bytes.capacity) }
      }
      #expect(room < 1000)
      steps.append(count / bytes)
    }
    #expect(steps[0] == steps[1])
    #expect((1...2).contains(steps[0]))
  }

  @Test func `an import of many rows hands its result on in pieces`() throws {
    let folder = try TemporaryFolder()
    let path = try table(rows: 200_000, in: folder)
    let before = peak
    let settings = ImportSettings(format: .csv, files: [path])
    let summary = try Importer(settings).run(to: folder.path("out"))
    #expect(summary.keptCount == 200_000)
    let size = try Data(contentsOf: URL(filePath: folder.path("out/workflow_requests.yaml"))).count
    #expect(size > 20_000_000)
    // The result alone has more than that.
    #expect(peak - before < 60_000_000)
  }
}
