import ArgumentParser
import Dispatch
import Foundation
import Synchronization

/// Requests to end the program: Ctrl-C, TERM and HUP, for work that has to clean up before.
///
/// A signal that was ignored when the program began stays ignored: INT of a job in the background,
/// HUP under `nohup`.
enum Interrupt {
  static let numbers = [SIGINT, SIGTERM, SIGHUP]
  private static let flag = Atomic<Bool>(false)
  private static let before = Mutex<[Int32: sigaction]>([:])

  static var isRequested: Bool { flag.load(ordering: .relaxed) }

  /// Lets the signals only set the flag, until `unwatch`.
  ///
  /// A system call that waits, such as for the reader of a pipe, ends with them.
  static func watch() {
    // Writing to a pipe that nobody reads, or beyond the largest file, is an error like others.
    for number in [SIGPIPE, SIGXFSZ] { replaceAction(of: number, with: SIG_IGN) }
    for number in numbers where !ignoredAtStart.contains(number) {
      replaceAction(of: number) { _ in Interrupt.flag.store(true, ordering: .relaxed) }
      unblock(number)
    }
  }

  /// Gives the signals back the actions that they had before `watch`.
  static func unwatch() {
    before.withLock { actions in
      for (number, action) in actions {
        var action = action
        sigaction(number, &action, nil)
      }
      actions = [:]
    }
  }

  /// Watches the signals during some work.
  static func watching<Value>(_ work: () throws -> Value) rethrows -> Value {
    watch()
    defer { unwatch() }
    return try work()
  }

  /// Ends the program at once.
  static func leave() { _exit(ExitCode.interrupted.rawValue) }

  /// The signals that were ignored before this program touched them.
  static let ignoredAtStart = Set(numbers.filter(isIgnored))

  private static func isIgnored(_ number: Int32) -> Bool {
    var action = sigaction()
    sigaction(number, nil, &action)
    return unsafeBitCast(action.__sigaction_handler.sa_handler, to: Int.self) == ignoring
  }

  /// `SIG_IGN` as a number: it is no function that could be compared.
  private static let ignoring = unsafeBitCast(SIG_IGN, to: Int.self)

  /// Lets a signal through that the parent process has left blocked, as some do by mistake.
  static func unblock(_ number: Int32) {
    var set = sigset_t()
    sigemptyset(&set)
    sigaddset(&set, number)
    pthread_sigmask(SIG_UNBLOCK, &set, nil)
  }

  private static func replaceAction(
    of number: Int32, with handler: @escaping @convention(c) (Int32) -> Void
  ) {
    var (new, old) = (sigaction(), sigaction())
    new.__sigaction_handler.sa_handler = handler
    sigaction(number, &new, &old)
    before.withLock { if $0[number] == nil { $0[number] = old } }
  }
}
