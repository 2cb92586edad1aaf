import Engine
import Foundation

/// Numbers and times as the screen shows them.
enum Format {
  /// Minutes and seconds, with hours if there are any: `03:41.20`, `1:02:03.50`.
  ///
  /// Rounded as spans are, so that the two agree.
  static func clock(_ seconds: Double, decimals: Int = 2) -> String {
    guard seconds.magnitude < 1e9 else { return String(format: "%.3g s", seconds) }
    let scale = decimals == 0 ? 1 : (0..<decimals).reduce(1) { value, _ in value * 10 }
    let ticks = Int((seconds.magnitude * Double(scale)).rounded())
    let (whole, rest) = ticks.quotientAndRemainder(dividingBy: scale)
    let sign = seconds < 0 && ticks > 0 ? "-" : ""
    let (hours, minutes) = (whole / 3600, whole / 60 % 60)
    let head =
      hours > 0 ? "\(hours):\(zeroPadded(minutes, 2)):" : "\(zeroPadded(minutes, 2)):"
    let tail = decimals == 0 ? "" : ".\(zeroPadded(rest, decimals))"
    return sign + head + zeroPadded(whole % 60, 2) + tail
  }

  /// The time of day of an instant in microseconds since 1970, in UTC: `10:03:41.20`.
  static func timeOfDay(_ microseconds: Int64, decimals: Int = 2) -> String {
    let scale = (0..<max(decimals, 0)).reduce(Int64(1)) { value, _ in value * 10 }
    let unit = 1_000_000 / scale
    let day = 86_400 * scale
    let rounded = (Double(microseconds % (86_400 * 1_000_000)) / Double(unit)).rounded()
    let ticks = (Int64(rounded) % day + day) % day
    let (whole, rest) = ticks.quotientAndRemainder(dividingBy: scale)
    let parts = [whole / 3600, whole / 60 % 60, whole % 60].map { zeroPadded(Int($0), 2) }
    return parts.joined(separator: ":")
      + (decimals == 0 ? "" : ".\(zeroPadded(Int(rest), decimals))")
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

  /// A span of time in seconds with about three digits and no unit, where there is little room.
  static func briefSeconds(_ seconds: Double) -> String {
    switch seconds {
    case ..<9.995: String(format: "%.2f", seconds)
    case ..<99.95: String(format: "%.1f", seconds)
    case ..<99_999.5: String(format: "%.0f", seconds)
    default: String(format: "%.2g", seconds)
    }
  }

  /// Spans of time below each other, with as many decimals as the longest one deserves, so that their
  /// decimal points stand in one column once they are written flush right.
  static func spans(_ seconds: [Double]) -> [String] {
    let longest = seconds.map(\.magnitude).max() ?? 0
    switch longest {
    case ..<99.995: return seconds.map { String(format: "%.2f s", $0) }
    case ..<9999.95: return seconds.map { String(format: "%.1f s", $0) }
    case ..<99_999.5: return seconds.map { String(format: "%.0f s", $0) }
    default: return seconds.map(span)
    }
  }

  /// An amount of memory in GB, with a decimal only where it has one.
  static func gigabytes(_ amount: Double) -> String {
    guard amount.magnitude < 1e6 else { return String(format: "%.3g GB", amount) }
    return String(format: amount == amount.rounded() ? "%.0f GB" : "%.1f GB", amount)
  }

  /// A number with so many decimals.
  static func decimal(_ number: Double, _ decimals: Int) -> String {
    String(format: "%.\(decimals)f", number)
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

  /// A number of things: `1 switch`, `2 switches`.
  static func count(_ number: Int, _ singular: String, _ plural: String? = nil) -> String {
    "\(count(number)) \(number == 1 ? singular : plural ?? singular + "s")"
  }

  /// A share as a whole percentage; `–` for one that is not a number.
  static func percent(_ share: Double) -> String { percentage(share).map { "\($0) %" } ?? "–" }

  /// The digits of a percentage; nil for a share that is not a number.
  static func percentage(_ share: Double) -> Int? {
    let percentage = (100 * share).rounded()
    return percentage.isNaN ? nil : Int(min(max(percentage, -1e9), 1e9))
  }

  /// The letter of a model: A to Z, then a to z, then two letters: AA, AB and so on.
  static func letter(_ model: ModelID) -> String {
    guard model.index >= letters.count else { return letters[max(model.index, 0)] }
    let beyond = model.index - letters.count
    return letters[beyond / letters.count % letters.count] + letters[beyond % letters.count]
  }

  private static let letters =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz".map { String($0) }

  private static func zeroPadded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }
}

extension Int {
  /// A count of cells nearest to a number that may be anything, within limits.
  init(cells number: Double, in limits: ClosedRange<Int>) {
    guard !number.isNaN else {
      self = limits.lowerBound
      return
    }
    self = Int(
      Swift.min(Swift.max(number.rounded(), Double(limits.lowerBound)), Double(limits.upperBound)))
  }
}
