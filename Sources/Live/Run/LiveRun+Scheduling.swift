import Engine
import Synchronization

extension LiveRun {
  /// Feeds arrivals and completions to the scheduler and carries out its dispatches.
  func schedule() async {
    let clock = LiveClock()
    self.clock.withLock { $0 = clock }
    let probing = Task { await self.probe() }
    defer { probing.cancel() }
    await withDiscardingTaskGroup { group in
      func handle(_ input: LiveInput) {
        for job in state.withLock({ $0.handle(input) }) {
          group.addTask { await self.carryOut(job, clock) }
        }
        ticker.yield()
      }
      if options.mode == .online {
        group.addTask { await self.sendArrivals(clock) }
      } else {
        for request in scenario.requests.indices where !isStopped {
          handle(.arrival(request, time: 0))
        }
      }
      if !isStopped, !state.withLock({ $0.isOver }) {
        for await input in inbox {
          if isStopped { break }
          handle(input)
          if state.withLock({ $0.isOver }) { break }
        }
      }
      if isStopped || state.withLock({ $0.scheduler.hasFailed }) { group.cancelAll() }
    }
  }

  /// Reports each request at its time.
  private func sendArrivals(_ clock: LiveClock) async {
    let times = scenario.arrivalTimes(mode: options.mode, rules: options.rules)
      .map { LiveClock.rounded(max(0, $0 / timeScale)) }
    let order = scenario.requests.indices.sorted {
      (times[$0.index], $0.index) < (times[$1.index], $1.index)
    }
    for request in order {
      let time = times[request.index]
      if clock.now < time { await clock.wait(until: time) }
      guard !Task.isCancelled else { return }
      post.yield(.arrival(request, time: max(time, clock.now)))
    }
  }

  /// Runs one node: makes its model resident, calls it, and reports both.
  private func carryOut(_ job: Job, _ clock: LiveClock) async {
    guard !job.gpus.isEmpty else { return await wait(for: job, clock) }
    var prepared = await prepare(
      job, dispatchedAt: job.follows ?? clock.instant(at: job.time), clock)
    var answer = await call(job, at: prepared, clock)
    if let lost = prepared.lost(answer), let instances {
      await instances.lose(lost)
      prepared = await prepare(job, dispatchedAt: .now, clock)
      answer = await call(job, at: prepared, clock)
    }
    guard !Task.isCancelled else { return }
    if case .failure(let failure) = answer {
      state.withLock { $0.fallBack(job, failure) }
      ticker.yield()
      // Never shorter than its estimate, as if it had run.
      await clock.wait(until: prepared.time + job.fallbackTime)
      guard !Task.isCancelled else { return }
    }
    post.yield(
      .completion(execution: job.execution, time: clock.now, answer: try? answer.get()))
  }

  /// Lets the time of a node pass that needs no GPU, and so no server.
  private func wait(for job: Job, _ clock: LiveClock) async {
    post.yield(.beginning(execution: job.execution, time: job.time))
    await clock.wait(until: job.time + job.fallbackTime)
    guard !Task.isCancelled else { return }
    post.yield(.completion(execution: job.execution, time: clock.now, answer: nil))
  }

  /// The instance on which a job is called, and since when.
  private struct JobInstance {
    /// The instance; nil for a server that loads models by itself.
    var instance: Result<String?, CallFailure>
    /// The time at which the instance is ready, in seconds.
    var time: Double
    /// The same time as an instant, if the server reported one.
    var instant: MachineInstant?

    /// The instance that the server no longer knew when it was called; nil if it was another failure.
    func lost(_ answer: Result<Answered<ModelAnswer>, CallFailure>) -> String? {
      guard case .failure(let failure) = answer, failure.isUnknown,
        case .success(let instance) = instance
      else { return nil }
      return instance
    }
  }

  /// Prepares an instance of the job's model on its GPUs.
  private func prepare(
    _ job: Job, dispatchedAt: MachineInstant, _ clock: LiveClock
  ) async -> JobInstance {
    func atOnce(_ instance: Result<String?, CallFailure>) -> JobInstance {
      JobInstance(instance: instance, time: job.time, instant: job.follows)
    }
    guard let instances else { return atOnce(.success(nil)) }
    if let failure = state.withLock({ $0.unusable[job.call.model] }) {
      return atOnce(.failure(failure))
    }
    if let instance = await instances.instance(of: job.call.model, on: job.gpus) {
      return atOnce(.success(instance))
    }
    do {
      let instance = try await instances.place(
        job.call.model, on: job.gpus, beside: job.kept, dispatchedAt: dispatchedAt)
      return JobInstance(
        instance: .success(instance.value), time: clock.now, instant: instance.instant)
    } catch {
      return JobInstance(instance: .failure(error), time: clock.now)
    }
  }

  /// Reports that the GPUs of a job are prepared, and calls its model.
  private func call(
    _ job: Job, at prepared: JobInstance, _ clock: LiveClock
  ) async -> Result<Answered<ModelAnswer>, CallFailure> {
    guard !Task.isCancelled else { return .failure(.cancelled) }
    post.yield(.beginning(execution: job.execution, time: prepared.time))
    var call = job.call
    call.dispatchedAt = prepared.instant ?? clock.instant(at: prepared.time)
    do throws(CallFailure) {
      let instance = try prepared.instance.get()
      overlap.beginCall()
      defer { overlap.endCall() }
      return .success(try await server.answer(call, by: instance))
    } catch {
      return .failure(error)
    }
  }

  /// The pause before the first probe and the longest one between two, in seconds.
  ///
  /// In between they grow by a factor that keeps them out of step with calls of equal length.
  private static let probePauses = (first: 0.1, longest: 30.0, growth: 1.7)

  /// Asks for a sign of health now and then while calls are under way, as a test of the server.
  ///
  /// Only of a server that is known to work on one request at a time, health included.
  private func probe() async {
    guard options.gpuCount > 1, let server = server.placing else { return }
    var pause = Self.probePauses.first
    while !Task.isCancelled {
      try? await Task.sleep(for: .seconds(pause))
      guard !Task.isCancelled, overlap.beginProbe() else { continue }
      let isAnswered =
        (try? await server.checkHealth(timeout: settings.timeout)) != nil
      overlap.endProbe(isAnswered: isAnswered)
      pause = min(Self.probePauses.growth * pause, Self.probePauses.longest)
    }
  }
}
