import Foundation

/// The sequence by which a terminal is asked to put a text on the clipboard (OSC 52).
enum Clipboard {
  /// The longest text that terminals take, in bytes.
  private static let longestText = 74_000

  /// Returns the sequence for a text, cut where terminals would not take more.
  ///
  /// A tmux in between understands the sequence itself if `set-clipboard` is on, and hands on
  /// what is wrapped for it if `allow-passthrough` is.
  static func sequence(for text: String, isInTmux: Bool) -> String {
    var text = Substring(text)
    while text.utf8.count > longestText { text = text.prefix(text.count * 9 / 10) }
    let code = Data(text.utf8).base64EncodedString()
    let plain = "\u{1B}]52;c;\(code)\u{07}"
    return isInTmux ? "\(plain)\u{1B}Ptmux;\u{1B}\(plain)\u{1B}\\" : plain
  }
}
