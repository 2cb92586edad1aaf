import Foundation
import Synchronization

extension Interrupt {
  /// Handles the signals as long as it exists; afterwards they have no effect.
  final class Handling: Sendable {
    fileprivate init() {}

    deinit { Interrupt.handler.withLock { $0 = nil } }
  }

  /// The handler of the signals; called on a thread of its own.
  fileprivate static let handler = Mutex<(@Sendable (Int32) -> Void)?>(nil)

  /// The ends of the pipe through which the signals reach that thread; -1 before.
  private static let writingEnd = Atomic<Int32>(-1)

  /// Runs `action` on the first signal; a second Ctrl-C or TERM ends the program at once.
  ///
  /// HUP never does: when a terminal closes, the kernel and the shell send one each.
  static func onRequest(_ action: @escaping @Sendable () -> Void) -> Handling {
    let counts = Mutex((all: 0, wishes: 0))
    return onEachRequest { number in
      let (isFirst, isSecondWish) = counts.withLock { counts in
        counts.all += 1
        if number != SIGHUP { counts.wishes += 1 }
        return (counts.all == 1, number != SIGHUP && counts.wishes > 1)
      }
      if isSecondWish { leave() }
      if isFirst { action() }
    }
  }

  /// Runs `action` on each signal, with its number.
  ///
  /// The screen may put its own handlers in the place of these and give it back: there is no moment
  /// without one.
  static func onEachRequest(_ action: @escaping @Sendable (Int32) -> Void) -> Handling {
    handler.withLock { $0 = action }
    openPipe()
    for number in numbers where !ignoredAtStart.contains(number) {
      var new = sigaction()
      new.__sigaction_handler.sa_handler = { number in
        var byte = UInt8(truncatingIfNeeded: number)
        let error = errno
        _ = write(Interrupt.writingEnd.load(ordering: .relaxed), &byte, 1)
        errno = error
      }
      new.sa_flags = SA_RESTART
      sigaction(number, &new, nil)
      unblock(number)
    }
    return Handling()
  }

  private static func openPipe() {
    guard writingEnd.load(ordering: .relaxed) < 0 else { return }
    var ends: [Int32] = [-1, -1]
    guard pipe(&ends) == 0 else { return }
    for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
    // A full pipe must not block the handler.
    _ = fcntl(ends[1], F_SETFL, O_NONBLOCK)
    writingEnd.store(ends[1], ordering: .relaxed)
    let readingEnd = ends[0]
    Thread.detachNewThread {
      var byte: UInt8 = 0
      while true {
        let count = read(readingEnd, &byte, 1)
        if count < 0, errno == EINTR { continue }
        guard count == 1 else { return }
        handler.withLock { $0 }?(Int32(byte))
      }
    }
  }
}
