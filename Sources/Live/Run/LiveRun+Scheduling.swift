import Engine
import Synchronization

extension LiveRun {
  /// Feeds arrivals and completions to the scheduler and carries out its dispatches.
  func schedule() async {
    let clock = LiveClock()
    self.clock.withLock { $0 = clock }
    await withDiscardingTaskGroup { group in
      func handle(_ input: LiveInput) {
        for job in state.withLock({ $0.handle(input) }) {
          group.addTask { await self.carryOut(job, clock) }
          if server.placing != nil { group.addTask { await self.predict(job) } }
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
    let place = await prepare(job, clock)
    guard !Task.isCancelled else { return }
    post.yield(.beginning(execution: job.execution, time: place.time))
    var answer: Answered<String>?
    do throws(CallFailure) {
      var call = job.call
      call.dispatchedAt = place.instant ?? clock.instant(at: place.time)
      answer = try await carryOut(call, on: place.instance)
    } catch {
      guard !Task.isCancelled else { return }
      let prediction = state.withLock { state in
        state.fallBack(job, error)
        return state.prediction(of: job)
      }
      ticker.yield()
      // Never shorter than its estimate, as if it had run.
      await clock.wait(until: place.time + prediction)
    }
    guard !Task.isCancelled else { return }
    post.yield(.completion(execution: job.execution, time: clock.now, answer: answer))
  }

  /// The instance on which a job is called, and since when.
  private struct Place {
    /// The instance; nil for a server that loads models by itself.
    var instance: Result<String?, CallFailure>
    /// The time at which the instance is ready, in seconds.
    var time: Double
    /// The same time as an instant, if the server reported one.
    var instant: MachineInstant?
  }

  /// Prepares an instance of the job's model on its GPUs.
  private func prepare(_ job: Job, _ clock: LiveClock) async -> Place {
    func atOnce(_ instance: Result<String?, CallFailure>) -> Place {
      Place(instance: instance, time: job.time, instant: job.follows)
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
        job.call.model, on: job.gpus, dispatchedAt: job.follows ?? clock.instant(at: job.time))
      return Place(
        instance: .success(instance.value), time: clock.now, instant: instance.instant)
    } catch {
      return Place(instance: .failure(error), time: clock.now)
    }
  }

  private func carryOut(
    _ call: ModelCall, on instance: Result<String?, CallFailure>
  ) async throws(CallFailure) -> Answered<String> {
    let name = try instance.get()
    do {
      return try await server.answer(call, by: name)
    } catch {
      // The server may have been started anew: then the next node gets a new instance.
      if error.isUnknown, let name { await instances?.forget(name) }
      throw error
    }
  }

  /// The number of estimates that may fail in a row before no more are asked for.
  private static let patienceWithEstimates = 3

  /// Asks the server for an estimate while the job is carried out.
  private func predict(_ job: Job) async {
    guard state.withLock({ $0.failedPredictions < Self.patienceWithEstimates }) else { return }
    do {
      guard let seconds = try await server.estimate(job.call, on: job.gpus) else {
        return
      }
      state.withLock {
        $0.predict(job.execution, seconds)
        $0.failedPredictions = 0
      }
    } catch {
      guard !Task.isCancelled else { return }
      let failures = state.withLock { state in
        state.failedPredictions += 1
        return state.failedPredictions
      }
      if failures == Self.patienceWithEstimates {
        warn("the server gives no estimates, the scenario's are taken: \(error.sentence)")
      }
    }
  }
}
