internal import Workload

/// A linear scale from values to places, with marks at round values.
struct Axis {
  let values: ClosedRange<Double>
  let start: Double
  let length: Double

  /// Makes a scale of `values` onto `length` points from `start` on; a negative length goes up.
  init(_ values: ClosedRange<Double>, start: Double, length: Double) {
    let isEmpty = values.upperBound - values.lowerBound <= 0
    self.values = isEmpty ? values.lowerBound...values.lowerBound + 1 : values
    self.start = start
    self.length = length
  }

  func place(of value: Double) -> Double {
    start + length * (value - values.lowerBound) / (values.upperBound - values.lowerBound)
  }

  /// Round values, no closer than a number of points.
  func marks(distance: Double, isTime: Bool) -> [Double] {
    let span = values.upperBound - values.lowerBound
    let least = span * distance / abs(length)
    let step = isTime ? Self.timeStep(atLeast: least) : Self.decimalStep(atLeast: least)
    var index = (values.lowerBound / step).rounded(.up)
    var marks: [Double] = []
    while index * step <= values.upperBound + step * 1e-9, marks.count < 1000 {
      marks.append(index * step)
      index += 1
    }
    return marks
  }

  private static func decimalStep(atLeast least: Double) -> Double {
    guard least > 0, least.isFinite else { return 1 }
    var power = 1.0
    while power < least { power *= 10 }
    while power / 10 >= least { power /= 10 }
    return [power / 5, power / 2].first { $0 >= least } ?? power
  }

  private static func timeStep(atLeast least: Double) -> Double {
    guard least > 30 else { return decimalStep(atLeast: least) }
    let steps: [Double] = [
      60, 120, 300, 600, 900, 1800, 3600, 7200, 10_800, 21_600, 43_200, 86_400,
    ]
    return steps.first { $0 >= least } ?? decimalStep(atLeast: least / 86_400) * 86_400
  }
}

/// A time of the run for people: `12.5 s`, `3:20`, `1:02:03`, `2 d 03:00`.
func clock(_ seconds: Double) -> String {
  guard abs(seconds) >= 60 else { return "\(plainNumber(seconds)) s" }
  let whole = Int(abs(seconds).rounded())
  func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
  let sign = seconds < 0 ? "-" : ""
  let (hours, minutes, rest) = (whole / 3600, whole / 60 % 60, whole % 60)
  if hours >= 48 { return "\(sign)\(hours / 24) d \(two(hours % 24)):\(two(minutes))" }
  return hours > 0
    ? "\(sign)\(hours):\(two(minutes)):\(two(rest))" : "\(sign)\(minutes):\(two(rest))"
}

/// A number with up to three decimals, without final zeros.
func plainNumber(_ value: Double) -> String {
  let thousandths = (value * 1000).rounded()
  guard abs(thousandths) < 1e15 else { return "\(value)" }
  var text = "\(abs(Int(thousandths)) / 1000)"
  var decimals = abs(Int(thousandths)) % 1000
  if decimals > 0 {
    var digits = 3
    while decimals.isMultiple(of: 10) { (decimals, digits) = (decimals / 10, digits - 1) }
    let figures = "\(decimals)"
    text += "." + String(repeating: "0", count: digits - figures.count) + figures
  }
  return thousandths < 0 ? "-" + text : text
}
