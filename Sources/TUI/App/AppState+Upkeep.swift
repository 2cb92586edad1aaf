import Engine
import History

// MARK: - What is looked up for lists and searches

extension AppState {
  /// The events or lines that are looked through before the next frame, which takes a few milliseconds.
  private static let stride = eventsAtOnce

  /// Brings what lists and searches need up to date with the run.
  ///
  /// - Returns: The work for what takes longer; nil if there is none.
  mutating func takeUpkeep() -> Effect? {
    if let effect = endMeasuring() { return effect }
    forgetOutdated()
    let lookups = missingLookups
    guard let lookup = lookups.first else { return nil }
    // A history that is lent cannot be looked at any longer: then a stride at each key must do.
    guard growth == nil, lookup.size > Self.stride else {
      for lookup in lookups where growth != nil || lookup.size <= Self.stride {
        guard let result = lookup.done(in: run.history, by: Self.stride) else { continue }
        run.take(result)
      }
      return nil
    }
    guard !work.contains(where: { $0.name == Self.lookingUp }) else { return nil }
    let effect = start(Self.lookingUp) { [run] in
      .lookUp(lookup, in: run.history, run: run.id)
    }
    // Its end is waited for by what is on the screen.
    if let index = work.indices.last { work[index].isCancellable = false }
    return effect
  }

  private static let lookingUp = "listing"

  private mutating func forgetOutdated() {
    if run.hits?.names.text != search?.names.text { run.hits = nil }
    if run.filteredEvents?.filter != filters[.events] { run.filteredEvents = nil }
    if run.filteredSwitches?.filter != filters[.switches] { run.filteredSwitches = nil }
    if let sorted = run.switchesInOrder,
      sorted.order != switchOrder || sorted.switches.count > run.history.switchCount
    {
      run.switchesInOrder = nil
    }
  }

  private var missingLookups: [Lookup] {
    let history = run.history
    var lookups: [Lookup] = []
    if let search {
      let hits = run.hits ?? NameHits(of: search.names)
      let left = history.trace.events.count - hits.scannedCount
      if left > 0 || run.hits == nil { lookups.append(Lookup(.hits(hits), size: left)) }
    }
    let lists: [(FilteredLines.List, ListFilter?, FilteredLines?)] = [
      (.events, filters[.events], run.filteredEvents),
      (.switches, filters[.switches], run.filteredSwitches),
    ]
    for case (let list, let filter?, let known) in lists {
      let lines = known ?? FilteredLines(list, filter)
      let left = lines.missingCount(in: history)
      if left > 0 || known == nil { lookups.append(Lookup(.lines(lines), size: left)) }
    }
    if switchOrder != .latest, run.switchesInOrder?.knownCount != history.switchCount {
      lookups.append(Lookup(.order(switchOrder), size: history.switchCount))
    }
    return lookups
  }
}

/// Something to find out about a run for what is on the screen.
struct Lookup: Sendable {
  enum Subject: Sendable {
    case hits(NameHits)
    case lines(FilteredLines)
    case order(SwitchOrder)
  }

  enum Result: Sendable {
    case hits(NameHits)
    case lines(FilteredLines)
    case order(SwitchesInOrder)
  }

  let subject: Subject
  /// The number of events or lines to look through.
  let size: Int

  init(_ subject: Subject, size: Int) {
    self.subject = subject
    self.size = size
  }

  /// Finds it out, as far as a number of further events or lines tells; nil if those tell nothing.
  func done(in history: History, by count: Int = .max) -> Result? {
    switch subject {
    case .hits(var hits):
      hits.extend(over: history, by: count)
      return .hits(hits)
    case .lines(var lines):
      lines.extend(over: history, by: count)
      return .lines(lines)
    case .order(let order):
      guard size <= count else { return nil }
      return .order(
        SwitchesInOrder(
          order: order, switches: history.switches(inOrder: order),
          knownCount: history.switchCount))
    }
  }
}

/// The switches of a run in an order other than that of time.
struct SwitchesInOrder: Sendable {
  let order: SwitchOrder
  let switches: [Int32]
  /// The number of switches of the run when they were sorted.
  let knownCount: Int
}

extension Run {
  /// Takes over what was looked up.
  mutating func take(_ result: Lookup.Result) {
    switch result {
    case .hits(let hits): self.hits = hits
    case .lines(let lines):
      if lines.list == .events { filteredEvents = lines } else { filteredSwitches = lines }
    case .order(let sorted): switchesInOrder = sorted
    }
  }
}
