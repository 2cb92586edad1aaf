import Foundation
import Glibc

/// What all processors of the machine have done since this was made.
struct ProcessorTime {
  private let before = Self.sums

  /// The share of the time in which they had nothing to do; none of it if that is not known.
  var idleShare: Double {
    let now = Self.sums
    return now.all > before.all ? Double(now.idle - before.idle) / Double(now.all - before.all) : 0
  }

  private static var sums: (idle: Int, all: Int) {
    let text = (try? String(contentsOfFile: "/proc/stat", encoding: .utf8)) ?? ""
    let line = text.prefix { $0 != "\n" }.split(separator: " ").dropFirst().map { Int($0) ?? 0 }
    return line.count > 3 ? (line[3], line.reduce(0, +)) : (0, 0)
  }
}

/// What the thread of this process with a name has done so far, in seconds; nil if there is none.
func processorSeconds(ofThread name: String) -> Double? {
  let folder = URL(filePath: "/proc/self/task")
  let threads = try? FileManager.default.contentsOfDirectory(atPath: folder.path)
  for thread in threads ?? [] {
    // A thread may have ended meanwhile.
    let file = folder.appending(path: "\(thread)/stat")
    guard let text = try? String(contentsOf: file, encoding: .utf8),
      let end = text.range(of: "(\(name)) ")
    else { continue }
    let fields = text[end.upperBound...].split(separator: " ").compactMap { Double($0) }
    // User and system time are the 11th and 12th number after the name and the state's letter.
    return fields.count > 11 ? (fields[10] + fields[11]) / Double(sysconf(Int32(_SC_CLK_TCK))) : nil
  }
  return nil
}
