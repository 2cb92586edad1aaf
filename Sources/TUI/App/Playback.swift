/// Whether time runs by itself, and how fast.
struct Playback: Hashable, Sendable {
  var isRunning = false
  private(set) var speed = Speed.usual

  /// Goes to a faster or slower one of the speeds to choose from.
  mutating func change(by steps: Int) { speed = Speed(level: speed.level + steps) }

  /// Doubles the speed, or halves it.
  mutating func multiply(byPowerOfTwo exponent: Int) { change(by: 2 * exponent) }

  mutating func set(_ speed: Speed) { self.speed = speed }
}

/// The speed of time: one of a row of levels from 1/8 to 4,096 times real time, and one beyond.
struct Speed: Hashable, Sendable {
  /// Two levels are a factor of two; level 0 is real time.
  let level: Int

  private static let levels = -6...25

  /// The level at which a frame goes as far as it likes, event after event.
  static let fastest = Speed(level: levels.upperBound)
  static let slowest = Speed(level: levels.lowerBound)
  static let realTime = Speed(level: 0)
  /// The speed at the start.
  static let usual = Speed(level: 6)

  init(level: Int) {
    self.level = min(max(level, Self.levels.lowerBound), Self.levels.upperBound)
  }

  /// The level nearest to a number of simulated seconds for each real one.
  init(nearest speed: Double) {
    guard speed.isFinite else { self = .fastest; return }
    var best = Self.levels.lowerBound
    for level in Self.levels.dropLast() {
      // By their ratio the levels are about equally far apart.
      func distance(_ level: Int) -> Double {
        let ratio = Speed(level: level).secondsPerSecond / speed
        return max(ratio, 1 / ratio)
      }
      if distance(level) < distance(best) { best = level }
    }
    level = best
  }

  var isFastest: Bool { level == Self.levels.upperBound }

  /// Simulated seconds for each second that passes; infinite at the fastest.
  var secondsPerSecond: Double {
    guard !isFastest else { return .infinity }
    // 1, 1.5, 2, 3, 4, 6, 8 …
    let half = level & 1 == 0 ? 1 : 1.5
    let exponent = (level - (level & 1)) / 2
    return (0..<abs(exponent)).reduce(half) { value, _ in exponent < 0 ? value / 2 : value * 2 }
  }

  /// The speed as shown: `×8`, `×1.5`, `×3/16`, `max`.
  var label: String {
    guard !isFastest else { return "max" }
    let speed = secondsPerSecond
    if speed < 1 {
      let (over, under) = level & 1 == 0 ? (1.0, 1 / speed) : (3.0, 3 / speed)
      return "×\(Int(over))/\(Int(under))"
    }
    return speed.rounded() == speed ? "×\(Int(speed))" : "×\(speed)"
  }
}
