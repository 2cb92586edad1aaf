import Engine
import Foundation

/// Numbers and times as the screen shows them.
enum Format {
  /// Minutes and seconds, with hours if there are any: `03:41.20`, `1:02:03.50`.
  static func clock(_ seconds: Double, decimals: Int = 2) -> String {
    guard seconds.magnitude < 1e9 else { return String(format: "%.3g s", seconds) }
    let scale = decimals == 0 ? 1 : (0..<decimals).reduce(1) { value, _ in value * 10 }
    // Cut, not rounded: a clock does not show a second that has not come.
    let ticks = Int((seconds.magnitude * Double(scale) + 1e-6).rounded(.down))
    let (whole, rest) = ticks.quotientAndRemainder(dividingBy: scale)
    let sign = seconds < 0 && ticks > 0 ? "-" : ""
    let (hours, minutes) = (whole / 3600, whole / 60 % 60)
    let head =
      hours > 0 ? "\(hours):\(padded(minutes, 2)):" : "\(padded(minutes, 2)):"
    let tail = decimals == 0 ? "" : ".\(padded(rest, decimals))"
    return sign + head + padded(whole % 60, 2) + tail
  }

  /// A span of time in seconds, with the decimals that its size deserves: `4.13 s`, `83.0 s`.
  static func span(_ seconds: Double) -> String {
    switch seconds {
    case ..<9.95: String(format: "%.2f s", seconds)
    case ..<999.5: String(format: "%.1f s", seconds)
    case ..<99_999.5: String(format: "%.0f s", seconds)
    default: String(format: "%.3g s", seconds)
    }
  }

  /// A count with thin groups of three digits: `10 622`.
  static func count(_ number: Int) -> String {
    var text = ""
    for (index, digit) in String(number).reversed().enumerated() {
      if index > 0, index.isMultiple(of: 3), digit != "-" { text.append(" ") }
      text.append(digit)
    }
    return String(text.reversed())
  }

  static func percent(_ share: Double) -> String { "\(Int((100 * share).rounded())) %" }

  /// The letter of a model: A to Z, then a to z, then again.
  static func letter(_ model: ModelID) -> String {
    let index = model.index % 52
    let first: Unicode.Scalar = index < 26 ? "A" : "a"
    return Unicode.Scalar(first.value + UInt32(index % 26)).map { String(Character($0)) } ?? "?"
  }

  private static func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}
