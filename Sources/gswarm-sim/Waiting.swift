import Dispatch
import Synchronization

/// Runs asynchronous work on other threads and waits for its result.
///
/// The commands themselves stay on the main thread, which handles the terminal's signals.
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

/// A value that one thread sets and another one waits for.
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
