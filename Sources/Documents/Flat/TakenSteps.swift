/// Steps through a document that were taken ahead, to be taken once more.
struct TakenSteps {
  /// The steps that fit into a flat item.
  private(set) var flat = FlatItem()

  /// The step that followed and does not fit.
  private var last: DocumentEvent?

  /// The error in place of a further step.
  private var failure: SyntaxError?

  /// The next step to be taken once more.
  private var place = 0

  /// Whether there is nothing to be taken once more.
  private(set) var isEmpty = true

  /// Takes the steps of one value, as far as they fit into a flat item.
  mutating func takeValue<Source: EventSource & ~Copyable>(of source: inout Source) {
    flat.removeAll()
    (last, failure, place, isEmpty) = (nil, nil, 0, false)
    do {
      if try source.takeItem(into: &flat) { return }
      flat.removeAll()
      while flat.takesMore {
        last = try source.next(into: &flat)
        if last != nil { return }
      }
    } catch {
      failure = error
    }
  }

  /// Forgets the steps that were taken.
  mutating func removeAll() { isEmpty = true }

  /// The next step, which may be that there is none; nil after all.
  mutating func next() throws(SyntaxError) -> DocumentEvent? {
    if place < flat.parts.count {
      place += 1
      return flat.event(place - 1)
    }
    isEmpty = true
    if let failure { throw failure }
    return last
  }
}
