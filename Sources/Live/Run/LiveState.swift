import Documents
import Engine
import History

/// A dispatch to carry out.
struct Job: Sendable {
  let execution: Int
  let gpus: Range<Int>
  /// The models that stay on its GPUs, itself among them.
  let kept: KeptModels
  /// The time of the dispatch, in seconds.
  let time: Double
  /// The instant at which the preceding answer was due, if the server reported one.
  let follows: MachineInstant?
  let call: ModelCall
  /// The time to wait if the job falls back, in seconds.
  let fallbackTime: Double
}

/// The complete state of a run.
struct LiveState: Sendable {
  private(set) var scheduler: Scheduler
  private let plan: LivePlan
  private var progress: RequestProgress
  private var notedEvents = 0
  /// The answers so far of each request under way, by node.
  private var answers: [RequestID: [Int: String]] = [:]
  /// The expected time of the switch of each execution, in seconds.
  private var expectedSwitches: [Double] = []
  /// The length of the answer of each execution, in tokens; nil if it is unknown.
  private var tokens: [Int?] = []
  private var running = 0
  private var arrivalsLeft: Int

  /// The executions whose GPUs are being prepared.
  private(set) var preparing: Set<Int> = []
  private(set) var fallbacks: [Fallback] = []
  /// The warnings for the user, in the order of their occurrence.
  private(set) var warnings: [String] = []
  /// The failures of the models that could not be set up, by served name.
  var unusable: [String: CallFailure] = [:]
  var phase = LivePhase.connecting
  /// The instant at which the run was stopped; nil if it was not.
  private(set) var stoppedAt: MachineInstant?
  /// The operation that `stop()` cancels besides the schedule.
  var cancel: (@Sendable () -> Void)?

  init(scheduler: Scheduler, plan: LivePlan) {
    self.scheduler = scheduler
    self.plan = plan
    progress = RequestProgress(requestCount: scheduler.scenario.requests.count)
    arrivalsLeft = scheduler.scenario.requests.count
  }

  /// Whether no execution is under way and no arrival is left.
  var isOver: Bool { running == 0 && (arrivalsLeft == 0 || scheduler.hasFailed) }

  var isStopped: Bool { stoppedAt != nil }

  mutating func warn(_ sentence: String) { warnings.append(sentence) }

  mutating func stop() { stoppedAt = stoppedAt ?? .now }

  /// Handles an input and returns the dispatches to carry out.
  mutating func handle(_ input: LiveInput) -> [Job] {
    let latest = scheduler.trace.events.last?.time ?? 0
    switch input {
    case .arrival(let request, let time):
      arrivalsLeft -= 1
      return dispatch(scheduler.handle(.arrival(request), at: max(time, latest)))
    case .beginning(let execution, let time):
      preparing.remove(execution)
      scheduler.begin(execution, at: time)
      return []
    case .completion(let execution, let time, let answer):
      running -= 1
      let node = scheduler.trace.node(of: scheduler.trace.executions[execution])
      if let answer {
        answers[node.request, default: [:]][node.node] = answer.value.text
        tokens[execution] = answer.value.tokens
      }
      return dispatch(
        scheduler.handle(.completion(execution), at: max(time, latest)),
        following: answer?.instant)
    case .stop:
      stop()
      return []
    }
  }

  /// Records that a job failed; its estimated time will be waited instead.
  mutating func fallBack(_ job: Job, _ failure: CallFailure) {
    let scenario = scheduler.scenario
    let node = scheduler.trace.node(of: scheduler.trace.executions[job.execution])
    fallbacks.append(Fallback(execution: job.execution, node: node, reason: failure.sentence))
    warn(
      "\(visible(scenario[node.request].id))/\(visible(scenario[node].id)) falls back to its "
        + "estimated time: \(failure.sentence)")
  }

  private mutating func dispatch(
    _ executions: Range<Int>, following instant: MachineInstant? = nil
  ) -> [Job] {
    forgetCompletedRequests()
    running += executions.count
    let trace = scheduler.trace
    return executions.map { index in
      let execution = trace.executions[index]
      let node = trace.node(of: execution)
      expectedSwitches.append(execution.switchTime)
      tokens.append(nil)
      preparing.insert(index)
      return Job(
        execution: index, gpus: execution.gpus, kept: kept(on: execution.gpus),
        time: trace.events[trace.events.count - 1].time,
        follows: instant, call: plan.call(of: node, answers: answers[node.request] ?? [:]),
        fallbackTime: scheduler.machine.executionSeconds(
          plan.fallbackTime(of: node), on: execution.gpus))
    }
  }

  /// The models that stay on GPUs that were just given to an execution.
  private func kept(on gpus: Range<Int>) -> KeptModels {
    guard !scheduler.machine.isPlain else { return KeptModels() }
    let models = gpus.map { gpu in
      Set(
        scheduler.machine.residents(of: gpu).map { scheduler.scenario[$0.model].servedName })
    }
    return KeptModels(first: gpus.lowerBound, models: models)
  }

  private mutating func forgetCompletedRequests() {
    while notedEvents < scheduler.trace.events.count {
      let completed = progress.note(notedEvents, of: scheduler.trace, in: scheduler.scenario)
      if let completed { answers[completed.request] = nil }
      notedEvents += 1
    }
  }
}

extension LiveState {
  /// Returns the outcome of the run so far.
  func outcome() -> LiveOutcome {
    let whole = scheduler.trace
    let isCompleted = whole.completionTimes.map { $0 != nil }
    let kept = whole.executions.indices.filter { isCompleted[$0] }
    var places = [Int?](repeating: nil, count: whole.executions.count)
    for (place, execution) in kept.enumerated() { places[execution] = place }
    let failed = Set(fallbacks.map(\.execution))
    return LiveOutcome(
      scenario: scheduler.scenario, options: scheduler.options, trace: whole.withoutUnfinished(),
      estimates: kept.map { execution in
        Estimate(
          seconds: scheduler.machine.executionSeconds(
            plan.estimate(of: whole.node(of: whole.executions[execution])),
            on: whole.executions[execution].gpus),
          source: failed.contains(execution) ? .fallback : .measured)
      },
      expectedSwitches: kept.map { expectedSwitches[$0] }, tokens: kept.map { tokens[$0] },
      fallbacks: fallbacks.compactMap { fallback in
        places[fallback.execution].map {
          Fallback(execution: $0, node: fallback.node, reason: fallback.reason)
        }
      },
      isInterrupted: isStopped, failure: scheduler.failure)
  }
}
