import Synchronization

extension Task where Failure == Never {
  /// Returns the value of the task if it comes in time; the task itself goes on in any case.
  ///
  /// - Parameter seconds: the longest wait, in seconds.
  /// - Returns: nil after a time-out, or if the waiting task is cancelled.
  func value(within seconds: Double) async -> Success? {
    let first = FirstOf<Success?>()
    let alarm = Alarm(after: seconds) { first.set(nil) }
    let waiter = Task<Void, Never> { first.set(await value) }
    defer {
      alarm.cancel()
      waiter.cancel()
    }
    return await withTaskCancellationHandler {
      await withCheckedContinuation { first.hand(to: $0) }
    } onCancel: {
      first.set(nil)
    }
  }
}

/// A box for the first of several values.
private final class FirstOf<Value: Sendable>: Sendable {
  private struct State {
    var value: Value?
    var continuation: CheckedContinuation<Value, Never>?
  }

  private let state = Mutex(State())

  func set(_ value: Value) {
    let continuation = state.withLock { state in
      guard state.value == nil else { return nil as CheckedContinuation<Value, Never>? }
      state.value = .some(value)
      return state.continuation.take()
    }
    continuation?.resume(returning: value)
  }

  func hand(to continuation: CheckedContinuation<Value, Never>) {
    let value = state.withLock { state in
      if state.value == nil { state.continuation = continuation }
      return state.value
    }
    if let value { continuation.resume(returning: value) }
  }
}
