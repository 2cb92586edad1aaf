import Engine
import History

/// The rows of the events pane, counted back from the cursor.
enum EventStory {
  /// The last rows up to a moment, oldest first, without the very last `skipped` ones.
  ///
  /// - Complexity: O(count + log² trace).
  static func latest(
    _ count: Int, skipping skipped: Int = 0, _ moment: Moment
  ) -> [(event: Int, row: EventRow)] {
    let end = max(moment.eventRowCount - skipped, 0)
    return moment.eventRows(max(end - count, 0)..<end)
  }

  /// The page that Enter opens on a row.
  static func subject(of row: EventRow) -> PageSubject {
    switch row {
    case .arrival(let request): .request(request)
    case .requestCompletion(let completed): .request(completed.request)
    case .completion(let execution), .switch(let execution), .dispatch(let execution):
      .dispatch(execution)
    }
  }
}
