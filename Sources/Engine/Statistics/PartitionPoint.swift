extension RandomAccessCollection where Index == Int {
  /// The first index at which `predicate` holds, given that it holds from there on; else `endIndex`.
  ///
  /// - Complexity: O(log count).
  @inlinable package func partitionPoint(where predicate: (Element) -> Bool) -> Int {
    var (low, high) = (startIndex, endIndex)
    while low < high {
      let middle = low + (high - low) / 2
      if predicate(self[middle]) { high = middle } else { low = middle + 1 }
    }
    return low
  }
}
