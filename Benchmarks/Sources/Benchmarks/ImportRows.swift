import Documents
import Foundation

/// The import of a large table by the whole program, and its memory.
enum ImportRows {
  private static let rowCount = 1_000_000

  static func measure(_ report: inout Report) throws {
    let name = "import a million rows of CSV"
    guard report.wants(name), FileManager.default.isExecutableFile(atPath: ProgramRows.program)
    else { return }
    let folder = try WorkFolder()
    let table = try folder.write("table.csv") { (stream) throws(WriteFailure) in
      try stream.write("time,model,seconds\n")
      for row in 0..<rowCount {
        let millis = String(row * 37 % 1000 + 1000).dropFirst()
        try stream.write(
          "2024-12-03T\(10 + row / 100_000):00:\(10 + row / 20_000).\(millis),"
            + "model-\(row % 17),\(row % 89).\(row % 100)\n")
      }
    }
    let result = "\(folder.path)/out/workflow_requests.yaml"
    func run() throws {
      try ProgramRows.start(
        ProgramRows.program, "import", "csv", table, "--output", "\(folder.path)/out", "--force")
    }
    try run()
    let bytes = [UInt8](try Data(contentsOf: URL(filePath: result)))
    try report.row(
      name, bound: "reading it, writing the result", rounds: 5, work: run,
      against: {
        blackHole(try Data(contentsOf: URL(filePath: table)).count)
        _ = try folder.write("again") { (stream) throws(WriteFailure) in
          try stream.write(bytes[...])
        }
      })
    report.note(
      "\(Memory.peakBytesOfChildren / 1_000_000) MB of memory at most, "
        + "\(bytes.count / 1_000_000) MB written")
  }
}
