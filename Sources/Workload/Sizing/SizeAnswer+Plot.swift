internal import Engine
internal import History

/// A row of an answer, to be drawn: a measure over numbers of GPUs.
package struct SizeSeries: Sendable {
  /// The policy and the load, and the answer.
  package let label: String
  /// The fewest GPUs that hold; nil if there are none.
  package let answer: Int?
  /// The finite means over the seeds, by ascending numbers of GPUs.
  package let points: [SizePoint]
}

/// A measure with a number of GPUs, to be drawn.
package struct SizePoint: Sendable {
  package let gpuCount: Int
  package let value: Double
  /// Half the width of the 95 % interval; nil for a single run.
  package let margin: Double?
}

/// The bound of a test, to be drawn.
package struct SizeBound: Sendable {
  package let value: Double
  /// The test.
  package let label: String
  /// The measure with its unit.
  package let title: String
  package let isShare: Bool
}

extension SizeAnswer {
  /// The rows, with the measure of the first test.
  package var plottedSeries: [SizeSeries] {
    rows.map { row in
      let load = plan.loads.count > 1 ? ", load \(row.load.plainText)" : ""
      let answer = row.gpuCount.map { counted($0, "GPU") } ?? "none holds"
      return SizeSeries(
        label: "\(row.policy)\(load): \(answer)", answer: row.gpuCount,
        points: row.outcomes.compactMap { outcome in
          let place = plan.place(ofTest: 0)
          guard let value = outcome.mean(place), value.isFinite else { return nil }
          let interval = Interval(outcome.values.compactMap { $0[place] })
          return SizePoint(
            gpuCount: outcome.gpuCount, value: value, margin: interval?.margin)
        })
    }
  }

  /// The bound of the first test.
  package var plottedBound: SizeBound {
    let test = plan.tests[0]
    let unit =
      switch test.measure.unit {
      case .seconds: ", s"
      case .share: ", share"
      case .count, .ratio: ""
      }
    return SizeBound(
      value: test.bound, label: "\(test)", title: "\(test.measure)\(unit)",
      isShare: test.measure.unit == .share)
  }
}
