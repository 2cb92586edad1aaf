import Foundation

/// How much memory the process takes.
enum Memory {
  /// What is in memory now; 0 where the system does not tell.
  static var residentBytes: Int {
    let fields = (try? String(contentsOfFile: "/proc/self/statm", encoding: .utf8))?
      .split(separator: " ")
    return (fields.flatMap { Int($0[1]) } ?? 0) * Int(getpagesize())
  }

  /// The most that a finished child of this process took.
  static var peakBytesOfChildren: Int {
    var usage = rusage()
    getrusage(__rusage_who_t(RUSAGE_CHILDREN.rawValue), &usage)
    return Int(usage.ru_maxrss) * 1024
  }
}
