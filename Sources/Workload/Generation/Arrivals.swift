/// How requests are spread over time.
public enum ArrivalPattern: String, CaseIterable, Sendable {
  /// Independently of each other.
  case poisson
  /// Independently, but in a tenth of the time eleven times as densely as in the rest.
  case bursty
  /// Independently, with a rate that follows the hour: 1.8 times the mean at 15:00, 0.2 times at 3:00.
  case diurnal
  /// At equal distances.
  case uniform
  /// Ten at a time, at equal distances.
  case batch
}

/// The times of arrivals, one after the other, in seconds from midnight of the first day.
struct Arrivals {
  private static let batchSize = 10
  private static let secondsOfDay = 86_400.0
  // Bursts take a tenth of the time, so that the mean is 0.1 × 5.5 + 0.9 × 0.5 = 1.
  private static let burstRate = 5.5
  private static let calmRate = 0.5
  private static let diurnalSwing = 0.8

  private let pattern: ArrivalPattern
  private let rate: Double
  private var random: RandomNumbers
  private var count = 0
  private var time = 0.0
  private var isBurst = true
  private var phaseEnd = 0.0

  /// Makes the arrivals of a pattern, `rate` of them a second on average.
  init(_ pattern: ArrivalPattern, rate: Double, random: RandomNumbers) {
    self.pattern = pattern
    self.rate = rate
    self.random = random
  }

  mutating func next() -> Double {
    defer { count += 1 }
    switch pattern {
    case .uniform: return Double(count) / rate
    case .batch: return Double(count / Self.batchSize * Self.batchSize) / rate
    case .poisson: time += random.exponential(rate: rate)
    case .bursty: advanceThroughBursts()
    case .diurnal: advanceThroughDay()
    }
    return time
  }

  /// Goes on to the next arrival; what is left of a wait when the rate changes is drawn anew, which
  /// for independent arrivals makes no difference.
  private mutating func advanceThroughBursts() {
    while true {
      let wait = random.exponential(rate: rate * (isBurst ? Self.burstRate : Self.calmRate))
      if time + wait <= phaseEnd {
        time += wait
        return
      }
      time = phaseEnd
      isBurst.toggle()
      phaseEnd += random.exponential(rate: rate / (isBurst ? 5 : 45))
    }
  }

  /// Draws arrivals at the densest rate and keeps as many as the hour has.
  private mutating func advanceThroughDay() {
    let densest = rate * (1 + Self.diurnalSwing)
    repeat {
      time += random.exponential(rate: densest)
    } while random.uniform() * densest >= rate * (1 + Self.diurnalSwing * Self.wave(at: time))
  }

  /// A day as a wave of two parabolas: 0 at 9:00, 1 at 15:00, 0 at 21:00, −1 at 3:00.
  private static func wave(at time: Double) -> Double {
    let days = (time - 9 * 3600) / secondsOfDay
    let phase = days - days.rounded(.down)
    return phase < 0.5 ? 16 * phase * (0.5 - phase) : -16 * (phase - 0.5) * (1 - phase)
  }
}
