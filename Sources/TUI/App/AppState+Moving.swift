import Engine
import History

// MARK: - Moving the cursor

extension AppState {
  mutating func move(_ action: Action, times: Int) {
    playback.isRunning = false
    live?.isFollowing = action == .lastEvent
    if action != .nextDifference, action != .previousDifference { differenceTime = nil }
    let history = history
    switch action {
    case .stepForward: step(by: times)
    case .stepBack: step(by: -times)
    case .firstEvent: seek(toEvent: 0)
    case .lastEvent: live == nil ? seek(toEvent: lastEventCount) : seek(toTime: endTime)
    case .nextSwitch, .previousSwitch:
      jump(among: history.switchCount, forward: action == .nextSwitch, times, "switch") {
        history.event(ofSwitch: $0)
      }
    case .nextCompletion, .previousCompletion:
      jump(
        among: history.completed.count, forward: action == .nextCompletion, times,
        "completed request"
      ) { history.completed[$0].event }
    case .nextIdle, .previousIdle:
      jump(
        among: history.idleMoments.count, forward: action == .nextIdle, times,
        "moment at which a GPU idles while nodes wait"
      ) { Int(history.idleMoments[$0]) }
    case .nextDifference, .previousDifference:
      goToDifference(forward: action == .nextDifference, times: times)
    case .nextMatch, .previousMatch: searchOn(forward: action == .nextMatch, times: times)
    default: runToBreakpoint(forward: action == .runToBreakpoint, times: times)
    }
  }

  /// At the end, how many requests are not completed; empty if all are.
  private var unfinished: String {
    let open = history.scenario.requests.count - history.completed.count
    guard open > 0, live == nil else { return "" }
    let key = keymap.label(of: .warnings).map { "; \($0) says why" } ?? ""
    return "; \(Format.count(open)) requests are never completed\(key)"
  }

  private mutating func step(by steps: Int) {
    let target = eventCount + steps
    if target > lastEventCount { message = "that was the last event" + unfinished }
    if target < 0 { message = "before the first event there is nothing" }
    seek(toEvent: target)
  }

  /// Goes to just after the next, or the previous, of some events that are in order.
  private mutating func jump(
    among total: Int, forward: Bool, _ times: Int, _ name: String, event: (Int) -> Int
  ) {
    // The cursor stands after an event; the one it stands after is neither next nor previous.
    let last = eventCount - 1
    var (low, high) = (0, total)
    while low < high {
      let middle = (low + high) / 2
      if event(middle) > last || (!forward && event(middle) == last) {
        high = middle
      } else {
        low = middle + 1
      }
    }
    let target = forward ? low + times - 1 : low - times
    guard (0..<total).contains(target) else {
      message = forward ? "no further \(name)" : "no earlier \(name)"
      return
    }
    seek(toEvent: event(target) + 1)
  }

  /// Goes to a place typed after `:`; says what is wrong with it.
  mutating func go(to place: Place) -> String? {
    playback.isRunning = false
    live?.isFollowing = false
    switch place {
    case .time(let time): go(toTime: time)
    case .share(let share): go(toTime: share * endTime)
    case .event(let number):
      if number > lastEventCount {
        message = "there are \(Format.count(lastEventCount)) events; this is after the last"
      }
      seek(toEvent: number)
    case .request(let request):
      guard let event = history.arrivalEvent(of: request) else { return "it never arrives" }
      // One that is here already is looked at as it stands.
      if event >= eventCount { seek(toEvent: event + 1) }
      open(.request(request))
    case .mark(let name):
      guard let mark = marks.first(where: { $0.name == name }) else {
        let known = marks.map(\.name).joined(separator: ", ")
        return known.isEmpty ? "no mark is set; m a sets one" : "the marks are \(known)"
      }
      seek(toTime: mark.time)
      if eventCount != mark.eventCount { seek(toEvent: mark.eventCount) }
    case .setMark(let name):
      marks.removeAll { $0.name == name }
      marks.append(Mark(name: name, eventCount: eventCount, time: time))
      let key = keymap.label(of: .goTo).map { "; \($0) '\(name) comes back" } ?? ""
      message = "mark \(name) is here\(key)"
    }
    return nil
  }

  private mutating func go(toTime time: Double) {
    if time > endTime {
      let verb = live?.isOver == false ? "has come to" : "ends at"
      message = "the run \(verb) \(Format.clock(endTime))"
    }
    seek(toTime: min(max(time, 0), max(endTime, 0)))
  }
}

// MARK: - Running

extension AppState {
  mutating func play(_ action: Action) {
    switch action {
    case .slower: playback.change(by: -1)
    case .faster: playback.change(by: 1)
    case .halfSpeed: playback.multiply(byPowerOfTwo: -1)
    case .doubleSpeed: playback.multiply(byPowerOfTwo: 1)
    case .realTime: playback.set(.realTime)
    case .runOrPause where live != nil: toggleFollowingLive()
    default:
      guard eventCount < lastEventCount else {
        message =
          "the end of the run\(keymap.label(of: .firstEvent).map { "; \($0) goes to its start" } ?? "")"
        return
      }
      playback.isRunning.toggle()
      guard playback.isRunning else { return }
      nextStop = breakpoints.next(in: history, after: eventCount)
    }
  }

  /// Lets time pass while running, up to the next breakpoint.
  mutating func advance(by seconds: Double) {
    guard playback.isRunning else { return }
    if playback.speed.isFastest {
      seek(toEvent: eventCount + max(1, lastEventCount / Self.framesOfWholeRun))
    } else {
      seek(toTime: min(time + seconds * playback.speed.secondsPerSecond, endTime))
    }
    if let stop = nextStop, eventCount >= stop.eventCount {
      halt(at: stop)
    } else if eventCount == lastEventCount {
      playback.isRunning = false
      message = "the end of the run" + unfinished
    }
  }

  /// At the greatest speed a whole run takes so many frames, about twenty seconds.
  private static let framesOfWholeRun = 600
}
