import Synchronization

/// A history that grows on one thread while another one looks at it.
///
/// The thread that lets the run go on calls `grow(by:)` again and again with a few thousand events,
/// until it returns false. The thread that shows the run calls `withHistory` for each key and frame,
/// and finds all events up to a point with all of their index. Both work on the one history, never
/// at the same time; the screen goes first, and waits no longer than for the growth under way.
///
///     growing.withHistory { history in
///       swap(&state.history, &history)
///       defer { swap(&state.history, &history) }
///       …                                          // handle the key, draw
///     }
///
/// A copy that outlives `withHistory` is correct, but the next growth copies the whole run.
public final class GrowingHistory: Sendable {
  private let history: Mutex<History>
  /// Held by the thread that shows the run while it waits and works: a mutex alone could let the
  /// growing thread in again and again.
  private let screen = Mutex(())

  /// Takes a history over.
  public init(_ history: consuming History) { self.history = Mutex(history) }

  /// Lets the run go on by up to a number of events; returns whether more are to come.
  public func grow(by eventCount: Int) -> Bool {
    screen.withLock { _ in }
    return history.withLock { history in
      history.grow(by: eventCount)
      return !history.isComplete
    }
  }

  /// Calls a closure with the history, which does not grow meanwhile.
  public func withHistory<Result: Sendable>(_ body: (inout History) -> Result) -> Result {
    screen.withLock { _ in history.withLock { history in body(&history) } }
  }
}
