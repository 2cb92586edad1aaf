/// Whether time runs by itself, and how fast.
struct Playback: Hashable, Sendable {
  /// The speeds to choose from are the powers of two from 1/8 to 4,096 times real time.
  static let exponents = -3...12

  var isRunning = false
  var exponent = 3

  /// Simulated seconds for each second that passes.
  var speed: Double {
    (0..<abs(exponent)).reduce(1) { value, _ in exponent < 0 ? value / 2 : value * 2 }
  }

  /// The speed as shown: `×8`, `×1/4`.
  var label: String { exponent < 0 ? "×1/\(1 << -exponent)" : "×\(1 << exponent)" }

  mutating func change(by steps: Int) {
    exponent = min(max(exponent + steps, Self.exponents.lowerBound), Self.exponents.upperBound)
  }
}
