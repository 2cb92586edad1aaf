import Documents
import Foundation

/// Writes text to standard error, as far as that is possible.
func printError(_ text: String) {
  var rest = Array(text.utf8)[...]
  while !rest.isEmpty {
    let written = rest.withUnsafeBytes { write(STDERR_FILENO, $0.baseAddress, $0.count) }
    if written < 0 && errno == EINTR { continue }
    guard written > 0 else { return }
    rest.removeFirst(written)
  }
}

/// The width of the terminal that standard output is; nil if it is none.
var terminalWidth: Int? {
  var size = winsize()
  guard isatty(STDOUT_FILENO) != 0, ioctl(STDOUT_FILENO, UInt(TIOCGWINSZ), &size) == 0,
    size.ws_col > 0
  else { return nil }
  return Int(size.ws_col)
}

/// Writes text to standard output.
func printOutput(_ text: String) throws(WriteFailure) {
  var stream = Documents.OutputStream.standardOutput()
  try stream.write(text)
  try stream.flush()
}
