@preconcurrency import Dispatch

/// An action at a later time; nothing is kept of one that is cancelled.
///
/// `Task.sleep` keeps its timer until the time has come, even if the task was cancelled long before.
final class Alarm: Sendable {
  private let timer: any DispatchSourceTimer

  /// Sets an alarm.
  init(after seconds: Double, action: @escaping @Sendable () -> Void) {
    timer = DispatchSource.makeTimerSource(queue: .global())
    timer.schedule(deadline: .now() + max(0, min(seconds, 1e8)))
    timer.setEventHandler(handler: action)
    timer.resume()
  }

  func cancel() { timer.cancel() }
}
