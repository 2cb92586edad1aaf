public import Engine
import Documents
import Foundation
import Synchronization
public import Workload

/// A run of the scheduler against a model server, on the real clock.
///
/// The scheduler receives its inputs one at a time; each dispatch is carried out by
/// a task of its own, which reports back. Any thread may inspect or stop a run.
public final class LiveRun: Sendable {
  /// The factor by which online requests arrive faster than recorded.
  let timeScale: Double
  private let settings: ServerSettings
  let scenario: Scenario
  /// The options of the schedule.
  public let options: Options
  let server: any ModelServer
  let instances: InstanceTable?
  let clock = Mutex<LiveClock?>(nil)
  let state: Mutex<LiveState>
  let inbox: AsyncStream<LiveInput>
  let post: AsyncStream<LiveInput>.Continuation
  let ticker: AsyncStream<Void>.Continuation

  /// The longest wait at the end for instances that are still being prepared, in seconds.
  private static let patienceAtEnd = 30.0

  /// A signal for each change of the snapshot, for one reader.
  ///
  /// Ends with the run.
  public let changes: AsyncStream<Void>

  /// Prepares a run; nothing is sent yet.
  ///
  /// - Parameters:
  ///   - scenario: the models, workflows and requests.
  ///   - options: the options of the schedule.
  ///   - calls: the inputs and node configurations of each request, as the loader keeps them.
  ///   - server: the model server.
  ///   - timeScale: the factor by which online requests arrive faster than recorded.
  public init(
    scenario: Scenario, options: Options, calls: [CallData], server: ServerSettings,
    timeScale: Double = 1
  ) {
    self.scenario = scenario
    self.options = options
    self.timeScale = timeScale
    settings = server
    self.server = server.server
    instances = self.server.placing.map {
      InstanceTable(server: $0, timeout: server.timeout)
    }
    state = Mutex(
      LiveState(
        scheduler: Scheduler(scenario: scenario, options: options, timing: .measured),
        plan: LivePlan(scenario: scenario, rules: options.rules, calls: calls)))
    (inbox, post) = AsyncStream.makeStream()
    (changes, ticker) = AsyncStream.makeStream(bufferingPolicy: .bufferingNewest(1))
  }

  /// The present state of the run.
  public var snapshot: LiveSnapshot {
    let time = clock.withLock { $0?.now ?? 0 }
    return state.withLock { state in
      LiveSnapshot(
        phase: state.phase, time: time, trace: state.scheduler.trace, preparing: state.preparing,
        fallbacks: state.fallbacks, warnings: state.warnings, failure: state.scheduler.failure)
    }
  }

  /// Ends the run early: nothing more is dispatched, calls are cancelled, instances deleted.
  ///
  /// `run()` returns once the instances are deleted.
  public func stop() {
    let cancel = state.withLock { state in
      state.isStopped = true
      return state.cancel
    }
    cancel?()
    post.yield(.stop)
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
    do {
      try await untilStopped { () async throws(CallFailure) in
        try await self.server.checkHealth()
      }
    } catch {
      guard isStopped else { throw failure(error) }
      return outcome
    }
    enter(.settingUp)
    await setUpModels()
    enter(.running)
    await schedule()
    enter(.cleaningUp)
    for leftover in await instances?.deleteAll(patience: Self.patienceAtEnd) ?? [] {
      warn(
        "instance \(visible(leftover.instance)) may still be on the server: "
          + leftover.failure.sentence)
    }
    return outcome
  }

  var isStopped: Bool { state.withLock { $0.isStopped } }

  private var outcome: LiveOutcome { state.withLock { $0.outcome(timeScale: timeScale) } }

  private func enter(_ phase: LivePhase) {
    state.withLock { $0.phase = phase }
    ticker.yield()
  }

  func warn(_ sentence: String) {
    state.withLock { $0.warn(sentence) }
    ticker.yield()
  }

  private func failure(_ failure: CallFailure) -> LiveFailure {
    let address = Endpoint.shown(settings.address)
    var sentence = "the model server at \(address) cannot be used: \(failure.sentence)"
    if case .refused = failure {
      sentence = "there is no model server at \(address): \(failure.sentence)"
    }
    if failure.isUnknown {
      sentence += " to \(settings.backend.healthPath)"
    }
    return LiveFailure(sentence: sentence)
  }
}
