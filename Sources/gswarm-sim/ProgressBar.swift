import Foundation

/// A progress bar on standard error, if that is a terminal.
struct ProgressBar {
  /// The duration of work that shows no bar.
  private static let patience = Duration.milliseconds(400)
  private static let width = 40

  private let title: String
  private let isTerminal = isatty(STDERR_FILENO) != 0
  private let start = ContinuousClock.now
  private var isShown = false

  init(_ title: String) { self.title = title }

  /// Shows the share that is done.
  mutating func update(_ done: Int, of total: Int) {
    guard isTerminal, isShown || ContinuousClock.now - start > Self.patience else { return }
    isShown = true
    let share = total > 0 ? min(1, Double(done) / Double(total)) : 1
    let filled = Int(share * Double(Self.width))
    let bar =
      String(repeating: "#", count: filled) + String(repeating: "-", count: Self.width - filled)
    printError("\r\(title) [\(bar)] \(Int(share * 100)) %")
  }

  /// Shows the title at once, for work whose share cannot be told.
  mutating func begin() {
    guard isTerminal else { return }
    isShown = true
    printError("\r\(title) …")
  }

  /// Removes the bar.
  func finish() {
    if isShown { printError("\r\u{1B}[K") }
  }
}
