import Dispatch
import Synchronization

/// Does work that waits for others, on threads of its own, while this one waits for it.
///
/// The commands themselves stay on the main thread, to which the terminal's signals belong.
func waiting<Value: Sendable>(
  for work: @escaping @Sendable () async throws -> Value
) throws -> Value {
  let result = Latch<Result<Value, any Error>>()
  Task {
    let outcome: Result<Value, any Error>
    do { outcome = .success(try await work()) } catch { outcome = .failure(error) }
    result.set(outcome)
  }
  return try result.wait().get()
}

/// A value that a thread waits for.
private final class Latch<Value: Sendable>: Sendable {
  private let value = Mutex<Value?>(nil)
  private let isSet = DispatchSemaphore(value: 0)

  func set(_ newValue: Value) {
    value.withLock { $0 = newValue }
    isSet.signal()
  }

  func wait() -> Value {
    while true {
      isSet.wait()
      if let value = value.withLock({ $0 }) { return value }
    }
  }
}
