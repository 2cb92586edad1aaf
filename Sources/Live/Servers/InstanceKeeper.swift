import Documents

/// Serves and removes the instances of a run.
///
/// `GPUHoldings` decides; this carries it out. Requests about instances are never cancelled half-way,
/// since an instance of unknown name would stay on the server; they run in tasks of their own.
actor InstanceKeeper {
  /// An instance that may still be on the server.
  struct Leftover: Sendable {
    /// The instance in words, safe to print.
    let name: String
    let failure: CallFailure?
  }

  let server: GSwarmServer
  let patience: Patience
  private let journal: InstanceJournal?
  private let report: @Sendable (String) -> Void
  private var holdings = GPUHoldings()
  /// For each holding with a request under way, what cuts that off.
  private var cancellations: [Int: @Sendable () -> Void] = [:]
  private var waiters: [Int: CheckedContinuation<Void, Never>] = [:]
  private var nextWaiter = 0
  /// The time at which clean-up ends at the latest.
  private var deadline = MachineInstant(nanoseconds: .max)
  private var failedRemovals: [(instance: String, failure: CallFailure)] = []
  /// For each model the number of restarts before it was downloaded last.
  private var downloads: [String: Int] = [:]
  private var ownInstances: Set<String> = []
  private var sharedModels: Set<String> = []
  /// Whether somebody else has instances on the server.
  private var isShared = false

  /// Makes the keeper of a run without instances; `report` takes sentences for the user.
  init(
    server: GSwarmServer, patience: Patience, journal: InstanceJournal? = nil,
    report: @escaping @Sendable (String) -> Void
  ) {
    self.server = server
    self.patience = patience
    self.journal = journal
    self.report = report
  }

  /// Asks the server to download a model.
  func download(_ model: String) async throws(CallFailure) {
    let generation = holdings.generation
    try await server.download(model)
    downloads[model] = generation
  }

  /// The instance of a model on exactly these GPUs; nil if there is none.
  func instance(of model: String, on gpus: Range<Int>) -> String? {
    holdings.instance(of: model, on: gpus)
  }

  /// Takes note of instances of others.
  func look() async {
    guard !isShared, !holdings.isServing,
      let status = try? await server.status(timeout: patience.call), !holdings.isServing
    else { return }
    if status.instances.contains(where: { !ownInstances.contains($0.name) }) { isShared = true }
  }
}

// MARK: - Serving

extension InstanceKeeper {
  /// Evicts the instances on a group of GPUs, but those of kept models, and serves a model there.
  ///
  /// `dispatchedAt` is the instant of the dispatch.
  func place(
    _ model: String, on gpus: Range<Int>, beside kept: KeptModels, dispatchedAt: MachineInstant
  ) async throws(CallFailure) -> Answered<String> {
    let id = try await beginServing(model, on: gpus, beside: kept)
    let serving = Task { () -> Result<Answered<String>, CallFailure> in
      let result = await self.serve(model, on: gpus, dispatchedAt: dispatchedAt)
      self.endServing(id, of: model, result)
      return result
    }
    cancellations[id] = { serving.cancel() }
    if let result = await serving.value(within: patience.setUp) { return try result.get() }
    if let instance = holdings.abandon(id) { return Answered(value: instance) }
    throw Task.isCancelled ? .cancelled : .timedOut(seconds: patience.setUp)
  }

  /// Evicts what is on the GPUs, and takes them once they are empty.
  private func beginServing(
    _ model: String, on gpus: Range<Int>, beside kept: KeptModels
  ) async throws(CallFailure) -> Int {
    let limit = MachineInstant.now.advanced(by: patience.setUp)
    while true {
      if Task.isCancelled { throw .cancelled }
      for eviction in holdings.evict(overlapping: gpus, beside: kept) { begin(eviction) }
      if holdings.canServe(model, on: gpus, beside: kept) {
        warnOfSharing(model, on: gpus)
        journal?.ask(for: model)
        return holdings.beginServing(model, on: gpus, beside: kept)
      }
      guard MachineInstant.now < limit else { throw .timedOut(seconds: patience.setUp) }
      await nextChange(until: limit)
    }
  }

  /// Asks for an instance; once more if the server has lost the model.
  private func serve(
    _ model: String, on gpus: Range<Int>, dispatchedAt: MachineInstant
  ) async -> Result<Answered<String>, CallFailure> {
    do throws(CallFailure) {
      do throws(CallFailure) {
        return .success(try await server.serve(model, on: gpus, dispatchedAt: dispatchedAt))
      } catch {
        guard error.isUnknown, let known = downloads[model] else { throw error }
        if holdings.noteRestart(since: known) { reportRestart() }
        try await download(model)
        return .success(try await server.serve(model, on: gpus, dispatchedAt: dispatchedAt))
      }
    } catch {
      return .failure(error)
    }
  }

  private func endServing(
    _ id: Int, of model: String, _ result: Result<Answered<String>, CallFailure>
  ) {
    cancellations[id] = nil
    // One that was cut off may still come.
    if result.failure != .cancelled { journal?.settle((try? result.get())?.value, of: model) }
    switch result {
    case .success(let instance):
      ownInstances.insert(instance.value)
      if let eviction = holdings.endServing(id, instance: instance.value) { begin(eviction) }
      // Beside the calls, as a server that works on one request at a time would hold this one up.
      Task { await self.look() }
    case .failure: holdings.failServing(id)
    }
    wakeAll()
  }

