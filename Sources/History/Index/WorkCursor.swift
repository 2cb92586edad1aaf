import Engine

/// Sums of work that move along a lane.
struct WorkCursor: Sendable {
  /// The sums of all entries before `place`: of computing for each model, then of preparing.
  private(set) var sums: [Double]
  private var place = -1

  init(modelCount: Int) { sums = [Double](repeating: 0, count: 2 * modelCount) }

  /// Moves to just before an entry, which is not the last one of the lane.
  ///
  /// - Complexity: O(models), and no more than a block of entries.
  mutating func move(before place: Int, of lane: GPUHistory) {
    if self.place >= 0, lane.work.isNear(place, after: self.place) {
      for entry in lane.entries[self.place..<place] { lane.work.add(entry, to: &sums) }
    } else {
      lane.work.load(before: place, of: lane.entries, into: &sums)
    }
    self.place = place
  }
}
