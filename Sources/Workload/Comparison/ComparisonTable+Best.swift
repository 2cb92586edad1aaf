internal import Engine
internal import History

extension ComparisonTable {
  /// A matrix of marks, true where a row is the best in a column among the rows that differ in the
  /// policy alone.
  ///
  /// With several seeds a row is the best only if the differences to every other row, paired by
  /// seed, have a 95 % interval without 0. Rows that are equal share the mark. With a baseline the
  /// marks are on the rows whose difference from it has such an interval.
  ///
  /// - Complexity: O(rows · columns · seeds).
  var marks: [[Bool]] {
    guard baseline == nil else { return clearDifferences }
    var result = rows.map { _ in columns.map { _ in false } }
    let groups = Dictionary(grouping: rows.indices) { rows[$0].variant.withoutPolicy }
    for group in groups.values {
      for (place, column) in columns.enumerated() where column.hasBest {
        for row in best(of: group, in: place) { result[row][place] = true }
      }
    }
    return result
  }

  private var clearDifferences: [[Bool]] {
    zip(rows.indices, baselineRows).map { row, baseline in
      columns.indices.map { column in
        baseline.flatMap { difference(of: row, from: $0, in: column)?.isClear } ?? false
      }
    }
  }

  /// The best rows of a group; none if it is not clear that one is better than the others.
  private func best(of group: [Int], in column: Int) -> [Int] {
    let sign = columns[column].isHigherBetter ? -1.0 : 1.0
    let means = group.compactMap { row in
      interval(row, column).map { (row: row, mean: $0.mean * sign) }
    }
    guard let best = means.min(by: { $0.mean < $1.mean })?.row else { return [] }
    var equals: [Int] = []
    for (row, _) in means {
      switch comparison(of: best, to: row, in: column) {
      case .equal: equals.append(row)
      case .better: continue
      case .unclear: return []
      }
    }
    // No row is best if all are equal.
    return equals.count < means.count ? equals : []
  }

  private enum Verdict { case equal, better, unclear }

  /// Compares a row whose mean is the best with another one, seed by seed.
  private func comparison(of best: Int, to other: Int, in column: Int) -> Verdict {
    let pairs = zip(values(best, column), values(other, column))
    let differences = pairs.compactMap { first, second in
      first.flatMap { first in
        second.map { first == $0 ? 0 : ($0 - first).magnitude * ($0 < first ? -1 : 1) }
      }
    }
    if differences.allSatisfy({ $0 == 0 }) { return .equal }
    guard rows[best].runs.count > 1 else { return .better }
    guard let interval = Interval(differences), let margin = interval.margin else {
      return .unclear
    }
    return interval.mean.magnitude > margin ? .better : .unclear
  }
}
