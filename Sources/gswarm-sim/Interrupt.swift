import Foundation
import Synchronization

/// Whether Ctrl-C was pressed, for work that has to clean up before it ends.
enum Interrupt {
  private static let flag = Atomic<Bool>(false)

  static var isRequested: Bool { flag.load(ordering: .relaxed) }

  /// From here on Ctrl-C only sets the flag.
  static func watch() {
    signal(SIGINT) { _ in Interrupt.flag.store(true, ordering: .relaxed) }
  }

  /// From here on Ctrl-C ends the program, as it does by itself.
  static func unwatch() { signal(SIGINT, SIG_DFL) }
}
