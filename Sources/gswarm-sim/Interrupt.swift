import ArgumentParser
import Dispatch
import Foundation
import Synchronization

/// Whether Ctrl-C was pressed, for work that has to clean up before it ends.
enum Interrupt {
  private static let flag = Atomic<Bool>(false)
  private static let wasHandled = Atomic<Bool>(false)

  static var isRequested: Bool { flag.load(ordering: .relaxed) }

  /// From here on Ctrl-C only sets the flag.
  static func watch() {
    signal(SIGINT) { _ in Interrupt.flag.store(true, ordering: .relaxed) }
  }

  /// From here on a wish to end, Ctrl-C or another signal, does `action`, and once more ends the
  /// program at once.
  ///
  /// - Returns: what listens for it; as long as that exists.
  static func onRequest(_ action: @escaping @Sendable () -> Void) -> [any DispatchSourceSignal] {
    onEachRequest {
      if Interrupt.wasHandled.exchange(true, ordering: .relaxed) { leave() }
      action()
    }
  }

  /// From here on a wish to end does `action`, whenever it comes.
  ///
  /// - Returns: what listens for it; as long as that exists.
  static func onEachRequest(
    _ action: @escaping @Sendable () -> Void
  ) -> [any DispatchSourceSignal] {
    [SIGINT, SIGTERM, SIGHUP].map { number in
      signal(number, SIG_IGN)
      let source = DispatchSource.makeSignalSource(signal: number, queue: .global())
      source.setEventHandler(handler: action)
      source.resume()
      return source
    }
  }

  /// Ends the program at once.
  static func leave() { _exit(ExitCode.interrupted.rawValue) }

  /// From here on Ctrl-C ends the program, as it does by itself.
  static func unwatch() { signal(SIGINT, SIG_DFL) }
}
