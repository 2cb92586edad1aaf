import Foundation
import Glibc

/// The processor time of a thread of this process, in seconds; nil if it is not found.
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
