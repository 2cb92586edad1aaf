import Documents
import Foundation

/// A file that takes a session as it is shown.
///
/// Each picture is written at once, so that a session that dies is recorded up to then.
struct CastRecorder: ~Copyable {
  private var cast: Cast
  private let file: FileHandle
  private let path: String
  private let begun = ContinuousClock.now
  private var hasHeader = false
  private let title: String

  /// Opens the file, which is emptied if it exists.
  ///
  /// - Throws: the reason why it cannot be written, as a sentence.
  init(path: String, title: String, size: Size, depth: ColorDepth) throws(DisplayFailure) {
    let descriptor = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else {
      throw DisplayFailure(
        sentence: "cannot write \(visible(path)): \(String(cString: strerror(errno)))")
    }
    file = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    cast = Cast(size: size, depth: depth)
    self.path = path
    self.title = title
  }

  /// Records a picture.
  ///
  /// - Returns: Whether it could be written.
  mutating func note(_ canvas: Canvas) -> Bool {
    var text = ""
    if !hasHeader {
      text = cast.header(
        title: "gswarm-sim: \(title)", timestamp: Int(Date().timeIntervalSince1970))
      hasHeader = true
    }
    text += cast.lines(showing: canvas, at: (ContinuousClock.now - begun).inSeconds)
    guard !text.isEmpty else { return true }
    do {
      try file.write(contentsOf: Data(text.utf8))
      return true
    } catch {
      return false
    }
  }

  /// The sentence about a recording that could not go on.
  var endSentence: String { "the recording ends here: \(visible(path)) cannot be written" }
}
