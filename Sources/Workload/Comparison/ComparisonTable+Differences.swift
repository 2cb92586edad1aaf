internal import Engine
internal import History

extension ComparisonTable {
  /// The difference of a row from the baseline in a column.
  struct BaselineDifference {
    /// The mean of the differences, paired by seed, with its 95 % interval.
    let difference: Interval
    /// The mean over that of the baseline; nil if that is 0.
    let ratio: Double?

    /// Whether the 95 % interval of the difference excludes 0; never for a single run.
    var isClear: Bool { difference.margin.map { difference.mean.magnitude > $0 } ?? false }
  }

  /// For each row the row of the baseline that differs in the policy alone; nil if there is none, and
  /// for the baseline itself.
  var baselineRows: [Int?] {
    guard let baseline else { return rows.map { _ in nil } }
    var places: [RunVariant: Int] = [:]
    for (place, row) in rows.enumerated() where row.variant.options.policy == baseline {
      places[row.variant.withoutPolicy] = place
    }
    return rows.indices.map { row in
      let place = places[rows[row].variant.withoutPolicy]
      return place == row ? nil : place
    }
  }

  /// The difference of a row from that of the baseline; nil if one of them has no value.
  func difference(of row: Int, from baseline: Int, in column: Int) -> BaselineDifference? {
    let pairs = zip(values(row, column), values(baseline, column)).compactMap { own, other in
      own.flatMap { own in other.map { (own: own, other: $0) } }
    }
    guard let difference = Interval(pairs.map { $0.own == $0.other ? 0 : $0.own - $0.other }),
      let own = Interval(pairs.map(\.own)), let other = Interval(pairs.map(\.other))
    else { return nil }
    return BaselineDifference(
      difference: difference, ratio: other.mean == 0 ? nil : own.mean / other.mean)
  }
}
