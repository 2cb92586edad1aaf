import Engine

/// The numbers of exchanges in the order of the instants at which something is due.
///
/// A sorted array: as many as there can be connections, so that inserting moves little.
struct DueTimes {
  private struct Entry {
    let instant: MachineInstant
    let number: UInt64
  }

  // Latest first, so that the earliest ones are removed at the end.
  private var entries: [Entry] = []

  /// The earliest instant; nil if nothing is due.
  var earliest: MachineInstant? { entries.last?.instant }

  mutating func insert(_ number: UInt64, at instant: MachineInstant) {
    entries.insert(Entry(instant: instant, number: number), at: position(of: number, at: instant))
  }

  mutating func remove(_ number: UInt64, at instant: MachineInstant) {
    let position = position(of: number, at: instant)
    guard position < entries.count, entries[position].number == number else { return }
    entries.remove(at: position)
  }

  /// Removes and returns an exchange whose instant has come.
  mutating func removeDue(at now: MachineInstant) -> UInt64? {
    guard let last = entries.last, last.instant <= now else { return nil }
    entries.removeLast()
    return last.number
  }

  private func position(of number: UInt64, at instant: MachineInstant) -> Int {
    entries.partitionPoint { ($0.instant, $0.number) <= (instant, number) }
  }
}
