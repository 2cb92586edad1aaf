import Documents
import Engine
import Synchronization

extension LiveRun {
  /// Performs an operation that `stop()` cancels.
  func untilStopped(
    _ operation: @escaping @Sendable () async throws(CallFailure) -> Void
  ) async throws(CallFailure) {
    let task = Task { () -> Result<Void, CallFailure> in
      do throws(CallFailure) {
        return .success(try await operation())
      } catch {
        return .failure(error)
      }
    }
    let isStopped = state.withLock { state in
      state.cancel = { task.cancel() }
      return state.isStopped
    }
    if isStopped { task.cancel() }
    defer { state.withLock { $0.cancel = nil } }
    try await task.value.get()
  }

  /// Removes the instances that killed runs have left on the server.
  func removeAbandonedInstances() async {
    guard let server = server.placing, let folder = settings.journalFolder else { return }
    let noted = NotedInstances.all(in: folder, on: settings.shownAddress)
    do {
      try await untilStopped { () async throws(CallFailure) in
        let remains = try await server.removeRemains(noted, timeout: self.settings.setUpTimeout)
        self.report(remains)
      }
    } catch {
      guard !isStopped else { return }
      warn("what a killed run left on the server cannot be removed: \(error.sentence)")
    }
  }

  private func report(_ remains: GSwarmServer.Remains) {
    if !remains.removed.isEmpty {
      warn(
        "removed what a killed run had left on the server: "
          + remains.removed.map { "instance \(visible($0))" }.joined(separator: ", "))
    }
    for instance in remains.doubtful {
      warn(
        "a killed run was asking for \(visible(instance.model)) when it ended: instance "
          + "\(visible(instance.name)) may be left of it")
    }
  }

  /// Asks the server to download each model that the requests use.
  ///
  /// A model that cannot be downloaded causes a warning, and its nodes take their estimated times.
  func setUpModels() async {
    guard let instances else { return }
    await instances.look()
    for model in usedModels where !isStopped {
      do {
        try await untilStopped { () async throws(CallFailure) in
          try await instances.download(model)
        }
      } catch {
        guard !isStopped else { return }
        state.withLock { $0.unusable[model] = error }
        warn(
          "model \(visible(model)) cannot be set up, its nodes take their estimated times: "
            + error.sentence)
      }
    }
  }

  /// The served names of the models that the requests call and that fit on the GPUs.
  private var usedModels: [String] {
    var isUsed = [Bool](repeating: false, count: scenario.models.count)
    var isAsked = [Bool](repeating: false, count: scenario.workflows.count)
    for request in scenario.requests.indices {
      isAsked[scenario.requests.workflow(of: request).index] = true
    }
    for (workflow, isAsked) in zip(scenario.workflows, isAsked) where isAsked {
      for node in workflow.nodes { isUsed[node.model.index] = true }
    }
    var names: [String] = []
    for (model, isUsed) in zip(scenario.models, isUsed)
    where isUsed && model.gpusRequired > 0 && model.gpusRequired <= options.gpuCount
      && !names.contains(model.servedName)
    {
      names.append(model.servedName)
    }
    return names
  }
}
