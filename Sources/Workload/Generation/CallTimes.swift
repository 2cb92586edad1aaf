internal import Documents
internal import Engine

/// What the execution times of a model's calls are drawn from.
///
/// The order of sources is that of `Model.estimate`; a deviation that is not given is 0.
struct CallTimes {
  private enum Source {
    case seconds(mean: Double, deviation: Double)
    case tokens(mean: Double?, deviation: Double, perSecond: Double)
  }

  /// The longest time that a requests file may give.
  private static let longest = Limit.duration.range.upperBound

  private let source: Source?

  init(_ model: Model) {
    if let mean = model.inferenceTimeMean {
      source = .seconds(mean: mean, deviation: model.inferenceTimeStd ?? 0)
    } else {
      source = model.tokensPerSecond.map {
        .tokens(mean: model.tokenMean, deviation: model.tokenStd ?? 0, perSecond: $0)
      }
    }
  }

  /// Whether a call's time can be drawn, given whether its configuration limits the answer.
  func isKnown(hasMaxLength: Bool) -> Bool {
    switch source {
    case nil: false
    case .seconds: true
    case .tokens(let mean, _, _): mean != nil || hasMaxLength
    }
  }

  /// The time of one call, in seconds; an answer is no longer than its limit, in tokens.
  func draw(maxLength: Double?, using random: inout RandomNumbers) -> Double {
    switch source {
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

  /// A normally distributed amount; negative ones are drawn again.
  private static func amount(
    _ mean: Double, _ deviation: Double, _ random: inout RandomNumbers
  ) -> Double {
    while true {
      let value = random.normal(mean: mean, deviation: deviation)
      if value >= 0 { return min(value, longest) }
    }
  }
}
