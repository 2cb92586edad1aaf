internal import Documents
internal import Engine

/// The distribution of a model's execution times.
///
/// The order of sources is that of `Model.estimate`; a deviation that is not given is 0.
struct CallTimes {
  private enum Formula {
    case seconds(mean: Double, deviation: Double)
    case tokens(mean: Double?, deviation: Double, perSecond: Double)
  }

  /// The longest time that a requests file may give.
  private static let longest = Limit.duration.range.upperBound

  private let formula: Formula?

  init(_ model: Model) {
    if let mean = model.inferenceTimeMean {
      formula = .seconds(mean: mean, deviation: model.inferenceTimeStd ?? 0)
    } else {
      formula = model.tokensPerSecond.map {
        .tokens(mean: model.tokenMean, deviation: model.tokenStd ?? 0, perSecond: $0)
      }
    }
  }

  /// Whether the model's fields give a call's time, if its configuration limits the answer or not.
  func isKnown(hasMaxLength: Bool) -> Bool {
    switch formula {
    case nil: false
    case .seconds: true
    case .tokens(let mean, _, _): mean != nil || hasMaxLength
    }
  }

  /// Draws the time of one call in seconds; `maxLength` limits the answer, in tokens.
  func draw(maxLength: Double?, using random: inout RandomNumbers) -> Double {
    switch formula {
    case .seconds(let mean, let deviation):
      return Self.amount(mean, deviation, &random)
    case .tokens(let mean?, let deviation, let perSecond):
      let tokens = max(1, Self.amount(mean, deviation, &random).rounded())
      return min(min(tokens, maxLength ?? tokens) / perSecond, Self.longest)
    case .tokens(nil, _, let perSecond):
      guard let maxLength else { return Estimate.fallback.seconds }
      return min(maxLength / perSecond, Self.longest)
    case nil: return Estimate.fallback.seconds
    }
  }

  /// Draws a normally distributed amount that is not negative.
  private static func amount(
    _ mean: Double, _ deviation: Double, _ random: inout RandomNumbers
  ) -> Double {
    while true {
      let value = random.normal(mean: mean, deviation: deviation)
      if value >= 0 { return min(value, longest) }
    }
  }
}
