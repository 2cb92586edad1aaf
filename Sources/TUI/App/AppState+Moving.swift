import Engine
import History

// MARK: - Moving the cursor

extension AppState {
  mutating func move(_ action: Action, times: Int) -> Effect? {
    playback.isRunning = false
    run.live?.isFollowing = action == .lastEvent
    let history = run.history
    switch action {
    case .stepForward: step(by: times)
    case .stepBack: step(by: -times)
    case .firstEvent: run.seek(toEvent: 0)
    case .lastEvent:
      run.live == nil ? run.seek(toEvent: run.lastEventCount) : run.seek(toTime: run.endTime)
    case .nextSwitch, .previousSwitch: goToSwitch(forward: action == .nextSwitch, times: times)
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
    case .nextMatch, .previousMatch:
      return searchOn(forward: action == .nextMatch, times: times)
    default: return runToBreakpoint(forward: action == .runToBreakpoint, times: times)
    }
    return nil
  }

  /// The number of requests that are not completed at the end, as the tail of a remark.
  private var unfinished: String {
    let open = run.history.scenario.requests.count - run.history.completed.count
    guard open > 0, run.live == nil, run.isWhole else { return "" }
    let verb = open == 1 ? "is" : "are"
    return remark(
      "; \(Format.count(open, "request")) \(verb) never completed", .warnings, "says why")
  }

  private mutating func step(by steps: Int) {
    let (target, overflows) = run.eventCount.addingReportingOverflow(steps)
    if overflows || target > run.lastEventCount {
      message =
        run.isWhole ? "that was the last event" + unfinished : "that was the last event so far"
    }
    if target < 0 { message = "that was the first event" }
    run.seek(toEvent: overflows ? (steps > 0 ? .max : 0) : target)
  }

  /// Goes to just after the next, or the previous, of some events that are in order.
  private mutating func jump(
    among total: Int, forward: Bool, _ times: Int, _ name: String, event: (Int) -> Int
  ) {
    // The cursor stands after an event; the one it stands after is neither next nor previous.
    let last = run.eventCount - 1
    let following = (0..<total).partitionPoint {
      event($0) > last || (!forward && event($0) == last)
    }
    let target = forward ? following + times - 1 : following - times
    guard (0..<total).contains(target) else {
      return message = forward ? "no further \(name)" : "no earlier \(name)"
    }
    run.seek(toEvent: event(target) + 1)
  }

  // MARK: Switches

  /// Goes to the end of the next switch, or of the one before: then all of it is in sight.
  private mutating func goToSwitch(forward: Bool, times: Int) {
    let switches = run.switchesByEnd()
    let time = run.time
    let target: Int
    if case .switched(let here) = run.landing {
      target = forward ? here + times : here - times
    } else if forward {
      target = switches.partitionPoint { run.history.end(ofSwitch: Int($0)) > time } + times - 1
    } else {
      target = switches.partitionPoint { run.history.end(ofSwitch: Int($0)) >= time } - times
    }
    guard switches.indices.contains(target) else {
      return message = forward ? "no further switch" : "no earlier switch"
    }
    let found = Int(switches[target])
    run.land(.switched(target), atTime: run.history.end(ofSwitch: found))
    show(found)
  }

  /// Chooses the lane of a switch, brings it into sight, and says what it is.
  private mutating func show(_ found: Int) {
    guard let entry = run.moment.switchEntry(found) else { return }
    run.choices.gpu = entry.gpus.lowerBound
    showChosenGPU()
    if !(axis.start..<axis.end).contains(run.time) { viewport.panStart = nil }
    if entry.time < axis.start,
      entry.seconds < axis.end - axis.start - 4 * axis.secondsPerCell
    {
      viewport.panStart = max(run.origin, entry.time - 2 * axis.secondsPerCell)
    }
    let scenario = run.history.scenario
    message =
      "\(entry.gpus.gpuLabel): \(scenario[entry.from].id) → \(scenario[entry.to].id) in "
      + Format.span(entry.seconds)
  }

  // MARK: Destinations

  /// Goes to a place typed after `:`.
  mutating func go(to place: JumpTarget) throws(PromptError) {
    playback.isRunning = false
    run.live?.isFollowing = false
    switch place {
    case .time(let time): try go(toTime: time)
    case .share(let share): try go(toTime: run.origin + share * (run.endTime - run.origin))
    case .event(let number):
      if number > run.lastEventCount {
        message = "there are \(Format.count(run.lastEventCount)) events; this is after the last"
      }
      run.seek(toEvent: number)
    case .request(let request):
      guard let event = run.history.arrivalEvent(of: request) else {
        throw PromptError(sentence: "it never arrives")
      }
      // One that is here already is looked at as it stands.
      if event >= run.eventCount { run.seek(toEvent: event + 1) }
      open(.request(request))
    case .mark(let name):
      guard let mark = run.marks.first(where: { $0.name == name }) else {
        let known = run.marks.map(\.name).joined(separator: ", ")
        throw PromptError(
          sentence: known.isEmpty
            ? "no mark is set in this run; m a sets one" : "the marks of this run are \(known)")
      }
      run.seek(to: mark.cursor)
      showCursor()
    case .setMark(let name):
      run.setMark(name)
      let key = keymap.label(of: .goTo).map { "; \($0) '\(name) returns to it" } ?? ""
      message = "mark \(name) set\(key)"
    }
  }

  private mutating func go(toTime time: Double) throws(PromptError) {
    guard time >= run.origin else {
      throw PromptError(sentence: "the run begins at \(Format.clock(run.origin))")
    }
    if time > run.endTime {
      let verb = run.live?.isOver == false || !run.isWhole ? "has come to" : "ends at"
      message = "the run \(verb) \(Format.clock(run.endTime))"
    }
    run.seek(toTime: min(time, max(run.endTime, run.origin)))
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
    case .runOrPause where run.live != nil: toggleFollowingLive()
    default:
      guard run.eventCount < run.lastEventCount || !run.isWhole else {
        return message = remark("the end of the run", .firstEvent, "goes to its start")
      }
      playback.isRunning.toggle()
      run.nextStop = nil
    }
  }

  /// Lets time pass while running, up to the next breakpoint.
  mutating func advance(by seconds: Double) {
    guard playback.isRunning else { return }
    // Found anew when the run on the screen or its length has changed.
    let stop = run.nextStop ?? breakpoints.next(in: run.history, after: run.eventCount)
    run.nextStop = stop
    if playback.speed.isFastest {
      run.seek(toEvent: run.eventCount + max(1, run.lastEventCount / Self.framesOfWholeRun))
    } else {
      run.seek(toTime: min(run.time + seconds * playback.speed.secondsPerSecond, run.endTime))
    }
    if let stop, run.eventCount >= stop.eventCount {
      halt(at: stop)
    } else if run.eventCount == run.lastEventCount, run.isWhole {
      playback.isRunning = false
      message = "the end of the run" + unfinished
    }
  }

  /// At the greatest speed a whole run takes so many frames, about twenty seconds.
  private static let framesOfWholeRun = 600
}
