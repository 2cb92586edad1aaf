public import Engine
import Documents
import Synchronization
public import Workload

/// A run of the scheduler against a model server, on the real clock.
///
/// The scheduler receives its inputs one at a time; each dispatch is carried out by
/// a task of its own, which reports back. Any thread may inspect or stop a run.
public final class LiveRun: Sendable {
  /// The factor by which online requests arrive faster than recorded.
  let timeScale: Double
  let settings: ServerSettings
  let scenario: Scenario
  /// The options of the schedule.
  public let options: Options
  let server: any ModelServer
  private let keeper = Mutex<InstanceKeeper?>(nil)
  let clock = Mutex<LiveClock?>(nil)
  let overlap = OverlapMeter()
  let state: Mutex<LiveState>
  let inbox: AsyncStream<LiveInput>
  let post: AsyncStream<LiveInput>.Continuation
  let ticker: AsyncStream<Void>.Continuation

  /// The longest time from `stop()` to the end of clean-up, in seconds.
  private static let patienceAfterStop = 6.5
  /// The longest wait at the end of a run for its instances to be removed, in seconds.
  private static let patienceAtEnd = 60.0

  /// A signal for each change of the snapshot, for one reader.
  ///
  /// Ends with the run.
  public let changes: AsyncStream<Void>

  /// Prepares a run; nothing is sent yet.
  ///
  /// - Parameters:
  ///   - scenario: the models, workflows and requests.
  ///   - inputs: the scenario with the times of its files, where `scenario` has those of a server;
  ///     nodes that fall back take these.
  ///   - options: the options of the schedule.
  ///   - calls: the inputs and node configurations of each request, as the loader keeps them.
  ///   - server: the model server.
  ///   - timeScale: the factor by which online requests arrive faster than recorded.
  public init(
    scenario: Scenario, inputs: Scenario? = nil, options: Options, calls: [CallData],
    server: ServerSettings, timeScale: Double = 1
  ) {
    self.scenario = scenario
    self.options = options
    self.timeScale = timeScale
    settings = server
    self.server = server.server
    state = Mutex(
      LiveState(
        scheduler: Scheduler(scenario: scenario, options: options, timing: .measured),
        plan: LivePlan(scenario: scenario, inputs: inputs, rules: options.rules, calls: calls)))
    (inbox, post) = AsyncStream.makeStream()
    (changes, ticker) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// The present state of the run.
  public var snapshot: LiveSnapshot {
    let time = clock.withLock { $0?.now ?? 0 }
    return state.withLock { state in
      LiveSnapshot(
        phase: state.phase, time: time, trace: state.scheduler.trace, preparing: state.preparing,
        fallbacks: state.fallbacks, warnings: state.warnings, failure: state.scheduler.failure,
        loadsModelsItself: server.placing == nil)
    }
  }

  /// Ends the run early: nothing more is dispatched, calls are cancelled, instances removed.
  ///
  /// `run()` returns once the instances are removed, or after eight seconds.
  public func stop() {
    let cancel = state.withLock { state in
      state.stop()
      return state.cancel
    }
    cancel?()
    post.yield(.stop)
    hurry()
  }

  /// Runs until all requests are completed or `stop()` is called.
  ///
  /// To be called once.
  ///
  /// - Throws: `LiveFailure` if the server cannot be used. Later failures are part of the outcome.
  public func run() async throws(LiveFailure) -> LiveOutcome {
    defer {
      enter(.ended)
      ticker.finish()
    }
    if let warning = settings.exposureWarning { warn(warning) }
    limitConnections()
    let greeting = Greeting(settings: settings, server: server)
    do {
      try await untilStopped { () async throws(CallFailure) in
        try await greeting.wait { self.warn($0) }
      }
    } catch {
      guard isStopped else { throw greeting.failure(error) }
      return outcome
    }
    makeKeeper()
    enter(.settingUp)
    await removeAbandonedInstances()
    await setUpModels()
    enter(.running)
    await schedule()
    enter(.cleaningUp)
    await cleanUp()
    return outcome
  }
}

extension LiveRun {
  var isStopped: Bool { state.withLock { $0.isStopped } }

  /// The instances of the run; nil for a server that loads models by itself.
  var instances: InstanceKeeper? { keeper.withLock { $0 } }

  private var outcome: LiveOutcome {
    var outcome = state.withLock { $0.outcome() }
    outcome.timeScale = timeScale
    outcome.backend = settings.backend
    outcome.overlap = overlap.overlap
    if !outcome.isInterrupted {
      outcome.simulated = SimulatedRun(scenario, options, timeScale: timeScale)
    }
    if outcome.loadsModelsItself { outcome.trace = outcome.trace.withoutSwitches() }
    return outcome
  }

  private func enter(_ phase: LivePhase) {
    state.withLock { $0.phase = phase }
    ticker.yield()
  }

  func warn(_ sentence: String) {
    state.withLock { $0.warn(sentence) }
    ticker.yield()
  }

  private func limitConnections() {
    // The requests about instances that go beside calls.
    let wanted = options.gpuCount + 8
    let possible = FileLimit.raise(forConnections: wanted)
    HTTPLoop.shared.limitConnections(to: possible)
    if possible < options.gpuCount {
      warn(
        "only \(possible) connections at a time, as few files may be open (ulimit -n): calls wait "
          + "for each other")
    }
  }

  private func makeKeeper() {
    guard let server = server.placing else { return }
    let report = { @Sendable [weak self] (sentence: String) in
      if let self { warn(sentence) }
    }
    let journal = settings.journalFolder.map {
      InstanceJournal(folder: $0, server: settings.shownAddress, report: report)
    }
    keeper.withLock {
      $0 = InstanceKeeper(
        server: server, patience: settings.patience, journal: journal, report: report)
    }
  }

  /// Removes the instances of the run, and warns of those that may be left.
  private func cleanUp() async {
    hurry()
    let leftovers = await instances?.removeAll(patience: Self.patienceAtEnd) ?? []
    for leftover in leftovers {
      let reason = leftover.failure.map { ": \($0.sentence)" } ?? ""
      warn("\(leftover.name) may still be on the server\(reason)")
    }
  }

  /// Sees to it that clean-up ends soon after `stop()`.
  private func hurry() {
    guard let stopped = state.withLock({ $0.stoppedAt }), let instances else { return }
    let deadline = stopped.advanced(by: Self.patienceAfterStop)
    Task { await instances.hurry(until: deadline) }
  }
}
