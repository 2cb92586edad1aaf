import Foundation

/// A bar on standard error for work that takes long, if that is a terminal.
struct ProgressBar {
  /// Work that is done sooner than this shows no bar.
  private static let patience = Duration.milliseconds(400)
  private static let width = 40

  private let title: String
  private let isTerminal = isatty(STDERR_FILENO) != 0
  private let start = ContinuousClock.now
  private var isShown = false

  init(_ title: String) { self.title = title }

  /// Shows how much is done.
  mutating func update(_ done: Int, of total: Int) {
    guard isTerminal, isShown || ContinuousClock.now - start > Self.patience else { return }
    isShown = true
    let share = total > 0 ? min(1, Double(done) / Double(total)) : 1
    let filled = Int(share * Double(Self.width))
    let bar =
      String(repeating: "#", count: filled) + String(repeating: "-", count: Self.width - filled)
    complain("\r\(title) [\(bar)] \(Int(share * 100)) %")
  }

  /// Says at once what is going on, for work of which the end cannot be told.
  mutating func begin() {
    guard isTerminal else { return }
    isShown = true
    complain("\r\(title) …")
  }

  /// Takes the bar away.
  func finish() {
    if isShown { complain("\r\u{1B}[K") }
  }
}
