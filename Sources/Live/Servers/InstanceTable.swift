/// The instances of a run on the server, with their models and GPUs.
///
/// Requests about instances are never cancelled half-way, since an instance of unknown name would
/// stay on the server; they run in tasks of their own.
actor InstanceTable {
  /// An instance that could not be deleted.
  struct Leftover: Sendable {
    let instance: String
    let failure: CallFailure
  }

  private struct Instance {
    let name: String
    let model: String
    let gpus: Range<Int>
  }

  private struct Deletion {
    let gpus: Range<Int>
    let task: Task<Void, Never>
  }

  private let server: GSwarmServer
  private let timeout: Double
  private var instances: [Instance] = []
  private var deletions: [Deletion] = []
  /// The requests for instances that timed out or were cancelled.
  private var late: [Task<Void, Never>] = []
  private var leftovers: [Leftover] = []

  init(server: GSwarmServer, timeout: Double) {
    self.server = server
    self.timeout = timeout
  }

  /// The instance of a model on exactly these GPUs; nil if there is none.
  func instance(of model: String, on gpus: Range<Int>) -> String? {
    instances.first { $0.model == model && $0.gpus == gpus }?.name
  }

  /// Deletes the instances on a group of GPUs and serves a model there.
  ///
  /// `dispatchedAt` is the instant of the dispatch.
  func place(
    _ model: String, on gpus: Range<Int>, dispatchedAt: MachineInstant
  ) async throws(CallFailure) -> Answered<String> {
    for instance in instances where instance.gpus.overlaps(gpus) { delete(instance) }
    for deletion in deletions where deletion.gpus.overlaps(gpus) { await deletion.task.value }
    deletions.removeAll { $0.gpus.overlaps(gpus) }
    if Task.isCancelled { throw .cancelled }
    let serving = Task { [server] () -> Result<Answered<String>, CallFailure> in
      do throws(CallFailure) {
        return .success(try await server.serve(model, on: gpus, dispatchedAt: dispatchedAt))
      } catch {
        return .failure(error)
      }
    }
    guard let result = await serving.value(within: timeout) else {
      late.append(Task { await self.deleteLate(serving, of: model, on: gpus) })
      throw Task.isCancelled ? .cancelled : .timedOut(seconds: timeout)
    }
    let instance = try result.get()
    instances.append(Instance(name: instance.value, model: model, gpus: gpus))
    return instance
  }

  /// Removes an instance that the server no longer knows.
  func forget(_ name: String) { instances.removeAll { $0.name == name } }

  /// The number of requests for instances that timed out or were cancelled.
  var lateCount: Int { late.count }

  /// Deletes all instances, including those still being prepared once they are ready.
  ///
  /// - Parameter patience: the longest wait for instances still being prepared, in seconds.
  /// - Returns: the instances that could not be deleted.
  func deleteAll(patience: Double) async -> [Leftover] {
    for instance in instances { delete(instance) }
    for deletion in deletions { await deletion.task.value }
    deletions = []
    let waiting = late
    late = []
    let lateOnes = Task { for task in waiting { await task.value } }
    _ = await lateOnes.value(within: patience)
    for deletion in deletions { await deletion.task.value }
    return leftovers
  }

  private func delete(_ instance: Instance) {
    instances.removeAll { $0.name == instance.name }
    let task = Task { [server] in
      do throws(CallFailure) {
        try await server.delete(instance.name)
      } catch {
        leftovers.append(Leftover(instance: instance.name, failure: error))
      }
    }
    deletions.append(Deletion(gpus: instance.gpus, task: task))
  }

  private func deleteLate(
    _ serving: Task<Result<Answered<String>, CallFailure>, Never>, of model: String,
    on gpus: Range<Int>
  ) async {
    guard case .success(let instance) = await serving.value else { return }
    delete(Instance(name: instance.value, model: model, gpus: gpus))
  }
}