  /// Removes an instance that the server does not know, and its model with it.
  func lose(_ instance: String) {
    if holdings.lose(instance) { reportRestart() }
    journal?.remove(instance)
    wakeAll()
  }

  private func reportRestart() {
    report(
      "the server has lost its models or instances, perhaps by a restart; they are set up anew")
  }

  private func warnOfSharing(_ model: String, on gpus: Range<Int>) {
    let others = holdings.otherGPUs(of: model, than: gpus)
    guard !others.isEmpty, sharedModels.insert(model).inserted else { return }
    let all = (others + [gpus]).sorted { $0.lowerBound < $1.lowerBound }.flatMap(Array.init)
    report(
      "the server keeps one copy of \(visible(model)): GPUs "
        + all.map(String.init).joined(separator: ", ") + " share it")
  }
}

// MARK: - Removing

extension InstanceKeeper {
  /// Removes all instances, those that are still being prepared once they are ready.
  ///
  /// - Parameter patience: the longest wait, in seconds; `hurry(until:)` may shorten it.
  /// - Returns: the instances that may still be on the server.
  func removeAll(patience: Double) async -> [Leftover] {
    hurry(until: MachineInstant.now.advanced(by: patience))
    for eviction in holdings.evictAll() { begin(eviction) }
    while !holdings.isEmpty, MachineInstant.now < deadline { await nextChange(until: deadline) }
    for cancel in cancellations.values { cancel() }
    let failed = await stillThere(failedRemovals)
    let leftovers = failed.map { Leftover(name: "instance \(visible($0.0))", failure: $0.1) }
    if leftovers.isEmpty, holdings.isEmpty { journal?.close() }
    return leftovers + holdings.holdings.map(Self.leftover)
  }

  /// Shortens the wait of `removeAll(patience:)`.
  func hurry(until instant: MachineInstant) {
    deadline = min(deadline, instant)
    wakeAll()
  }

  private static func leftover(_ holding: GPUHoldings.Holding) -> Leftover {
    switch holding.phase {
    case .ready(let instance), .evicting(let instance, _):
      Leftover(name: "instance \(visible(instance))", failure: nil)
    case .serving, .abandoned:
      Leftover(
        name: "an instance of \(visible(holding.model)) that was still being served", failure: nil)
    }
  }

  private func begin(_ eviction: GPUHoldings.Eviction) {
    let removing = Task {
      do throws(CallFailure) {
        try await self.carryOut(eviction)
        self.journal?.remove(eviction.instance)
      } catch {
        self.failedRemovals.append((eviction.instance, error))
      }
      self.cancellations[eviction.id] = nil
      self.holdings.endEviction(eviction.id)
      self.wakeAll()
    }
    cancellations[eviction.id] = { removing.cancel() }
  }

  private func carryOut(_ eviction: GPUHoldings.Eviction) async throws(CallFailure) {
    if eviction.removal == .offload, await isOurs(eviction.model) {
      do throws(CallFailure) {
        return try await server.offload(eviction.model, timeout: patience.setUp)
      } catch {
        if error.isUnknown || error == .cancelled { return }
      }
    }
    try await server.delete(eviction.instance, timeout: patience.setUp)
  }

  /// Whether nobody else has an instance of a model, which offloading it would stop.
  private func isOurs(_ model: String) async -> Bool {
    guard isShared else { return true }
    guard let status = try? await server.status(timeout: patience.call) else { return false }
    return status.instances.allSatisfy { $0.model != model || ownInstances.contains($0.name) }
  }

  /// Those of the instances that the server still has, as far as it says.
  private func stillThere(
    _ failures: [(instance: String, failure: CallFailure)]
  ) async -> [(instance: String, failure: CallFailure)] {
    guard !failures.isEmpty else { return [] }
    let left = max(1, min(10, deadline.seconds(since: .now)))
    guard let status = try? await server.status(timeout: left) else { return failures }
    let present = Set(status.instances.map(\.name))
    for failure in failures where !present.contains(failure.instance) {
      journal?.remove(failure.instance)
    }
    return failures.filter { present.contains($0.instance) }
  }
}

// MARK: - Waiting

extension InstanceKeeper {
  /// Waits until a request ends, an instant has come, or the task is cancelled.
  private func nextChange(until instant: MachineInstant) async {
    let number = nextWaiter
    nextWaiter += 1
    let alarm = Alarm(after: instant.seconds(since: .now)) { Task { await self.wake(number) } }
    defer { alarm.cancel() }
    await withTaskCancellationHandler {
      await withCheckedContinuation { continuation in
        if Task.isCancelled { continuation.resume() } else { waiters[number] = continuation }
      }
    } onCancel: {
      Task { await self.wake(number) }
    }
  }

  private func wake(_ number: Int) { waiters.removeValue(forKey: number)?.resume() }

  private func wakeAll() { for number in waiters.keys.sorted() { wake(number) } }
}

extension Result {
  /// The failure; nil if there is none.
  fileprivate var failure: Failure? {
    if case .failure(let failure) = self { failure } else { nil }
  }
}
