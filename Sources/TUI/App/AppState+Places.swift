import Documents
import History

// MARK: - The list of marks, open runs and jumps

extension AppState {
  var placeLines: [PlaceLine] {
    let marks = run.marks.map { mark in
      PlaceLine(
        place: .mark(mark.name), name: visible(mark.name), detail: Self.place(of: mark.cursor),
        isCurrent: mark.cursor == run.cursor)
    }
    let open = runs.enumerated().map { index, other in
      PlaceLine(
        place: .run(other.id), name: visible(other.shownName),
        detail: other.second.map { "beside \($0.name)" } ?? "", isCurrent: index == runIndex)
    }
    let jumps = run.jumps.departures.enumerated().reversed().map { index, departure in
      PlaceLine(
        place: .jump(index), name: Format.clock(departure.cursor.time),
        detail: "event \(Format.count(departure.cursor.eventCount))"
          + (departure.action == .jumpBack ? "" : ", before \(departure.action.rawValue)"),
        isCurrent: departure.cursor == run.cursor)
    }
    return marks + open + jumps
  }

  private static func place(of cursor: Cursor) -> String {
    "\(Format.clock(cursor.time)), event \(Format.count(cursor.eventCount))"
  }

  /// The chosen entry of the list, if that has the keys.
  private var chosenPlace: ListedPlace? {
    guard focus == .inspector, let page = run.inspector?.page, page.subject == .places,
      case .place(let place) = inspectorPage.link(page.link)
    else { return nil }
    return place
  }

  mutating func go(to place: ListedPlace) {
    playback.isRunning = false
    switch place {
    case .mark(let name):
      guard let mark = run.marks.first(where: { $0.name == name }) else { return }
      run.live?.isFollowing = false
      jump(by: .goTo) { $0.run.seek(to: mark.cursor) }
      showCursor()
    case .run(let id):
      guard let index = index(ofRun: id) else { return }
      changeRun(by: index - runIndex)
    case .jump(let index):
      guard run.jumps.departures.indices.contains(index) else { return }
      let cursor = run.jumps.departures[index].cursor
      run.live?.isFollowing = false
      jump(by: .places) { $0.run.seek(to: cursor) }
      showCursor()
    }
  }

  /// Removes the chosen entry of the list of places; elsewhere closes the branch on the screen.
  mutating func closeChosen() {
    guard let place = chosenPlace else { return closeBranch() }
    switch place {
    case .mark(let name):
      run.removeMark(name)
      message = "mark \(visible(name)) removed"
    case .jump(let index): run.jumps.remove(at: index)
    case .run(let id):
      guard let index = index(ofRun: id), index > 0 else {
        return message = "only branches can be closed"
      }
      message = "closed: \(visible(runs[index].shownName))"
      if index == runIndex {
        closeBranch()
        open(.places)
      } else {
        closeOther(run: index)
      }
    }
  }

  /// Renames the chosen mark or run of the list of places; elsewhere the branch on the screen.
  mutating func rename(_ name: String) throws(PromptError) {
    switch chosenPlace {
    case .mark(let old): run.renameMark(old, to: name)
    case .run(let id): try rename(run: id, name)
    case .jump(let index):
      // A place that is worth a name becomes a mark.
      run.setMark(name, at: run.jumps.departures[index].cursor)
    case nil: try rename(run: run.id, name)
    }
    message = "named \(visible(name))"
  }

  private mutating func rename(run id: Int, _ name: String) throws(PromptError) {
    guard let index = index(ofRun: id) else { return }
    if runs.contains(where: { $0.id != id && $0.name == name }) {
      throw PromptError(sentence: "another run is called so")
    }
    change(run: index) { $0.name = name }
  }
}

extension Run {
  /// The name in lists and remarks.
  var shownName: String { name.isEmpty ? "the run as it was" : name }
}
