/// A distribution of arrivals over time.
public enum ArrivalPattern: String, CaseIterable, Sendable {
  /// Independent arrivals.
  case poisson
  /// Independent arrivals, in a tenth of the time eleven times as dense as in the rest.
  case bursty
  /// Independent arrivals whose rate follows the hour: 1.8 times the mean at 15:00, 0.2 at 3:00.
  case diurnal
  /// Arrivals at equal distances.
  case uniform
  /// Ten arrivals at a time, at equal distances.
  case batch
}

/// Draws arrival times in ascending order, in seconds from midnight of the first day.
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

  /// Makes the arrivals of a pattern with a mean of `rate` a second.
  init(_ pattern: ArrivalPattern, rate: Double, random: RandomNumbers) {
    self.pattern = pattern
    self.rate = rate
    self.random = random
  }

  /// Returns the next arrival time.
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

  /// Advances to the next arrival; a wait that a change of rate cuts short is drawn anew, which
  /// makes no difference for independent arrivals.
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

  /// Draws arrivals at the highest rate and keeps the share that belongs to the hour.
  private mutating func advanceThroughDay() {
    let densest = rate * (1 + Self.diurnalSwing)
    repeat {
      time += random.exponential(rate: densest)
    } while random.uniform() * densest >= rate * (1 + Self.diurnalSwing * Self.wave(at: time))
  }

  /// The day as a wave of two parabolas: 0 at 9:00, 1 at 15:00, 0 at 21:00, −1 at 3:00.
  private static func wave(at time: Double) -> Double {
    let days = (time - 9 * 3600) / secondsOfDay
    let phase = days - days.rounded(.down)
    return phase < 0.5 ? 16 * phase * (0.5 - phase) : -16 * (phase - 0.5) * (1 - phase)
  }
}
