import Engine
import History

/// The lines of the list of events at a moment: those that a filter keeps.
struct EventList {
  private let moment: Moment
  private let filtered: FilteredLines?
  /// The number of lines.
  let count: Int
  /// The number of rows of the whole list.
  let total: Int

  init(_ moment: Moment, filtered: FilteredLines?) {
    self.moment = moment
    self.filtered = filtered
    let total = moment.eventRowCount
    self.total = total
    count = filtered.map { lines in lines.kept.partitionPoint { $0 >= total } } ?? total
  }

  /// The last lines, oldest first, without the very last `skipped` ones.
  ///
  /// - Complexity: O(count · log² trace).
  func latest(_ wanted: Int, skipping skipped: Int = 0) -> [(event: Int, row: EventRow)] {
    guard let filtered else { return EventStory.latest(wanted, skipping: skipped, moment) }
    let end = max(count - skipped, 0)
    return filtered.kept[max(end - wanted, 0)..<end].flatMap { row in
      moment.eventRows(Int(row)..<Int(row) + 1)
    }
  }
}
