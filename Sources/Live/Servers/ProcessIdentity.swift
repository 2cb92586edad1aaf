import Foundation

/// A process, told apart from all others, also from later ones with the same number.
struct ProcessIdentity: Hashable, Sendable {
  /// The name of the machine.
  let host: String
  /// The machine's start.
  let boot: String
  /// The number of the process.
  let number: Int32
  /// The start of the process.
  let start: String

  /// This process.
  static let current = ProcessIdentity(
    host: currentHost, boot: currentBoot, number: getpid(),
    start: start(of: getpid()) ?? "")

  /// Whether the process is known to have ended; one of another machine is not.
  var hasEnded: Bool {
    guard host == Self.current.host else { return false }
    return boot != Self.current.boot || Self.start(of: number) != start
  }

  private static let currentHost: String = {
    var name = [CChar](repeating: 0, count: 256)
    guard gethostname(&name, name.count - 1) == 0 else { return "" }
    return String(decoding: name.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }()

  private static let currentBoot =
    (try? String(contentsOfFile: "/proc/sys/kernel/random/boot_id", encoding: .utf8))?
    .trimmingCharacters(in: .whitespacesAndNewlines) ?? ""

  /// The start of a running process, in clock ticks since that of the machine; nil if there is none.
  private static func start(of number: Int32) -> String? {
    guard let text = try? String(contentsOfFile: "/proc/\(number)/stat", encoding: .utf8),
      let name = text.lastIndex(of: ")")
    else { return nil }
    // The 22nd field; the name, which may hold blanks, is the second.
    let fields = text[name...].split(separator: " ")
    return fields.count > 20 ? String(fields[20]) : nil
  }
}
